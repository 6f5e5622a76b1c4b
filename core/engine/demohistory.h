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
    QString providerName {}; ///< as incidents call it
    Milliseconds typicalFirstContent {400};
    double spread = 0.25; ///< of the logarithm of its latencies
    int outages = 1; ///< in 90 days
    bool limitedAtTimes = false;
    Milliseconds every {300'000}; ///< between completions
    /// Of the last two hours, so that the newest still vouch when the demo begins.
    Milliseconds recentEvery {60'000};
    /// What has been going on for a while when the demo begins, and goes on.
    struct Ongoing {
        TargetState state = TargetState::Down;
        Outcome outcome = Outcome::Overloaded;
        Milliseconds since {0}; ///< so long ago
        bool wholeProvider = false; ///< its address or its key, not the model alone
    };
    std::optional<Ongoing> ongoing;
};

/// The 90 days before `now`, the same for the same seed: a laptop that sleeps at night now and then, outages,
/// evenings that are slower than mornings, bursts of 429. Spans and counts tell one story: what a span calls
/// down failed.
HistoryRows makeDemoHistory(const std::vector<DemoTarget> &targets, WallTime now, RandomSource &random);

} // namespace Belay
