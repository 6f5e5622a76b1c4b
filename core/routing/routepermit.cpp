// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/routepermit.h"

#include <utility>

namespace Belay {

namespace {

/// A quota whose reset nobody names (contract 2).
constexpr Milliseconds QuotaWait = std::chrono::minutes(30);

void feed(CircuitBreaker::Permit &permit, Outcome &lastFailure, const AttemptEnd &end, SteadyTime now)
{
    lastFailure = end.outcome;
    permit.fail(now, end.retryAfter);
}

} // namespace

RoutePermit::RoutePermit(std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key,
    CircuitBreaker::Permit endpoint, CircuitBreaker::Permit route, CircuitBreaker::Permit keyModel)
    : m_target(std::move(target))
    , m_key(std::move(key))
    , m_endpoint(std::move(endpoint))
    , m_route(std::move(route))
    , m_keyModel(std::move(keyModel))
{ }

std::optional<RoutePermit> RoutePermit::tryAcquire(
    std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key, SteadyTime now)
{
    if (blockageOf(*target, *key, now).kind != Blockage::Kind::None)
        return {};
    return acquireAnyway(std::move(target), std::move(key), now);
}

RoutePermit RoutePermit::acquireAnyway(
    std::shared_ptr<TargetTrack> target, std::shared_ptr<KeyModelTrack> key, SteadyTime now)
{
    TargetTrack &track = *target;
    KeyModelTrack &keyModel = *key;
    return {std::move(target), std::move(key), track.endpoint->breaker.acquireAnyway(now),
        track.route.acquireAnyway(now), keyModel.breaker.acquireAnyway(now)};
}

RoutePermit &RoutePermit::operator=(RoutePermit &&other) noexcept
{
    std::swap(m_target, other.m_target);
    std::swap(m_key, other.m_key);
    m_endpoint = std::move(other.m_endpoint);
    m_route = std::move(other.m_route);
    m_keyModel = std::move(other.m_keyModel);
    return *this;
}

bool RoutePermit::isTest() const
{
    return m_endpoint.isTest() || m_route.isTest() || m_keyModel.isTest();
}

void RoutePermit::finish(const AttemptEnd &end, const RetryPolicy &policy, SteadyTime now) &&
{
    if (!end.counts)
        return;
    const RoutingRule rule = routingRuleOf(end.outcome);
    if (rule.reached)
        m_endpoint.succeed(now);
    // The monitor opens a route; requests only say whether it was right.
    if (m_route.isTest() && ruleOf(end.outcome).health == Health::Hard)
        m_route.fail(now, end.retryAfter);
    switch (rule.feeds) {
    case Feeds::Success:
        m_route.succeed(now);
        m_keyModel.succeed(now);
        m_key->wait.succeeded();
        m_key->key->quota.succeeded();
        m_key->key->refusedAt.reset();
        break;
    case Feeds::Key:
        m_key->key->refusedAt = now;
        break;
    case Feeds::KeyQuota:
        m_key->key->quota.wait(now, end.retryAfter.value_or(QuotaWait), end.retryAfter.has_value());
        break;
    case Feeds::KeyModelWait:
        m_key->wait.limited(now, end.retryAfter, policy);
        break;
    case Feeds::KeyModel:
        feed(m_keyModel, m_key->lastFailure, end, now);
        break;
    case Feeds::Endpoint:
        feed(m_endpoint, m_target->endpoint->lastFailure, end, now);
        break;
    case Feeds::Nothing:
        break;
    }
    // Whatever failed: who is asked to come back later leaves this key at this model alone until then.
    if (end.retryAfter && (rule.feeds == Feeds::KeyModel || rule.feeds == Feeds::Endpoint))
        m_key->wait.wait(now, *end.retryAfter, true);
}

} // namespace Belay
