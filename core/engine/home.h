// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>

namespace Belay {

/// Where one Belay keeps its files (contract 6): a home of its own, or the XDG folders.
struct Home {
    QString configDir;
    QString dataDir;

    QString configPath() const { return configDir + QStringLiteral("/config.json"); }
    QString historyPath() const { return dataDir + QStringLiteral("/history.sqlite"); }
    QString lockPath() const { return dataDir + QStringLiteral("/lock"); }
    QString logPath() const { return dataDir + QStringLiteral("/log/belay.log"); }
    QString notificationsPath() const { return dataDir + QStringLiteral("/notifications.json"); }
    /// The name of the running window's socket: two homes never meet.
    QString socketName() const;

    /// `--home DIR`, else `BELAY_HOME`, else the XDG folders. Touches nothing.
    static Home resolve(const std::optional<QString> &option);
    /// Makes the folders, mode 0700. Storage error with the path where that cannot be.
    Result<void> create() const;

    bool operator==(const Home &) const = default;
};

} // namespace Belay
