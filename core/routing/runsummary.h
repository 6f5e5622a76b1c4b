// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/money.h"
#include "core/domain/outcome.h"
#include "core/domain/tracesets.h"

#include <optional>
#include <vector>

namespace Belay {

/// The place of an attempt in RunSummary::attempts: 0, 1, 2 …
using AttemptId = int;

/// One request to one target with one key (an attempt of TRACE, contract 5).
struct RunAttempt {
    TargetId target;
    KeyId key;
    int step = 0; ///< index in the chain's config
    SteadyTime startedAt {};
    std::optional<SteadyTime> contentAt;
    std::optional<SteadyTime> endedAt; ///< empty: still running
    Outcome outcome = Outcome::Skipped; ///< once it has ended
    int status = 0;
    Milliseconds waited {0}; ///< before it, for a back-off, a stated time or a hedge's delay
    std::optional<AttemptNote> note; ///< empty: the first try of a request
    NanoUsd usd = 0; ///< as far as it was told
    bool isCutShort
        = false; ///< long before its own limit, for the sake of others: it says nothing of its target
};

/// Why there is no answer; each has its row in contract 8.
enum class GiveUpReason {
    NoUsableTarget, ///< all are off or without a key: 503 no_usable_target
    Unsupported, ///< no target can take the request: 400 unsupported_parameter, see `needed`
    RateLimited, ///< every attempt: 429, see `retryAfter`
    Quota, ///< every attempt: 429, Anthropic's form 402
    AuthFailed, ///< every attempt auth or forbidden: 502
    ModelNotFound, ///< every attempt, and no other target was left out: 404
    TimedOut, ///< only timeouts, or the deadline: 504
    EndedByOutcome, ///< bad-request and its like: the provider's own answer, that of `decisive`
    AllFailed, ///< anything else: 503
};

/// A target that was not called, and why.
struct SkippedTarget {
    enum class Why { Blocked, Waiting, KeyRefused, Unfit, SmallWindow, OtherModel, NoTime };
    TargetId target;
    int step = 0;
    Why why = Why::Blocked;
    bool operator==(const SkippedTarget &) const = default;
};

/// All that became of one request: what the trace, the error text and the client's answer are made from.
struct RunSummary {
    enum class Ended { Running, Answered, Cut, GaveUp, ClientGone };
    Ended ended = Ended::Running;
    std::optional<GiveUpReason> reason; ///< with GaveUp
    std::optional<AttemptId> winner; ///< who was committed
    std::optional<AttemptId> decisive; ///< with EndedByOutcome
    std::optional<Milliseconds> retryAfter; ///< until the soonest target is free again, where known
    QString needed; ///< with Unsupported: the field
    std::vector<RunAttempt> attempts;
    std::vector<SkippedTarget> skipped;
    SteadyTime beganAt {};
    std::optional<SteadyTime> endedAt;
};

} // namespace Belay
