// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/targetboard.h"

#include <algorithm>

namespace Belay {

namespace {

bool blocksRoute(TargetState state)
{
    return state == TargetState::Down || state == TargetState::KeyRejected;
}

void follow(TargetTrack &track, TargetState state, SteadyTime now)
{
    if (blocksRoute(state) && !blocksRoute(track.health))
        track.route.trip(now);
    else if (!blocksRoute(state) && blocksRoute(track.health))
        track.route.reset();
    track.health = state;
}

/// A completion probe feeds key x model alone: its way there is the reach probe's to judge.
void feedCompletion(TargetTrack &target, KeyModelTrack &key, const Sample &sample, SteadyTime now)
{
    const auto stated = sample.evidence ? sample.evidence->retryAfter : std::nullopt;
    switch (routingRuleOf(sample.outcome).feeds) {
    case Feeds::Success:
        key.breaker.succeed(now);
        key.wait.succeeded();
        if (sample.timings.firstContent)
            target.streamed.add(*sample.timings.firstContent);
        break;
    case Feeds::KeyModel:
        key.lastFailure = sample.outcome;
        key.breaker.fail(now, stated);
        break;
    case Feeds::KeyModelWait:
        key.wait.limited(now, stated, RetryPolicy {});
        break;
    case Feeds::KeyQuota:
        if (stated)
            key.key->quota.wait(now, *stated, true);
        break;
    case Feeds::Key:
    case Feeds::Endpoint:
    case Feeds::Nothing:
        break;
    }
}

void observeAuth(KeyTrack &key, Outcome outcome, SteadyTime now)
{
    if (outcome == Outcome::Ok)
        key.refusedAt.reset();
    else if (outcome == Outcome::Auth && !key.refusedAt)
        key.refusedAt = now;
}

BreakerView viewOf(BreakerView::Scope scope, const CircuitBreaker &breaker, SteadyTime now)
{
    BreakerView view;
    view.scope = scope;
    view.state = breaker.state(now);
    view.openedAt = breaker.openedAt();
    view.closesAt = breaker.closesAt();
    return view;
}

BreakerView viewOf(const KeyTrack &key, const ProviderId &provider, SteadyTime now)
{
    BreakerView view;
    view.scope = BreakerView::Scope::Key;
    view.target.provider = provider;
    view.key = key.config.id;
    if (key.refusedAt) {
        view.state = CircuitBreaker::State::Open;
        view.openedAt = key.refusedAt;
        view.reason = Outcome::Auth;
    } else if (key.quota.isWaiting(now)) {
        view.state = CircuitBreaker::State::Open;
        view.closesAt = key.quota.until();
        view.reason = Outcome::Quota;
    }
    return view;
}

BreakerView viewOf(const KeyModelTrack &key, const TargetId &target, SteadyTime now)
{
    BreakerView view = viewOf(BreakerView::Scope::KeyModel, key.breaker, now);
    view.target = target;
    view.key = key.key->config.id;
    if (view.state != CircuitBreaker::State::Closed)
        view.reason = key.lastFailure;
    if (key.wait.isWaiting(now) && view.closesAt.value_or(now) <= key.wait.until()) {
        view.state = CircuitBreaker::State::Open;
        view.closesAt = key.wait.until();
        if (!view.openedAt)
            view.reason = Outcome::RateLimited;
    }
    return view;
}

} // namespace

void TargetBoard::observe(const Sample &sample, SteadyTime now)
{
    const auto provider = m_providers.find(sample.target.provider);
    if (provider == m_providers.end() || sample.source != SampleSource::Probe)
        return;
    ProviderTracks &tracks = provider->second;
    if (sample.kind == ProbeKind::Reach) {
        if (ruleOf(sample.outcome).health == Health::Hard) {
            tracks.endpoint->lastFailure = sample.outcome;
            tracks.endpoint->breaker.fail(now);
        }
        return;
    }
    const auto key = std::find_if(tracks.keys.begin(), tracks.keys.end(),
        [&](const std::shared_ptr<KeyTrack> &each) { return each->config.id == sample.key; });
    if (key == tracks.keys.end())
        return;
    if (sample.kind == ProbeKind::Auth) {
        observeAuth(**key, sample.outcome, now);
        return;
    }
    const auto target = tracks.targets.find(sample.target.model);
    if (target == tracks.targets.end())
        return;
    for (const std::shared_ptr<KeyModelTrack> &keyModel : target->second->keys) {
        if (keyModel->key == *key)
            feedCompletion(*target->second, *keyModel, sample, now);
    }
}

void TargetBoard::applyHealth(const StatusBoard &board, SteadyTime now)
{
    for (const ProviderStatus &provider : board.providers)
        setHealth({provider.id, {}}, provider.state, now);
    for (const TargetStatus &target : board.targets)
        setHealth(target.id, target.verdict.state, now);
}

void TargetBoard::setHealth(const TargetId &target, TargetState state, SteadyTime now)
{
    const auto provider = m_providers.find(target.provider);
    if (provider == m_providers.end())
        return;
    ProviderTracks &tracks = provider->second;
    tracks.health[target.model] = state;
    for (const auto &[model, track] : tracks.targets) {
        if (model == target.model || (!target.hasModel() && !tracks.health.contains(model)))
            follow(*track, state, now);
    }
}

std::shared_ptr<TargetTrack> TargetBoard::trackOf(const TargetId &target, SteadyTime now)
{
    ProviderTracks &provider = m_providers.at(target.provider);
    std::shared_ptr<TargetTrack> &track = provider.targets[target.model];
    if (track)
        return track;
    track = std::make_shared<TargetTrack>();
    track->target = target;
    track->endpoint = provider.endpoint;
    track->route.setSettings(m_config->breaker);
    syncKeys(*track, provider);
    for (const QString &row : {target.model, QString()}) {
        const auto known = provider.health.find(row);
        if (known == provider.health.end())
            continue;
        follow(*track, known->second, now);
        break;
    }
    return track;
}

std::vector<BreakerView> TargetBoard::snapshot(SteadyTime now) const
{
    std::vector<BreakerView> views;
    for (const auto &[id, provider] : m_providers) {
        BreakerView endpoint = viewOf(BreakerView::Scope::Endpoint, provider.endpoint->breaker, now);
        endpoint.target.provider = id;
        if (endpoint.openedAt)
            endpoint.reason = provider.endpoint->lastFailure;
        views.push_back(endpoint);
        for (const std::shared_ptr<KeyTrack> &key : provider.keys)
            views.push_back(viewOf(*key, id, now));
        for (const auto &[model, target] : provider.targets) {
            BreakerView route = viewOf(BreakerView::Scope::Route, target->route, now);
            route.target = target->target;
            views.push_back(route);
            for (const std::shared_ptr<KeyModelTrack> &key : target->keys)
                views.push_back(viewOf(*key, target->target, now));
        }
    }
    return views;
}

} // namespace Belay
