// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitoredprovider.h"

#include "core/http/localhost.h"
#include "core/monitor/completioncost.h"
#include "core/monitor/completionrun.h"
#include "core/providers/codec.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr Milliseconds UsualCompletionEvery {300'000};

} // namespace

void MonitoredKey::note(Outcome outcome, SteadyTime at)
{
    if (outcome == Outcome::Ok) {
        wasGood = true;
        refusedSince.reset();
    } else if (outcome == Outcome::Auth && !refusedSince) {
        refusedSince = at;
    }
}

void MonitoredKey::noteLimits(const Sample &sample)
{
    if (sample.limits.empty())
        return;
    std::erase_if(limits, [&sample](const ToldLimits &told) { return told.model == sample.target.model; });
    limits.insert(limits.begin(), {sample.target.model, sample.at, sample.limits});
    if (limits.size() > ToldLimits::MostModels)
        limits.pop_back();
}

std::vector<TargetId> watchedTargets(const ProviderConfig &config, const Catalogue &catalogue)
{
    std::vector<TargetId> targets;
    for (const QString &model : config.monitor.models)
        targets.push_back({config.id, model});
    if (!targets.empty())
        return targets;
    const std::vector<QString> &cheap = catalogue.kind(config.kind).cheapModels;
    return {{config.id, cheap.empty() ? QString() : cheap.front()}};
}

MonitoredProvider::MonitoredProvider(const ProviderConfig &config, const Catalogue &catalogue,
    NetworkConfig::Local local, const KeyRing *ring, WallTime now)
    : reach(EvidencePart::Reach, config.monitor.every)
    , m_config(config)
    , m_kind(catalogue.kind(config.kind))
    , m_baseUrl(baseUrlOf(config, m_kind))
    , m_local(needsNoInternet(local, m_baseUrl))
{
    for (const KeyConfig &key : config.keys) {
        const KeyRingEntry *entry = ring ? ring->entry(config.id, key.id) : nullptr;
        keys.push_back({key, entry ? entry->storage : KeyStorage::LockedOrMissing,
            entry ? entry->value : Secret(), WatchedSeries(EvidencePart::Auth, config.monitor.every),
            KeyHealth::Unchecked, {}, {}, false, false});
    }
    for (const TargetId &target : watchedTargets(config, catalogue))
        addTarget(target.model, catalogue, now);
    listWanted = discoversModel();
}

void MonitoredProvider::addTarget(const QString &model, const Catalogue &catalogue, WallTime now)
{
    const Milliseconds every = m_config.monitor.completionEvery.value_or(UsualCompletionEvery);
    const TargetId id {m_config.id, model};
    const Milliseconds longest = CompletionRun::longest(catalogue.model(m_config.kind, model));
    MonitoredTarget target {id, isPaused(), WatchedSeries(EvidencePart::Completion, every, longest),
        WatchedSeries(EvidencePart::Traffic, every), SpanKeeper(id), {}, {}, {}, {}, {}, {}, false, false, {},
        now};
    const auto &paused = m_config.monitor.paused;
    target.paused = target.paused || std::find(paused.begin(), paused.end(), model) != paused.end();
    if (!model.isEmpty())
        setPrice(target, {}, catalogue);
    target.completion.rules().setSlowRule({{}, m_config.monitor.slowOver});
    targets.push_back(std::move(target));
}

void MonitoredProvider::setPrice(
    MonitoredTarget &target, const std::optional<Price> &entered, const Catalogue &catalogue) const
{
    const QString &model = target.id.model;
    target.price = catalogue.price(m_config.kind, model, entered);
    target.costOfOne = usualCostOfOne(catalogue.model(m_config.kind, model), target.price);
}

