// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/targetboard.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds FirstContent {20'000};
constexpr Milliseconds HiddenFirstContent {120'000};
constexpr Milliseconds Deadline {60'000};
constexpr Milliseconds BeyondHidden {20'000};
constexpr std::size_t MostNamed = 256;

bool isSameKey(const KeyTrack &track, const KeyConfig &key, std::uint64_t stamp)
{
    return track.config.id == key.id && track.config.source == key.source && track.stamp == stamp;
}

bool isNamedTarget(const ChainConfig &chain)
{
    return chain.steps.size() == 1 && chain.steps.front().targets.size() == 1;
}

std::uint32_t maskOf(const std::vector<Outcome> &outcomes)
{
    std::uint32_t mask = 0;
    for (const Outcome outcome : outcomes)
        mask |= 1U << static_cast<unsigned>(outcome);
    return mask;
}

/// 20 s more than the longest first content where a model hides its reasoning and nothing else was said.
Milliseconds deadlineOf(const ChainPlan &plan)
{
    if (plan.config.deadline)
        return *plan.config.deadline;
    Milliseconds longest {0};
    bool hidden = false;
    for (const PlannedStep &step : plan.steps) {
        for (const PlannedTarget &target : step.targets) {
            hidden = hidden || target.facts.hidesReasoning;
            longest = std::max(longest, target.firstContent);
        }
    }
    return hidden ? std::max(Deadline, longest + BeyondHidden) : Deadline;
}

bool mayUse(const ChainTarget &target, const KeyId &key)
{
    return target.keys.empty() || std::find(target.keys.begin(), target.keys.end(), key) != target.keys.end();
}

} // namespace

void TargetBoard::apply(std::shared_ptr<const Config> config, const RoutingFacts &facts, SteadyTime now)
{
    m_config = std::move(config);
    m_retries.setShare(m_config->budgets.retryShare);
    m_hedges.setLimits(m_config->budgets);
    std::erase_if(m_providers, [&](const auto &each) { return !m_config->provider(each.first); });
    for (const ProviderConfig &provider : m_config->providers)
        applyProvider(provider, facts);
    m_chains.clear();
    for (const ChainConfig &chain : m_config->chains)
        m_chains[chain.id] = makePlan(chain, facts, now);
    for (auto &[target, named] : m_named)
        named.plan.reset();
    for (auto &[id, tracks] : m_providers)
        std::erase_if(tracks.targets, [&, &provider = id](const auto &each) {
            return !isNamed({provider, each.first});
        });
}

void TargetBoard::applyProvider(const ProviderConfig &provider, const RoutingFacts &facts)
{
    ProviderTracks &tracks = m_providers[provider.id];
    if (!tracks.endpoint || tracks.endpoint->kind != provider.kind
        || tracks.endpoint->baseUrl != provider.baseUrl) {
        tracks = {};
        tracks.endpoint = std::make_shared<EndpointTrack>();
        tracks.endpoint->provider = provider.id;
        tracks.endpoint->kind = provider.kind;
        tracks.endpoint->baseUrl = provider.baseUrl;
    }
    tracks.endpoint->breaker.setSettings(m_config->breaker);

    std::vector<KeyConfig> wanted = provider.keys;
    if (wanted.empty() && facts.isKeyOptional(provider))
        wanted.push_back({}); // it is called without one
    std::vector<std::shared_ptr<KeyTrack>> keys;
    for (const KeyConfig &key : wanted) {
        const std::uint64_t stamp = key.id.isEmpty() ? 0 : facts.key(provider, key).stamp;
        const auto known = std::find_if(tracks.keys.begin(), tracks.keys.end(),
            [&](const std::shared_ptr<KeyTrack> &each) { return isSameKey(*each, key, stamp); });
        keys.push_back(known == tracks.keys.end() ? std::make_shared<KeyTrack>() : *known);
        keys.back()->config = key;
        keys.back()->stamp = stamp;
    }
    tracks.keys = std::move(keys);
    for (const auto &[model, target] : tracks.targets) {
        target->route.setSettings(m_config->breaker);
        syncKeys(*target, tracks);
    }
}

void TargetBoard::syncKeys(TargetTrack &track, const ProviderTracks &provider) const
{
    std::vector<std::shared_ptr<KeyModelTrack>> keys;
    for (const std::shared_ptr<KeyTrack> &key : provider.keys) {
        const auto known = std::find_if(track.keys.begin(), track.keys.end(),
            [&](const std::shared_ptr<KeyModelTrack> &each) { return each->key == key; });
        keys.push_back(known == track.keys.end() ? std::make_shared<KeyModelTrack>() : *known);
        keys.back()->key = key;
        keys.back()->breaker.setSettings(m_config->breaker);
    }
    track.keys = std::move(keys);
}

/// Whether a chain or a client names it. Plans of requests under way keep what they need themselves.
bool TargetBoard::isNamed(const TargetId &target) const
{
    return m_named.contains(target) || std::any_of(m_chains.begin(), m_chains.end(), [&](const auto &chain) {
        const auto &steps = chain.second->config.steps;
        return std::any_of(steps.begin(), steps.end(), [&](const StepConfig &step) {
            return std::any_of(step.targets.begin(), step.targets.end(),
                [&](const ChainTarget &other) { return other.target == target; });
        });
    });
}

ChainPlanPtr TargetBoard::plan(const ChainConfig &chain, const RoutingFacts &facts, SteadyTime now)
{
    const auto known = m_chains.find(chain.id);
    if (known != m_chains.end() && known->second->config == chain)
        return known->second;
    if (!isNamedTarget(chain))
        return makePlan(chain, facts, now);
    NamedPlan &named = m_named[chain.steps.front().targets.front().target];
    named.usedAt = ++m_uses;
    if (!named.plan || named.plan->config != chain)
        named.plan = makePlan(chain, facts, now);
    const ChainPlanPtr plan = named.plan;
    if (m_named.size() > MostNamed)
        forgetOldestNamed();
    return plan;
}

void TargetBoard::forgetOldestNamed()
{
    const auto oldest = std::min_element(m_named.begin(), m_named.end(),
        [](const auto &a, const auto &b) { return a.second.usedAt < b.second.usedAt; });
    const TargetId target = oldest->first;
    m_named.erase(oldest);
    const auto tracks = m_providers.find(target.provider);
    if (tracks != m_providers.end() && !isNamed(target))
        tracks->second.targets.erase(target.model);
}

std::optional<PlannedTarget> TargetBoard::planTarget(
    const ChainTarget &target, const StepConfig &step, const RoutingFacts &facts, SteadyTime now)
{
    const ProviderConfig *provider = m_config ? m_config->provider(target.target.provider) : nullptr;
    if (!provider || !provider->enabled)
        return {};
    PlannedTarget planned;
    planned.track = trackOf(target.target, now);
    for (const std::shared_ptr<KeyModelTrack> &key : planned.track->keys) {
        const KeyConfig &config = key->key->config;
        const bool usable
            = config.id.isEmpty() || (mayUse(target, config.id) && facts.key(*provider, config).usable);
        if (usable)
            planned.keys.add(key, config.weight);
    }
    if (planned.keys.isEmpty())
        return {};
    planned.weight = target.weight;
    planned.facts = facts.target(*provider, target.target.model);
    planned.firstContent = step.timeouts.firstContent.value_or(
        planned.facts.hidesReasoning ? HiddenFirstContent : FirstContent);
    const QStringView model = planned.track->target.model;
    planned.modelName = model.mid(model.lastIndexOf(u'/') + 1);
    return planned;
}

ChainPlanPtr TargetBoard::makePlan(const ChainConfig &chain, const RoutingFacts &facts, SteadyTime now)
{
    auto plan = std::make_shared<ChainPlan>();
    plan->config = chain;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const StepConfig &step = chain.steps[i];
        PlannedStep planned;
        planned.index = static_cast<int>(i);
        planned.race = step.race;
        planned.pool = step.pool;
        planned.retry = step.retry;
        planned.timeouts = step.timeouts;
        planned.retryOn = maskOf(step.retryOn);
        planned.firstTarget = plan->targetCount;
        for (const ChainTarget &target : step.targets) {
            if (std::optional<PlannedTarget> each
                = step.enabled ? planTarget(target, step, facts, now) : std::nullopt)
                planned.targets.push_back(std::move(*each));
        }
        if (planned.targets.empty())
            continue;
        plan->targetCount += static_cast<int>(planned.targets.size());
        plan->steps.push_back(std::move(planned));
    }
    plan->deadline = deadlineOf(*plan);
    return plan;
}

} // namespace Belay
