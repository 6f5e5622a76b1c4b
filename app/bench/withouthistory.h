// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Belay {

/// The word after the program's name that makes it what serveWithoutHistory() is; the path of a config
/// follows.
constexpr auto ServeWithoutHistory = "--serve-without-history";

/// A gateway as `belayctl serve` runs it, but for a monitor and a history: what these cost is the difference.
/// Keys and tokens come from the environment. Until SIGTERM.
int serveWithoutHistory(int argc, char **argv);

} // namespace Belay
