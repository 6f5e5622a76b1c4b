// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/domain/config.h"
#include "core/routing/circuitbreaker.h"
#include "core/routing/contenttimes.h"
#include "core/routing/ratelimitwindow.h"

#include <memory>
#include <vector>

namespace Belay {

// What the gateway remembers of those it calls. Tracks are shared by the board and the plans of requests
// under way, so that a request ends on what it began with when the config is swapped.

/// A provider's endpoint: fed by failures to reach it.
struct EndpointTrack {
    ProviderId provider;
    ProviderKindId kind = ProviderKindId::OpenAiCompatible; ///< an empty base URL is the kind's
    QUrl baseUrl;
    CircuitBreaker breaker;
    Outcome lastFailure = Outcome::Ok;
};

/// A key of a provider. Refused, it is blocked until an auth probe (or an answer) says otherwise.
struct KeyTrack {
    KeyConfig config;
    std::uint64_t stamp = 0; ///< changes with the key's value
    std::optional<SteadyTime> refusedAt;
    RateLimitWindow quota;
};

/// A key at one model.
struct KeyModelTrack {
    std::shared_ptr<KeyTrack> key;
    CircuitBreaker breaker;
    RateLimitWindow wait;
    Outcome lastFailure = Outcome::Ok;
};

/// A target: its health route (contract 3), which the monitor opens, and how fast it answers.
struct TargetTrack {
    TargetId target;
    std::shared_ptr<EndpointTrack> endpoint;
    CircuitBreaker route;
    TargetState health = TargetState::NoData; ///< as the monitor said last
    ContentTimes streamed; ///< first content of streams and probes
    ContentTimes whole; ///< whole answers
    std::vector<std::shared_ptr<KeyModelTrack>> keys;
};

/// Why one may not be called now.
struct Blockage {
    enum class Kind {
        None,
        Testing, ///< half-open, and the one test request is out
        Waiting, ///< rate limit or quota, a guessed time
        Open, ///< endpoint, key x model or health route
        Refused, ///< the key, until an auth probe passes: `until` is the end of time
        Stated, ///< rate limit or quota, the provider's word
    };
    Kind kind = Kind::None;
    SteadyTime until {};
    bool isQuota = false;
};

/// All that blocks this key at this target: the gravest kind (the later in the list), the longest time.
Blockage blockageOf(const TargetTrack &target, const KeyModelTrack &key, SteadyTime now);

} // namespace Belay
