// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"
#include "core/routing/tracks.h"

namespace Belay {

/// How one attempt ended, as the caller of the network saw it.
struct AttemptEnd {
    Outcome outcome = Outcome::Ok;
    int status = 0; ///< HTTP status; 0 when no answer came
    std::optional<Milliseconds> retryAfter; ///< what the provider stated
    bool counts = true; ///< false: the own network was down, nobody is to blame
};

/// Leave to call one target with one key: a permit of each breaker on the way. Dropped, it counts neither
/// way.
class RoutePermit final
{
public:
    /// Nothing where anything blocks.
    static std::optional<RoutePermit> tryAcquire(
        std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key, SteadyTime now);
    /// For the one try of a chain that is blocked everywhere.
    static RoutePermit acquireAnyway(
        std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key, SteadyTime now);

    RoutePermit(RoutePermit &&) noexcept = default;
    /// Swaps: what it held before goes with `other`, tracks and permits together.
    RoutePermit &operator=(RoutePermit &&other) noexcept;

    bool isTest() const;
    /// Feeds each breaker and wait as contract 2 says. `policy` is for a 429 without a stated time.
    void finish(const AttemptEnd &end, const RetryPolicy &policy, SteadyTime now) &&;

private:
    RoutePermit(std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key,
        CircuitBreaker::Permit endpoint, CircuitBreaker::Permit route, CircuitBreaker::Permit keyModel);

    std::shared_ptr<TargetTrack> m_target; // before the permits, which point into it
    std::shared_ptr<KeyModelTrack> m_key;
    CircuitBreaker::Permit m_endpoint;
    CircuitBreaker::Permit m_route;
    CircuitBreaker::Permit m_keyModel;
};

} // namespace Belay
