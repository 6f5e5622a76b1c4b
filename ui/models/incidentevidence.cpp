// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/incidentevidence.h"

#include "core/domain/incidentnotice.h"
#include "core/domain/supportpacket.h"
#include "core/domain/timeseries.h"
#include "core/history/rollup.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr size_t MostTargets = 12;
constexpr int MostFailures = 200;
constexpr int MostColumns = 120;

/// Whether one outcome speaks for the trouble of the incident.
bool failsAs(Outcome outcome)
{
    const Health health = ruleOf(outcome).health;
    return health == Health::Hard || health == Health::Limited
        || stateAlone(outcome, health) == TargetState::KeyRejected;
}

StripColumn columnOf(const HistoryBucket &bucket)
{
    StripColumn column;
    column.start = bucket.start;
    for (size_t i = 0; i < bucket.counts.size(); ++i) {
        const auto outcome = static_cast<Outcome>(i);
        const int count = static_cast<int>(bucket.counts[i]);
        if (outcome == Outcome::Ok)
            column.good += count;
        else if (failsAs(outcome))
            column.failed += count;
    }
    return column;
}

void add(std::map<WallTime, StripColumn> &columns, const std::vector<HistoryBucket> &buckets)
{
    for (const HistoryBucket &bucket : buckets) {
        const StripColumn more = columnOf(bucket);
        StripColumn &column = columns[bucket.start];
        column.start = bucket.start;
        column.good += more.good;
        column.failed += more.failed;
    }
}

bool failedWithin(const std::vector<HistoryBucket> &buckets, WallTime from, WallTime to, Milliseconds step)
{
    return std::ranges::any_of(buckets, [&](const HistoryBucket &bucket) {
        return bucket.start + step > from && bucket.start < to && columnOf(bucket).failed > 0;
    });
}

std::vector<StripColumn> inOrder(const std::map<WallTime, StripColumn> &columns)
{
    std::vector<StripColumn> list;
    for (const auto &[start, column] : columns)
        list.push_back(column);
    return list;
}

std::vector<TargetId> speakersOf(const Incident &incident)
{
    std::vector<TargetId> targets = incident.targets;
    if (targets.size() > MostTargets)
        targets.resize(MostTargets);
    return targets;
}

/// A reading vouches for some minutes.
bool wasRead(HistoryQueries &queries, const QString &page, const Incident &incident, WallTime now)
{
    constexpr Milliseconds Vouches = 6min;
    const WallTime end = incident.closedAt.value_or(now);
    const std::array<WallTime, 4> asked {incident.openedAt - Vouches, incident.openedAt, end - Vouches, end};
    return !page.isEmpty()
        && std::ranges::any_of(asked, [&](WallTime at) { return queries.wasRead(page, at); });
}

std::vector<Sample> failuresOf(HistoryQueries &queries, const Incident &incident, TimeRange range)
{
    if (incident.closedAt)
        range.to = std::max(*incident.closedAt, incident.lastBadAt) + 1ms;
    std::vector<Sample> failures;
    std::set<std::tuple<WallTime, TargetId, KeyId, ProbeKind>> known; // a reach check is one of all targets
    for (const TargetId &target : speakersOf(incident)) {
        for (const Sample &sample : queries.failures(target, range, MostFailures)) {
            if (isFailureOf(incident, sample)
                && known.emplace(sample.at, sample.target, sample.key, sample.kind).second)
                failures.push_back(sample);
        }
    }
    std::ranges::sort(failures, std::greater<>(), &Sample::at);
    if (failures.size() > MostFailures)
        failures.resize(MostFailures);
    return failures;
}

} // namespace

TimeRange timeAround(const Incident &incident, WallTime now)
{
    const WallTime end = incident.closedAt.value_or(std::max(now, incident.openedAt));
    const Milliseconds margin = std::max<Milliseconds>(15min, (end - incident.openedAt) / 4);
    return {incident.openedAt - margin, incident.isOpen() ? end + 1s : std::min(end + margin, now + 1s)};
}

IncidentEvidence evidenceOf(
    HistoryQueries &queries, const Incident &incident, const QString &page, WallTime now)
{
    IncidentEvidence evidence;
    const TimeRange range = timeAround(incident, now);
    // Not of every request a sample is kept: the gateway's columns are of 5 min at least.
    const Milliseconds step
        = std::max<Milliseconds>({5min, stepFor(range.to - range.from, MostColumns), chartStep(range, now)});
    const TimeRange whole {floorTo(range.from, step), floorTo(range.to + step - 1ms, step)};
    std::map<WallTime, StripColumn> checks;
    std::map<WallTime, StripColumn> traffic;
    for (const TargetId &target : speakersOf(incident)) {
        add(checks, queries.buckets(target, SeriesKind::Completion, whole, step));
        add(traffic, queries.buckets(target, SeriesKind::Traffic, whole, step));
    }
    const TargetId provider {incident.provider, {}};
    // Of the provider's own checks those speak that failed: good ones beside a model that is down would make
    // half an outage of a whole one.
    for (const SeriesKind series : {SeriesKind::Reach, SeriesKind::Auth}) {
        const std::vector<HistoryBucket> buckets = queries.buckets(provider, series, whole, step);
        if (failedWithin(buckets, incident.openedAt, incident.closedAt.value_or(range.to), step))
            add(checks, buckets);
    }
    evidence.strip.from = whole.from;
    evidence.strip.to = std::min(whole.to, now + 1s); // no column reaches into what is to come
    evidence.strip.step = step;
    evidence.strip.checks = inOrder(checks);
    evidence.strip.traffic = inOrder(traffic);
    evidence.strip.incident = StripSpan {incident.openedAt, incident.closedAt};
    if (incident.notice)
        evidence.strip.notice = StripSpan {postedAt(*incident.notice), incident.notice->resolvedAt};
    evidence.failures = failuresOf(queries, incident, range);
    evidence.pageWasRead = wasRead(queries, page, incident, now);
    return evidence;
}

} // namespace Belay
