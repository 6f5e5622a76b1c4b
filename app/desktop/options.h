// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>

namespace Belay {

/// What `belay` was called with (contract 5).
struct DesktopOptions {
    std::optional<QString> home;
    bool demo = false;
    bool background = false;
    QString page;
    QString grabFolder; ///< empty: no pictures
    QString theme; ///< light, dark, or empty: as the desktop says
    int scale = 0; ///< 1 or 2 for pictures; 0: as the desktop says
    std::optional<int> exitCode; ///< set: the call has been answered (help, version, usage)

    static DesktopOptions parse(int argc, char *argv[]);
};

} // namespace Belay
