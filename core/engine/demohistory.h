// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/history/historyrows.h"

#include <vector>

namespace Belay {

/// How one simulated target did in the days before the demo was started.
struct DemoTarget {
    TargetId id;
    Milliseconds typicalFirstContent {400};
    double spread = 0.25; ///< of the logarithm of its latencies
    int outages = 1; ///< in 90 days
    bool limitedAtTimes = false;
    Milliseconds every {300'000}; ///< between completions
};

/// The 90 days before `now`, the same for the same seed: a laptop that sleeps at night now and then, outages,
/// evenings that are slower than mornings, bursts of 429. Spans and counts tell one story: what a span calls
/// down failed.
HistoryRows makeDemoHistory(const std::vector<DemoTarget> &targets, WallTime now, RandomSource &random);

} // namespace Belay
