// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/ulid.h"
#include "core/domain/money.h"
#include "core/domain/outcome.h"
#include "core/domain/tracesets.h"

#include <optional>
#include <vector>

namespace Belay {

/// One request to one target with one key, as a trace tells of it.
struct TraceAttempt {
    TargetId target;
    KeyId key; ///< empty: the provider takes none
    int step = 0; ///< of the chain, the first is 0
    Microseconds start {0}; ///< from the arrival of the request
    Outcome outcome = Outcome::Skipped;
    int status = 0; ///< HTTP status; 0 when no answer came
    Microseconds length {0};
    Microseconds wait {0}; ///< held back before it: back-off, a stated time, a hedge's delay
    std::optional<AttemptNote> note; ///< empty: the first try, as the chain says
    bool operator==(const TraceAttempt &) const = default;
};

/// What became of one request to the gateway: TRACE of contract 5. Never a body of the user's own.
struct Trace {
    Ulid id; ///< also the `x-belay-request-id`
    WallTime at; ///< when the request was complete
    QString token; ///< id of the app token that called; empty: none was asked for
    ChainId chain; ///< empty: a target was named
    Dialect dialect = Dialect::OpenAi; ///< of the client
    bool stream = false;
    int status = 0; ///< answered to the client; 0 when it was gone before
    std::optional<TargetId> target; ///< the winner
    TraceEnd ended = TraceEnd::Ok;
    std::optional<Microseconds> firstContent; ///< from the arrival of the request
    Microseconds total {0};
    std::optional<int> tokensIn; ///< of the winner
    std::optional<int> tokensOut;
    std::optional<NanoUsd> usd;
    std::optional<NanoUsd> losersUsd; ///< what the other attempts of races cost
    std::vector<QString> dropped; ///< fields left out in translation (contract 7)
    std::vector<TraceAttempt> attempts; ///< in the order of their start
    bool operator==(const Trace &) const = default;
};

/// Why it went as it did, in English and not to be parsed: `openai/gpt-4o: rate-limited (429), then
/// fallback`. Empty when the first attempt answered.
QString whyOf(const Trace &trace);

} // namespace Belay
