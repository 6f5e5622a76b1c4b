// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakehistoryqueries.h"

#include <algorithm>

namespace Belay {

std::vector<HistoryBucket> FakeHistoryQueries::buckets(
    const TargetId &target, SeriesKind series, TimeRange range, Milliseconds step)
{
    if (m_history.gated)
        m_history.gate.acquire();
    {
        const QMutexLocker lock(&m_history.mutex);
        m_history.questions.push_back({target, series, range, step});
    }
    std::vector<HistoryBucket> columns;
    const auto known = m_history.buckets.find({target, series});
    for (WallTime start = range.from; start < range.to; start += step) {
        HistoryBucket column;
        column.start = start;
        if (known != m_history.buckets.end()) {
            for (const HistoryBucket &part : known->second) {
                if (part.start < start || part.start >= start + step)
                    continue;
                column.firstContent.merge(part.firstContent);
                column.total.merge(part.total);
                for (size_t i = 0; i < column.counts.size(); ++i)
                    column.counts[i] += part.counts[i];
            }
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<Sample> FakeHistoryQueries::samples(
    const TargetId &target, SeriesKind series, TimeRange range, int limit)
{
    std::vector<Sample> found;
    for (const Sample &sample : m_history.samples) {
        const bool fits = sample.target == target && seriesOf(sample) == series && sample.at >= range.from
            && sample.at < range.to;
        if (fits && static_cast<int>(found.size()) < limit)
            found.push_back(sample);
    }
    return found;
}

std::vector<Trace> FakeHistoryQueries::traces(const TraceFilter &filter, int limit)
{
    std::vector<Trace> found;
    for (const Trace &trace : m_history.traces) {
        if (filter.matches(trace) && found.size() < static_cast<size_t>(std::max(limit, 0)))
            found.push_back(trace);
    }
    return found;
}

std::optional<Trace> FakeHistoryQueries::trace(const Ulid &id)
{
    const auto at = std::ranges::find(m_history.traces, id, &Trace::id);
    return at == m_history.traces.end() ? std::nullopt : std::optional(*at);
}

std::vector<Incident> FakeHistoryQueries::incidents(const IncidentFilter &filter)
{
    std::vector<Incident> found;
    for (const Incident &incident : m_history.incidents) {
        const bool isLeftOut = (filter.provider && *filter.provider != incident.provider)
            || (filter.openOnly && !incident.isOpen());
        if (!isLeftOut && found.size() < static_cast<size_t>(std::max(filter.limit, 0)))
            found.push_back(incident);
    }
    return found;
}

std::optional<Incident> FakeHistoryQueries::incident(const Ulid &id)
{
    const auto at = std::ranges::find(m_history.incidents, id, &Incident::id);
    return at == m_history.incidents.end() ? std::nullopt : std::optional(*at);
}

} // namespace Belay
