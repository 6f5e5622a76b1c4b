// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"

#include <optional>

namespace Belay {

/// What a sample is classed as: contract 2, in its order.
enum class Outcome {
    Ok,
    Auth,
    Forbidden,
    Quota,
    RateLimited,
    Overloaded,
    ServerError,
    ModelNotFound,
    ContextLength,
    ContentFilter,
    TooLarge,
    BadRequest,
    Misfit,
    Dns,
    Connect,
    Reset,
    Tls,
    Proxy,
    TimeoutConnect,
    TimeoutContent,
    TimeoutIdle,
    TimeoutTotal,
    Empty,
    NotAnAnswer,
    Cut,
    Cancelled,
    Skipped
};
template <>
struct EnumNames<Outcome> {
    static constexpr auto values
        = std::to_array<std::string_view>({"ok", "auth", "forbidden", "quota", "rate-limited", "overloaded",
            "server-error", "model-not-found", "context-length", "content-filter", "too-large", "bad-request",
            "misfit", "dns", "connect", "reset", "tls", "proxy", "timeout-connect", "timeout-content",
            "timeout-idle", "timeout-total", "empty", "not-an-answer", "cut", "cancelled", "skipped"});
};

/// What an outcome says about the provider's health (contract 2, column *health*).
enum class Health { Good, Hard, Limited, Yours, Void };

/// One row of the table of contract 2, as it stands before evidence from elsewhere is weighed.
struct OutcomeRule {
    Health health;
    Owner owner;
    Cause cause;
    bool operator==(const OutcomeRule &) const = default;
};

/// The row of an outcome alone. `model-not-found` is given as *hard*: whether the model ever answered here is
/// evidence that Diagnosis adds.
OutcomeRule ruleOf(Outcome outcome);

/// Whether a request that failed may be sent to the same target again (contract 2, column *same*).
enum class SameTarget { No, Yes, Once, LastStep, AfterWait };
/// Where a request that failed may go instead (column *on*).
enum class MoveOn { No, NextKey, NextStep, LargerWindow, DirectRoute };
/// Which breaker or block a result feeds (column *brk*).
enum class Feeds { Nothing, Success, Key, KeyQuota, KeyModelWait, KeyModel, Endpoint };

/// What routing does about an outcome: the other columns of the table of contract 2.
struct RoutingRule {
    SameTarget same;
    MoveOn on; ///< NextKey: and where no key is left, the next step
    Feeds feeds;
    bool reached; ///< somebody answered there: nothing can be wrong with the endpoint
    bool operator==(const RoutingRule &) const = default;
};

RoutingRule routingRuleOf(Outcome outcome);

/// The state that one result alone speaks for, once its health is weighed (contract 3): hard is down, limited
/// is limited, auth and forbidden are key-rejected. Other *yours* and *void* say nothing: no data.
TargetState stateAlone(Outcome outcome, Health health);
/// The same where no evidence from elsewhere is at hand.
TargetState stateAlone(Outcome outcome);
/// What an answer to a key says of it; nothing where it says nothing.
std::optional<KeyHealth> keyHealthOf(Outcome outcome);

/// dns, connect, reset, tls and the timeouts: they speak of a provider only when the own network is cleared
/// (contract 3, *Own network*).
bool isTransportFailure(Outcome outcome);

} // namespace Belay
