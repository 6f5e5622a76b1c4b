// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/monitormemory.h"

#include "core/base/month.h"
#include "core/monitor/monitoredprovider.h"

#include <algorithm>

namespace Belay {

namespace {

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
std::vector<Sample> recentSamples(HistoryQueries &queries, const MemorySubject &subject, WallTime now)
{
    constexpr int MostOfSeries = 12;
    const TimeRange range {now - std::chrono::hours {2}, now + Seconds {1}};
    std::vector<Sample> samples;
    const auto add = [&](const TargetId &target, SeriesKind series) {
        const std::vector<Sample> newest = queries.samples(target, series, range, MostOfSeries);
        samples.insert(samples.end(), newest.begin(), newest.end());
    };
    for (const TargetId &target : subject.targets)
        add(target, SeriesKind::Completion);
    for (const ProviderId &provider : subject.providers) {
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

/// A lead needs to know that the page was being read when the incident began, which may be long before this
/// run.
std::vector<PageReadSpan> readsAt(
    HistoryQueries &queries, const std::vector<PageReadSpan> &pages, const std::vector<Incident> &incidents)
{
    std::vector<PageReadSpan> reads;
    for (const PageReadSpan &page : pages) {
        for (const Incident &incident : incidents) {
            if (queries.wasRead(page.page, incident.openedAt))
                reads.push_back({page.page, incident.openedAt, incident.openedAt});
        }
    }
    return reads;
}

std::set<std::pair<ProviderId, KeyId>> acceptedIn(const std::vector<Sample> &samples)
{
    std::set<std::pair<ProviderId, KeyId>> keys;
    for (const Sample &sample : samples) {
        if (sample.kind == ProbeKind::Auth && sample.outcome == Outcome::Ok)
            keys.emplace(sample.target.provider, sample.key);
    }
    return keys;
}

/// Budgets are of the calendar month.
void readSpending(MonitorMemory &memory, HistoryQueries &queries, const MemorySubject &subject, WallTime now)
{
    const WallTime monthStart = startOfMonth(now);
    for (const ProviderId &provider : subject.providers)
        memory.spentThisMonth.emplace(provider, queries.spentByProbes({provider, {}}, {monthStart, now}));
    for (const TargetId &target : subject.targets)
        memory.spentByTarget.emplace(target, queries.spentByProbes(target, {monthStart, now}));
}

} // namespace

MemorySubject memorySubjectOf(const Config &config, const Catalogue &catalogue)
{
    MemorySubject subject;
    for (const ProviderConfig &provider : config.providers) {
        subject.providers.push_back(provider.id);
        const std::vector<TargetId> targets = watchedTargets(provider, catalogue);
        subject.targets.insert(subject.targets.end(), targets.begin(), targets.end());
    }
    return subject;
}

MonitorMemory readMemory(HistoryQueries &queries, MemorySubject subject, MemoryUse use, WallTime now)
{
    MonitorMemory memory;
    memory.newestSpans = queries.newestSpans();
    addFoundModels(subject.targets, memory.newestSpans);
    for (const TargetId &target : subject.targets) {
        if (const auto since = queries.stateSince(target))
            memory.stateSince.emplace(target, *since);
        memory.baselines.emplace(target, queries.baseline(target, now));
        if (queries.everAnswered(target))
            memory.everAnswered.insert(target);
    }
    readSpending(memory, queries, subject, now);
    if (use == MemoryUse::Round) {
        memory.acceptedKeys = acceptedIn(recentSamples(queries, subject, now));
        return memory;
    }
    constexpr std::chrono::days OldestPageIncident {90};
    memory.pages.incidents = queries.pageIncidents({now - OldestPageIncident, now + Seconds {1}});
    memory.pages.newestReads = queries.newestPageReads();
    const std::vector<Incident> unsettled = unsettledIncidents(queries, now);
    memory.pages.readsAtIncidents = readsAt(queries, memory.pages.newestReads, unsettled);
    if (use == MemoryUse::Start) {
        memory.recentSamples = recentSamples(queries, subject, now);
        memory.incidents = unsettled;
    }
    return memory;
}

} // namespace Belay
