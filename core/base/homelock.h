// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <optional>

namespace Belay {

/// Makes this process the one owner of a home (contract 5 and 6). The system lets go of the lock when the
/// process ends, however it ends: a lock left behind by a killed process is free.
class HomeLock final
{
public:
    struct Owner {
        qint64 pid = 0;
        QString version;
        bool operator==(const Owner &) const = default;
    };

    /// Makes the folder (0700) where it is missing. Conflict, with pid and version in the text, when another
    /// process owns it.
    static Result<std::unique_ptr<HomeLock>> take(const QString &home);
    /// Who owns the home now; nothing when nobody does.
    static std::optional<Owner> ownerOf(const QString &home);

    ~HomeLock();
    HomeLock(const HomeLock &) = delete;
    HomeLock &operator=(const HomeLock &) = delete;

private:
    class Held;
    explicit HomeLock(std::unique_ptr<Held> held);

    std::unique_ptr<Held> m_held;
};

} // namespace Belay
