// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/statebook.h"

#include "core/base/logging.h"
#include "core/monitor/diagnosis.h"
#include "core/monitor/evidencebuilder.h"
#include "core/providers/chainfacts.h"

#include <algorithm>

namespace Belay {

namespace {

bool isSame(const MonitoredProvider &provider, const ProviderConfig &config, const KeyRing *ring)
{
    if (provider.config() != config)
        return false;
    return std::all_of(provider.keys.begin(), provider.keys.end(), [&](const MonitoredKey &key) {
        const KeyRingEntry *entry = ring ? ring->entry(config.id, key.config.id) : nullptr;
        return entry ? entry->storage == key.storage && entry->value.equals(key.value)
                     : !key.isUsable() && key.storage == KeyStorage::LockedOrMissing;
    });
}

} // namespace

StateBook::StateBook(const Clock &clock, const Catalogue &catalogue, HistoryStore &history,
    const OwnNetwork &network, Told told)
    : m_clock(clock)
    , m_catalogue(catalogue)
    , m_history(history)
    , m_network(network)
    , m_told(std::move(told))
{ }

MonitoredProvider *StateBook::find(const ProviderId &id) const
{
    const auto found = m_providers.find(id);
    return found == m_providers.end() ? nullptr : found->second.get();
}

std::set<ProviderId> StateBook::apply(const Config &config, const KeyRing *keys)
{
    Providers before = std::move(m_providers);
    m_providers.clear();
    const bool sameNetwork = m_local == config.network.local;
    m_local = config.network.local;
    m_noAnchors = config.network.anchors.empty();
    m_prices = config.prices;
    std::set<ProviderId> renewed;
    const WallTime now = m_clock.wall();
    for (const ProviderConfig &one : config.providers) {
        auto old = before.find(one.id);
        if (old != before.end() && sameNetwork && isSame(*old->second, one, keys)) {
            m_providers[one.id] = std::move(old->second);
            before.erase(old);
        } else {
            auto provider = std::make_unique<MonitoredProvider>(one, m_catalogue, m_local, keys, now);
            recall(*provider);
            if (old != before.end()) {
                forgetSamples(one.id);
                MonitoredProvider &earlier = *old->second;
                const QString found = earlier.targets.front().id.model;
                if (provider->discoversModel() && earlier.discoversModel() && !found.isEmpty())
                    provider->discover(found, m_catalogue, now);
                provider->inherit(earlier);
            }
            renewed.insert(one.id);
            m_providers[one.id] = std::move(provider);
        }
        prime(*m_providers[one.id], config);
    }
    // Spans that were taken over are empty here by now; the others end.
    for (auto &[id, gone] : before) {
        renewed.insert(id);
        for (MonitoredTarget &target : gone->targets)
            write(target.spans.close(now));
    }
    // From now on the monitor knows better than history, but of models that are yet to be found.
    std::erase_if(m_memory.recentSamples, [this](const Sample &sample) {
        const MonitoredProvider *provider = find(sample.target.provider);
        return !provider || !provider->listWanted || !sample.target.hasModel();
    });
    return renewed;
}

void StateBook::prime(MonitoredProvider &provider, const Config &config)
{
    for (MonitoredTarget &target : provider.targets) {
        provider.setPrice(target, config.enteredPrice(target.id), m_catalogue);
        target.upstream = upstreamOf(config, provider.config(), target.id.model, m_catalogue);
    }
}

void StateBook::remember(MonitorMemory memory)
{
    m_memory = std::move(memory);
    for (auto &[id, provider] : m_providers)
        recall(*provider);
}

void StateBook::forgetSamples(const ProviderId &provider)
{
    std::erase_if(
        m_memory.recentSamples, [&](const Sample &sample) { return sample.target.provider == provider; });
}

void StateBook::recall(MonitoredProvider &provider)
{
    const WallTime now = m_clock.wall();
    const auto spent = m_memory.spentThisMonth.find(provider.config().id);
    if (spent != m_memory.spentThisMonth.end())
        provider.budget.remember(spent->second, now);
    for (MonitoredKey &key : provider.keys)
        key.wasGood = key.wasGood || m_memory.acceptedKeys.contains({provider.config().id, key.config.id});
    for (MonitoredTarget &target : provider.targets) {
        if (const auto own = m_memory.spentByTarget.find(target.id); own != m_memory.spentByTarget.end())
            target.spending.remember(own->second, now);
        target.everAnswered = target.everAnswered || m_memory.everAnswered.contains(target.id);
        const auto baseline = m_memory.baselines.find(target.id);
        SlowRule rule = target.completion.rules().slowRule();
        if (baseline != m_memory.baselines.end())
            rule.baseline = baseline->second;
        target.completion.rules().setSlowRule(rule);
        if (target.spans.open() || target.spans.since())
            continue;
        for (const Span &span : m_memory.newestSpans) {
            if (span.subject != target.id)
                continue;
            const auto since = m_memory.stateSince.find(target.id);
            target.spans.restore(span, since == m_memory.stateSince.end() ? span.from : since->second, now);
        }
    }
    replay(provider);
}

void StateBook::replay(MonitoredProvider &provider)
{
    const auto samplesOf = [this](const auto &fits) {
        std::vector<Sample> samples;
        std::ranges::copy_if(m_memory.recentSamples, std::back_inserter(samples), fits);
        return samples;
    };
    const TargetId own {provider.config().id, {}};
    replay(provider.reach, samplesOf([&](const Sample &sample) {
        return sample.target == own && sample.kind == ProbeKind::Reach;
    }),
        nullptr);
    for (MonitoredKey &key : provider.keys) {
        const std::vector<Sample> samples = samplesOf([&](const Sample &sample) {
            return sample.target == own && sample.kind == ProbeKind::Auth && sample.key == key.config.id;
        });
        replay(key.auth, samples, nullptr);
        for (const Sample &sample : samples)
            key.note(sample.outcome, m_clock.steady() - (m_clock.wall() - sample.at));
    }
    for (MonitoredTarget &target : provider.targets) {
        const std::vector<Sample> samples = samplesOf([&](const Sample &sample) {
            return sample.target == target.id && sample.source == SampleSource::Probe;
        });
        replay(target.completion, samples, &target);
        if (!samples.empty())
            target.lastCheckAt = samples.back().at;
    }
}

void StateBook::replay(
    WatchedSeries &series, const std::vector<Sample> &samples, const MonitoredTarget *target) const
{
    const WallTime now = m_clock.wall();
    // What no longer vouches would make a state of *no data* where *checking* is the truth.
    if (samples.empty() || now - samples.back().at > series.rules().cover())
        return;
    DiagnosisEvidence around;
    around.everAnswered = !target || target->everAnswered;
    for (const Sample &sample : samples) {
        // Whether a transport failure was cleared of the own network is told by the span that it led to.
        around.networkCleared
            = !target || (target->spans.open() && target->spans.open()->state == TargetState::Down);
        ResultContext context;
        context.networkCleared = around.networkCleared;
        const SteadyTime at = m_clock.steady() - (now - sample.at);
        series.add(sample, weighedHealth(sample.outcome, around), context, at);
    }
}

Health StateBook::take(MonitoredProvider &provider, const Sample &sample, const ResultContext &context)
{
    DiagnosisEvidence around;
    around.local = provider.isLocal();
    around.network = m_network.status().state;
    around.networkCleared = context.networkCleared;
    around.issuerShared = context.issuerShared;
    around.clock = context.clock;
    if (MonitoredTarget *target = provider.target(sample.target); target && sample.target.hasModel()) {
        around.everAnswered = target->everAnswered;
        const Health health = weighedHealth(sample.outcome, around);
        takeCompletion(provider, *target, sample, health, context);
        return health;
    }
    const SteadyTime now = m_clock.steady();
    const Health health = weighedHealth(sample.outcome, around);
    if (sample.kind == ProbeKind::Reach)
        provider.reach.add(sample, health, context, now);
    MonitoredKey *key = sample.kind == ProbeKind::Auth ? provider.key(sample.key) : nullptr;
    if (key)
        key->wasAsked = true;
    if (key && sample.outcome != Outcome::Skipped) {
        key->auth.add(sample, health, context, now);
        key->note(sample.outcome, now);
        key->noteLimits(sample);
        key->checked = keyHealthOf(sample.outcome).value_or(key->checked);
        key->checkedAt = sample.at;
    }
    // No completion is sent with a key that is refused: what refuses it is all that can be seen.
    const bool isRefused = sample.kind == ProbeKind::Auth
        && stateAlone(sample.outcome, health) == TargetState::KeyRejected && !provider.completionKey();
    for (MonitoredTarget &target : provider.targets) {
        target.lastCheckAt = sample.at;
        // Where completions run, they are the checks of a model; else reach stands in for them.
        if (sample.kind == ProbeKind::Reach && !target.plan.every)
            noteRecent(target, sample, health);
        if (isRefused && target.plan.every)
            noteRecent(target, sample, health);
    }
    return health;
}

void StateBook::takeCompletion(MonitoredProvider &provider, MonitoredTarget &target, const Sample &sample,
    Health health, const ResultContext &context)
{
    const bool probe = sample.source == SampleSource::Probe;
    WatchedSeries &series = probe ? target.completion : target.traffic;
    series.add(sample, health, context, m_clock.steady());
    target.everAnswered = target.everAnswered || sample.outcome == Outcome::Ok;
    if (sample.outcome == Outcome::ModelNotFound)
        target.ownModelUnknown = health == Health::Yours;
    else if (health == Health::Good)
        target.ownModelUnknown = false;
    if (MonitoredKey *key = provider.key(sample.key)) {
        key->note(sample.outcome, m_clock.steady());
        key->noteLimits(sample);
        const auto seen = keyHealthOf(sample.outcome);
        if (seen == KeyHealth::Ok)
            key->used.reset();
        else if (seen)
            key->used = seen;
    }
    target.lastCheckAt = sample.at;
    if (probe)
        noteRecent(target, sample, health);
    else
        noteTraffic(target, sample);
    if (!probe || !sample.usd)
        return;
    provider.budget.spend(*sample.usd, m_clock.wall());
    target.spending.spend(*sample.usd, m_clock.wall());
    if (sample.outcome == Outcome::Ok && *sample.usd > 0)
        target.costOfOne = sample.usd;
}

void StateBook::noteRecent(MonitoredTarget &target, const Sample &sample, Health health)
{
    if (sample.outcome == Outcome::Cancelled || sample.outcome == Outcome::Skipped)
        return;
    const bool isCompletion = sample.kind == ProbeKind::Completion;
    RecentCheck check {sample.at, stateAlone(sample.outcome, health), sample.outcome,
        isCompletion ? sample.timings.firstContent : sample.timings.total, isCompletion};
    noteSlow(check, target.completion.rules().slowRule().limit());
    target.recent.push_back(check);
    if (target.recent.size() > TargetStatus::RecentChecks)
        target.recent.pop_front();
}

/// Requests may come a thousand times a second: one bar stands for a minute of them, with the worst state
/// that the rules came to.
void StateBook::noteTraffic(MonitoredTarget &target, const Sample &sample)
{
    constexpr std::chrono::minutes Bar {1};
    if (sample.outcome == Outcome::Cancelled || sample.outcome == Outcome::Skipped)
        return;
    if (const Health alone = ruleOf(sample.outcome).health; alone != Health::Void)
        target.requests.add(alone == Health::Good, m_clock.steady());
    const RecentCheck seen {sample.at, target.traffic.rules().state(m_clock.steady()), sample.outcome,
        sample.timings.firstContent};
    const bool goesOn = target.trafficBar && !target.recent.empty()
        && target.recent.back().at == *target.trafficBar && sample.at - *target.trafficBar < Bar;
    if (!goesOn) {
        target.trafficBar = sample.at;
        target.recent.push_back(seen);
        if (target.recent.size() > TargetStatus::RecentChecks)
            target.recent.pop_front();
        return;
    }
    RecentCheck &bar = target.recent.back();
    bar.latency = seen.latency ? seen.latency : bar.latency;
    if (severityRank(seen.state) < severityRank(bar.state)) {
        bar.state = seen.state;
        bar.outcome = seen.outcome;
    }
}

bool StateBook::takeModels(MonitoredProvider &provider, std::vector<QString> models)
{
    provider.offered = std::move(models);
    if (!provider.listWanted || provider.offered.empty())
        return false;
    const WallTime now = m_clock.wall();
    for (MonitoredTarget &target : provider.targets)
        write(target.spans.close(now));
    provider.discover(provider.offered.front(), m_catalogue, now);
    recall(provider);
    forgetSamples(provider.config().id);
    MonitoredTarget &target = provider.targets.front();
    const auto entered = m_prices.find(target.id);
    if (entered != m_prices.end())
        provider.setPrice(target, entered->second, m_catalogue);
    return true;
}

std::optional<WallTime> StateBook::vouchedUntil(
    const MonitoredProvider &provider, const MonitoredTarget &target) const
{
    const SteadyTime now = m_clock.steady();
    const EvidencePart part = provider.composite(target, now).worst().part;
    const WatchedSeries &series = provider.seriesOf(part, target, now);
    const auto until = series.rules().coveredUntil();
    if (!until)
        return m_clock.wall();
    return m_clock.wall() + std::chrono::floor<Milliseconds>(*until - now);
}

void StateBook::review(MonitoredProvider &provider)
{
    const SteadyTime now = m_clock.steady();
    for (MonitoredTarget &target : provider.targets) {
        const Surroundings around {m_network.status(), peersOf(m_providers, provider, target, now),
            m_moves.of(
                target.id, now, [&](const TargetId &other) { return nameOf(other, provider.config().id); }),
            m_clock.wall(), m_noAnchors};
        const Verdict verdict = diagnose(evidenceFor(provider, target, around, now));
        const bool changed = verdict.state != target.verdict.state;
        target.verdict = verdict;
        if (verdict.state != TargetState::Checking) {
            const SpanCondition condition {verdict.state, verdict.owner, verdict.cause, verdict.outcome};
            const auto until
                = verdict.state == TargetState::Paused ? std::nullopt : vouchedUntil(provider, target);
            write(target.spans.observe(m_clock.wall(), condition, until));
            target.since = target.spans.since().value_or(target.since);
        }
        if (!changed)
            continue;
        qCInfo(lcMonitor).noquote() << target.id.toString() << "is now" << toString(verdict.state) << '-'
                                    << verdict.reason;
        m_told.stateChanged(provider, target);
    }
    m_told.reviewed(provider);
}

/// A provider by its name; where the trouble is at the same provider, the model that helped.
QString StateBook::nameOf(const TargetId &target, const ProviderId &besides) const
{
    if (target.provider == besides)
        return target.model;
    const MonitoredProvider *provider = find(target.provider);
    return provider ? provider->config().name : target.provider.value;
}

void StateBook::reviewAll()
{
    for (auto &[id, provider] : m_providers)
        review(*provider);
}

void StateBook::endCover(Whose whose, WallTime at)
{
    for (auto &[id, provider] : m_providers) {
        if (whose == Whose::Internet && provider->isLocal())
            continue;
        provider->endCover();
        for (MonitoredTarget &target : provider->targets) {
            if (!target.paused)
                write(target.spans.close(at));
        }
    }
    reviewAll();
}

void StateBook::close(WallTime at)
{
    for (auto &[id, provider] : m_providers) {
        for (MonitoredTarget &target : provider->targets)
            write(target.spans.close(at));
    }
}

void StateBook::write(const std::vector<Span> &spans)
{
    for (const Span &span : spans)
        m_history.record(span);
}

} // namespace Belay
