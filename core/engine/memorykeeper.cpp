// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/memorykeeper.h"

#include "core/monitor/monitoredprovider.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr std::chrono::hours RefreshInterval {1};

/// A server that was asked which models it has is watched by a model that no config names.
void addFoundModels(std::vector<TargetId> &targets, const std::vector<Span> &newestSpans)
{
    const std::vector<TargetId> configured = targets;
    for (const TargetId &target : configured) {
        for (const Span &span : newestSpans) {
            if (!target.hasModel() && span.subject.provider == target.provider && span.subject.hasModel())
                targets.push_back(span.subject);
        }
    }
}

/// What may still vouch: nothing is asked less often than every hour, and the rule *slow* looks back 45 min.
std::vector<Sample> recentSamples(HistoryQueries &queries, const std::vector<TargetId> &targets,
    const std::vector<ProviderId> &providers, WallTime now)
{
    constexpr int MostOfSeries = 12;
    const TimeRange range {now - std::chrono::hours {2}, now + Seconds {1}};
    std::vector<Sample> samples;
    const auto add = [&](const TargetId &target, SeriesKind series) {
        const std::vector<Sample> newest = queries.samples(target, series, range, MostOfSeries);
        samples.insert(samples.end(), newest.begin(), newest.end());
    };
    for (const TargetId &target : targets)
        add(target, SeriesKind::Completion);
    for (const ProviderId &provider : providers) {
        add({provider, {}}, SeriesKind::Reach);
        add({provider, {}}, SeriesKind::Auth);
    }
    std::ranges::stable_sort(samples, {}, &Sample::at);
    return samples;
}

/// What may go on, open again or get a notice yet.
std::vector<Incident> unsettledIncidents(HistoryQueries &queries, WallTime now)
{
    std::vector<Incident> incidents = queries.incidents({.openOnly = true});
    const IncidentFilter lately {.range = TimeRange {now - std::chrono::hours {24}, now + Seconds {1}}};
    for (Incident &incident : queries.incidents(lately)) {
        if (!incident.isOpen())
            incidents.push_back(std::move(incident));
    }
    return incidents;
}

MonitorMemory memoryOf(HistoryQueries &queries, std::vector<TargetId> &targets,
    const std::vector<ProviderId> &providers, WallTime now)
{
    MonitorMemory memory;
    memory.newestSpans = queries.newestSpans();
    addFoundModels(targets, memory.newestSpans);
    for (const TargetId &target : targets) {
        memory.baselines.emplace(target, queries.baseline(target, now));
        if (queries.everAnswered(target))
            memory.everAnswered.insert(target);
    }
    // Budgets are of the calendar month, UTC: the one clock that does not depend on where the laptop travels.
    const std::chrono::year_month_day today {std::chrono::floor<std::chrono::days>(now)};
    const WallTime monthStart = std::chrono::sys_days {today.year() / today.month() / 1};
    for (const ProviderId &provider : providers)
        memory.spentThisMonth.emplace(provider, queries.spentByProbes({provider, {}}, {monthStart, now}));
    for (const TargetId &target : targets)
        memory.spentByTarget.emplace(target, queries.spentByProbes(target, {monthStart, now}));
    constexpr std::chrono::days OldestPageIncident {90};
    memory.pages.incidents = queries.pageIncidents({now - OldestPageIncident, now + Seconds {1}});
    memory.pages.newestReads = queries.newestPageReads();
    return memory;
}

} // namespace

MemoryKeeper::MemoryKeeper(HistoryReader &reader, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_clock(clock)
    , m_alarm(clock.createAlarm([this] { ask(); }))
{ }

void MemoryKeeper::read(std::shared_ptr<const Config> config, const Catalogue &catalogue)
{
    m_targets.clear();
    m_providers.clear();
    for (const ProviderConfig &provider : config->providers) {
        m_providers.push_back(provider.id);
        const std::vector<TargetId> targets = watchedTargets(provider, catalogue);
        m_targets.insert(m_targets.end(), targets.begin(), targets.end());
    }
    ask();
}

void MemoryKeeper::ask()
{
    const int generation = ++m_generation;
    const WallTime now = m_clock.wall();
    m_reader.ask(
        this,
        [targets = m_targets, providers = m_providers, now, first = !m_hasRemembered](
            HistoryQueries &queries) mutable {
            MonitorMemory memory = memoryOf(queries, targets, providers, now);
            if (first) {
                memory.recentSamples = recentSamples(queries, targets, providers, now);
                memory.incidents = unsettledIncidents(queries, now);
            }
            return memory;
        },
        [this, generation](const Result<MonitorMemory> &memory) {
            if (generation != m_generation)
                return;
            const bool isFirst = !std::exchange(m_hasRemembered, true);
            m_alarm->wakeAt(m_clock.steady() + RefreshInterval);
            if (memory)
                Q_EMIT remembered(*memory);
            else if (isFirst) // a history that cannot be read must not keep anybody from watching
                Q_EMIT remembered({});
        });
}

} // namespace Belay
