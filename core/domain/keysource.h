// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Belay {

/// Where a key's value comes from: `keychain`, `session`, `env:NAME` or `file:/abs`.
struct KeySource {
    enum class From { Keychain, Session, Environment, File };
    From from = From::Keychain;
    QString name; ///< of the variable, or the path
    bool operator==(const KeySource &) const = default;

    QString toString() const;
    static std::optional<KeySource> fromString(const QString &text);
};

} // namespace Belay