CompletionPlan MonitoredProvider::planOf(const MonitoredTarget &target, WallTime now) const
{
    const MonitorConfig &monitor = m_config.monitor;
    if (target.paused)
        return {{}, CompletionNote::Paused};
    if (!target.id.hasModel())
        return {{}, CompletionNote::NoModel};
    if (!target.price && !monitor.acceptUnknownPrice)
        return {{}, CompletionNote::UnknownPrice};
    const bool off = !monitor.completionEvery;
    NanoUsd round = 0;
    for (const MonitoredTarget &other : targets)
        round += other.paused ? 0 : other.costOfOne.value_or(0);
    const CompletionPlan plan = budget.plan(
        monitor.completionEvery.value_or(UsualCompletionEvery), monitor.monthlyBudgetUsd, round, now);
    return off && plan.note != CompletionNote::Spent ? CompletionPlan {{}, CompletionNote::Off} : plan;
}

bool MonitoredProvider::isPaused() const
{
    return !m_config.enabled || !m_config.monitor.enabled;
}

bool MonitoredProvider::isKeyMissing() const
{
    return needsKey()
        && std::none_of(keys.begin(), keys.end(), [](const MonitoredKey &key) { return key.isUsable(); });
}

bool MonitoredProvider::discoversModel() const
{
    return m_config.monitor.models.empty() && m_kind.cheapModels.empty() && isFree();
}

MonthSpending MonitoredProvider::spending(WallTime now) const
{
    const auto hours = std::chrono::ceil<std::chrono::hours>(leftOfMonth(now));
    MonthSpending month;
    month.spent = budget.spent(now);
    month.byMonthEnd = month.spent;
    month.budget = static_cast<NanoUsd>(m_config.monitor.monthlyBudgetUsd * 1e9);
    for (const MonitoredTarget &target : targets) {
        if (!target.plan.every || !month.byMonthEnd)
            continue;
        if (target.costOfOne)
            *month.byMonthEnd += *target.costOfOne * (hours / *target.plan.every);
        else if (!isFree())
            month.byMonthEnd.reset();
    }
    return month;
}

MonitoredTarget *MonitoredProvider::target(const TargetId &id)
{
    const auto found = std::find_if(
        targets.begin(), targets.end(), [&](const MonitoredTarget &target) { return target.id == id; });
    return found == targets.end() ? nullptr : &*found;
}

MonitoredKey *MonitoredProvider::key(const KeyId &id)
{
    const auto found = std::find_if(
        keys.begin(), keys.end(), [&](const MonitoredKey &key) { return key.config.id == id; });
    return found == keys.end() ? nullptr : &*found;
}

const MonitoredKey *MonitoredProvider::completionKey() const
{
    const MonitoredKey *fallback = nullptr; // one that a completion found wanting
    for (const MonitoredKey &key : keys) {
        const bool ok = key.checked == KeyHealth::Ok;
        const bool cannotBeChecked = key.checked == KeyHealth::Unchecked
            && (!m_kind.keyCheck.needsKey || key.auth.newest().outcome == Outcome::Misfit);
        if (!key.isUsable() || !(ok || cannotBeChecked))
            continue;
        if (!key.used)
            return &key;
        fallback = fallback ? fallback : &key;
    }
    return fallback;
}

bool MonitoredProvider::awaitsKeyCheck() const
{
    return std::any_of(
        keys.begin(), keys.end(), [](const MonitoredKey &key) { return key.isUsable() && !key.wasAsked; });
}

ProbeEndpoint MonitoredProvider::endpoint(const MonitoredKey *key, const Catalogue &catalogue) const
{
    return ProbeEndpoint::of(
        m_config, catalogue, key ? key->config.id : KeyId {}, key ? key->value : Secret());
}

std::vector<ProbeSlot> MonitoredProvider::slots() const
{
    std::vector<ProbeSlot> all;
    if (isPaused()
        || std::all_of(targets.begin(), targets.end(), [](const MonitoredTarget &t) { return t.paused; }))
        return all;
    for (const MonitoredKey &key : keys)
        all.push_back({{m_config.id, {}}, key.config.id, ProbeSlot::Kind::Check});
    if (keys.empty())
        all.push_back({{m_config.id, {}}, {}, ProbeSlot::Kind::Check});
    for (const MonitoredTarget &target : targets) {
        if (target.id.hasModel() && !target.paused)
            all.push_back({target.id, {}, ProbeSlot::Kind::Completion});
    }
    return all;
}

