// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace Belay {

/// What a caller branches on. What a provider did is never an Error but an Outcome.
enum class ErrorKind {
    Network,
    Cancelled,
    Protocol,
    Storage,
    Config,
    Unavailable,
    Permission, ///< the mode of a secret file, a locked collection
    Conflict, ///< another instance or another program changed it first
    Busy, ///< another program holds the file
    Newer, ///< a newer version of Belay wrote it
    Internal,
};

/// A failure of our own work. `detail` is untranslated and made for logs.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
    std::vector<Error> causes;

    bool operator==(const Error &) const = default;
};

} // namespace Belay
