// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/tracks.h"

#include <algorithm>

namespace Belay {

namespace {

Blockage blockageOf(const CircuitBreaker &breaker, SteadyTime now)
{
    switch (breaker.state(now)) {
    case CircuitBreaker::State::Closed:
        return {};
    case CircuitBreaker::State::HalfOpen:
        return breaker.isTesting() ? Blockage {Blockage::Kind::Testing, now} : Blockage {};
    case CircuitBreaker::State::Open:
        return {Blockage::Kind::Open, *breaker.closesAt()};
    }
    return {};
}

Blockage blockageOf(const RateLimitWindow &window, SteadyTime now, bool isQuota)
{
    if (!window.isWaiting(now))
        return {};
    return {window.isStated() ? Blockage::Kind::Stated : Blockage::Kind::Waiting, window.until(), isQuota};
}

void worsen(Blockage &worst, const Blockage &other)
{
    const SteadyTime until = std::max(worst.until, other.until);
    if (other.kind > worst.kind)
        worst = other;
    worst.until = until;
}

} // namespace

Blockage blockageOf(const TargetTrack &target, const KeyModelTrack &key, SteadyTime now)
{
    Blockage worst = blockageOf(target.endpoint->breaker, now);
    worsen(worst, blockageOf(target.route, now));
    worsen(worst, blockageOf(key.breaker, now));
    if (key.key->refusedAt)
        worsen(worst, {Blockage::Kind::Refused, SteadyTime::max()});
    worsen(worst, blockageOf(key.wait, now, false));
    worsen(worst, blockageOf(key.key->quota, now, true));
    return worst;
}

} // namespace Belay
