// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/rollup.h"

namespace Belay {

/// Bars of samples that come the newest first; the oldest bar first.
std::vector<RecentCheck> recentOf(const std::vector<Sample> &newestFirst);

/// The bar of one column of traffic: the state that at least half of its results speak for. Nothing where
/// none of them says anything.
std::optional<RecentCheck> recentOf(WallTime start, const Rollup &traffic);

/// Both kinds in the order of time, the newest TargetStatus::RecentChecks of them.
std::vector<RecentCheck> newestOf(std::vector<RecentCheck> probes, const std::vector<RecentCheck> &traffic);

} // namespace Belay
