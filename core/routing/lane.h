// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/chainplan.h"
#include "core/routing/retrybudget.h"
#include "core/routing/routepermit.h"
#include "core/routing/runsummary.h"

namespace Belay {

// What a ChainMachine keeps while it decides.

/// One target of the chain, as far as this request has come with it. In the order in which they are
/// tried.
struct Lane {
    const PlannedStep *step = nullptr;
    const PlannedTarget *target = nullptr;
    KeyPool::Mask outKeys = 0; // refused, or not to be had
    KeyPool::Mask triedKeys = 0;
    int retries = 0;
    int empties = 0;
    bool running = false;
    bool done = false; // nothing more to be had here
    bool skipNoted = false;
    std::optional<SteadyTime> retryAt; // or the next key's turn
    SteadyTime retryFrom {};
    AttemptNote retryNote = AttemptNote::Retry;
    RetryBudget::Ticket retryTicket;
};
struct RunningAttempt {
    AttemptId id;
    Lane *lane;
    int key;
    bool lastResort; // let through where all is blocked
    SteadyTime endBy; // unless it is committed
    RoutePermit permit;
    RetryBudget::Ticket retryTicket;
};
/// What is special about a start.
struct AttemptStart {
    std::optional<AttemptNote> note {};
    std::optional<SteadyTime> waitedFrom {};
    RetryBudget::Ticket retryTicket {};
    std::optional<int> lastResortKey {};
};
/// The others of a lane's step, and the steps after it, that can still be tried: it must leave them time.
struct LaterSteps {
    int steps = 0;
    Milliseconds firstContents {0};
    Milliseconds totals {0};
    Milliseconds lastTotal {0};
};
/// What the lanes that are left wait for.
struct Prospect {
    bool testing = false;
    std::optional<SteadyTime> freeAt; // the soonest wait
    Lane *lastResort = nullptr;
    int lastResortKey = 0;
    SteadyTime lastResortAt = SteadyTime::max();
};

} // namespace Belay