TargetComposite MonitoredProvider::composite(const MonitoredTarget &target, SteadyTime now) const
{
    TargetComposite composite;
    composite.reach = reach.part(now);
    for (const MonitoredKey &key : keys) {
        if (key.isUsable())
            composite.keys.push_back(key.auth.part(now));
    }
    composite.keyMissing = isKeyMissing();
    composite.completion = target.completion.part(now);
    composite.traffic = target.traffic.part(now);
    composite.ownModelUnknown = target.ownModelUnknown;
    return composite;
}

const WatchedSeries &MonitoredProvider::seriesOf(
    EvidencePart part, const MonitoredTarget &target, SteadyTime now) const
{
    switch (part) {
    case EvidencePart::Completion:
        return target.completion;
    case EvidencePart::Traffic:
        return target.traffic;
    case EvidencePart::Auth: {
        const PartState best = composite(target, now).bestKey();
        for (const MonitoredKey &key : keys) {
            if (key.isUsable() && key.auth.part(now) == best)
                return key.auth;
        }
        break;
    }
    case EvidencePart::Reach:
        break;
    }
    return reach;
}

Proof MonitoredProvider::proof(const MonitoredTarget &target, SteadyTime now) const
{
    const auto good = [now](const WatchedSeries &series) {
        const TargetState state = series.rules().state(now);
        return state == TargetState::Up || state == TargetState::Slow;
    };
    Proof proof = good(reach) ? Proof::Reach : Proof::None;
    for (const MonitoredKey &key : keys) {
        if (key.isUsable() && good(key.auth))
            proof = std::max(proof, Proof::Auth);
    }
    for (const WatchedSeries *series : {&target.completion, &target.traffic}) {
        if (good(*series))
            proof = std::max(proof, series->proof());
    }
    return proof;
}

void MonitoredProvider::endCover()
{
    reach.endCover();
    for (MonitoredKey &key : keys)
        key.auth.endCover();
    for (MonitoredTarget &target : targets) {
        target.completion.endCover();
        target.traffic.endCover();
    }
}

void MonitoredProvider::inherit(MonitoredProvider &earlier)
{
    const ProviderConfig &before = earlier.m_config;
    budget = earlier.budget;
    if (before.kind != m_config.kind || earlier.m_baseUrl != m_baseUrl || before.headers != m_config.headers
        || before.proxy != m_config.proxy || before.caFile != m_config.caFile)
        return;
    reach = std::move(earlier.reach);
    reach.rules().setInterval(m_config.monitor.every);
    offered = std::move(earlier.offered);
    retiring = std::move(earlier.retiring);
    bool sameKeys = keys.size() == earlier.keys.size();
    for (MonitoredKey &key : keys) {
        MonitoredKey *old = earlier.key(key.config.id);
        if (!old || old->config.source != key.config.source || !old->value.equals(key.value)) {
            sameKeys = false;
            continue;
        }
        key.auth = std::move(old->auth);
        key.auth.rules().setInterval(m_config.monitor.every);
        key.checked = old->checked;
        key.used = old->used;
        key.checkedAt = old->checkedAt;
        key.wasAsked = old->wasAsked;
        key.wasGood = old->wasGood;
        key.refusedSince = old->refusedSince;
        key.limits = std::move(old->limits);
    }
    for (MonitoredTarget &target : targets) {
        MonitoredTarget *old = earlier.target(target.id);
        if (!old)
            continue;
        // What it cost and when it was down stay true with another key; its state has to be seen anew.
        target.spans = std::exchange(old->spans, SpanKeeper(old->id));
        target.recent = std::move(old->recent);
        target.everAnswered = old->everAnswered;
        target.spending = old->spending;
        target.lastCheckAt = old->lastCheckAt;
        if (!sameKeys)
            continue;
        target.completion = std::move(old->completion);
        target.traffic = std::move(old->traffic);
        target.requests = old->requests;
        target.ownModelUnknown = old->ownModelUnknown;
        target.since = old->since;
        target.verdict = old->verdict;
    }
}

void MonitoredProvider::discover(const QString &model, const Catalogue &catalogue, WallTime now)
{
    targets.clear();
    addTarget(model, catalogue, now);
    listWanted = false;
}

} // namespace Belay
