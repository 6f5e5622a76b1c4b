// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/money.h"
#include "core/domain/outcome.h"
#include "core/domain/ratelimit.h"

#include <optional>

namespace Belay {

/// Phases of one request, each measured from the start of the request to the end of the phase. Empty where a
/// phase did not happen (a warm connection has no dns, tcp and tls) or was not reached.
struct PhaseTimings {
    std::optional<Microseconds> dns;
    std::optional<Microseconds> tcp;
    std::optional<Microseconds> tls;
    std::optional<Microseconds> firstByte;
    std::optional<Microseconds> firstContent;
    std::optional<Microseconds> total;
    bool operator==(const PhaseTimings &) const = default;
};

/// What is kept of a failure, so that a person can see why (contract 3, *Kept*). Never a body of the user's
/// own.
struct Evidence {
    QString providerCode; ///< the provider's own word: `rate_limit_exceeded`, `API_KEY_INVALID`
    QString address; ///< the address that answered, or that was tried
    QString text; ///< at most 1 KiB of what came back, redacted
    std::optional<Milliseconds> retryAfter;
    bool operator==(const Evidence &) const = default;
};

/// One measured result. A reach or auth sample belongs to the provider: its target has no model.
struct Sample {
    WallTime at; ///< when the request began
    TargetId target;
    KeyId key;
    SampleSource source = SampleSource::Probe;
    ProbeKind kind = ProbeKind::Reach;
    Outcome outcome = Outcome::Skipped;
    int status = 0; ///< HTTP status; 0 when no answer came
    Proof proof = Proof::None;
    bool cold = true;
    PhaseTimings timings;
    std::optional<int> tokensIn;
    std::optional<int> tokensOut;
    std::optional<NanoUsd> usd;
    QString servedModel;
    QString servedBy;
    QString requestId;
    std::optional<Evidence> evidence;
    std::vector<RateLimit> limits; ///< that the answer's headers tell; history does not keep them
    bool operator==(const Sample &) const = default;
};

} // namespace Belay
