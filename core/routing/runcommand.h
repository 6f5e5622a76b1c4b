// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/runsummary.h"

#include <variant>

namespace Belay {

/// Limits of one attempt, all from its start but `idle` (between bytes). An empty one is not watched. None
/// but `idle` ends an attempt that has been committed.
struct AttemptLimits {
    Milliseconds connect {5'000};
    std::optional<Milliseconds> firstContent; ///< of streams
    Milliseconds idle {60'000};
    std::optional<Milliseconds> total; ///< of whole answers
    bool operator==(const AttemptLimits &) const = default;
};

/// Call this target with this key. Its end is told by attemptFinished(), unless it is cancelled before.
struct StartAttempt {
    AttemptId attempt = 0;
    TargetId target;
    KeyId key; ///< empty: none is sent
    int step = 0;
    AttemptLimits limits;
    std::optional<AttemptNote> note;
    Milliseconds waited {0};
};

/// Close it; nothing is told of it afterwards. It may follow its own StartAttempt at once.
struct CancelAttempt {
    AttemptId attempt = 0;
};

/// Call woke() at this time; replaces an earlier WakeAt. One that comes early or late does no harm.
struct WakeAt {
    SteadyTime time;
};

/// This attempt's answer is the client's. At most once.
struct Commit {
    AttemptId attempt = 0;
};

/// There is no answer: ChainRun::summary() says why. At most once, never with Commit, always the last.
struct GiveUp {
};

using RunCommand = std::variant<StartAttempt, CancelAttempt, WakeAt, Commit, GiveUp>;

} // namespace Belay
