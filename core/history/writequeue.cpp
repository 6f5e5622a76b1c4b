// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/writequeue.h"

#include "core/domain/trafficsecond.h"

namespace Belay {

namespace {

// Columns and spans that wait take far less room than samples, but a week without a disk is long.
constexpr std::size_t MostColumns = 20'000;
constexpr std::size_t MostSpans = 10'000;
// What is moved under one hold of the lock: a request that just ended must not wait for a whole batch.
constexpr std::size_t HeldAtOnce = 128;

} // namespace

WriteQueue::WriteQueue(std::size_t bound, std::size_t batch, std::function<void(Wake)> wake)
    : m_bound(bound)
    , m_batch(batch)
    , m_wake(std::move(wake))
{ }

void WriteQueue::push(const Sample &sample)
{
    std::size_t size = 0;
    {
        const std::lock_guard lock(m_mutex);
        const bool failed = isFailure(sample.outcome);
        if (!makeRoom(failed)) {
            fold(sample);
            return;
        }
        (failed ? m_failures : m_successes).push_back({m_arrived++, sample});
        size = sizeLocked();
    }
    wakeFor(size);
}

void WriteQueue::push(Trace trace)
{
    std::size_t size = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (sizeLocked() >= m_bound) {
            ++m_droppedTraces;
            if (m_traces.empty())
                return;
            m_traces.pop_front();
        }
        m_traces.push_back(std::move(trace));
        size = sizeLocked();
    }
    wakeFor(size);
}

/// False: nothing is there that a sample of this kind may push aside.
bool WriteQueue::makeRoom(bool forFailure)
{
    if (sizeLocked() < m_bound)
        return true;
    if (!m_traces.empty()) {
        m_traces.pop_front();
        ++m_droppedTraces;
        return true;
    }
    if (!forFailure && m_successes.empty())
        return false;
    dropOldest(m_successes.empty() ? m_failures : m_successes);
    return true;
}

void WriteQueue::wakeFor(std::size_t size) const
{
    if (size == 1)
        m_wake(Wake::First);
    else if (size == m_batch)
        m_wake(Wake::Full);
}

/// A row that grows is written once a batch.
template <typename Key, typename Row>
void WriteQueue::pushRow(std::map<Key, Row> &rows, Key key, const Row &row)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = rows.empty();
        rows.insert_or_assign(std::move(key), row);
        if (rows.size() > MostSpans) {
            rows.erase(rows.begin());
            ++m_dropped;
        }
    }
    if (isFirst)
        m_wake(Wake::First);
}

void WriteQueue::push(const Span &span)
{
    pushRow(m_spans, SpanKey {span.subject, span.from}, span);
}

void WriteQueue::push(const PageIncidentRecord &incident)
{
    pushRow(m_pageIncidents, {incident.page, incident.id}, incident);
}

void WriteQueue::push(const PageReadSpan &read)
{
    pushRow(m_pageReads, {read.page, read.from}, read);
}

void WriteQueue::push(const Incident &incident)
{
    pushRow(m_incidents, incident.id, incident);
}

void WriteQueue::push(const IncidentRemark &remark)
{
    pushRow(m_remarks, remark.incident, remark);
}

void WriteQueue::dropOldest(std::deque<Item> &from)
{
    fold(from.front().sample);
    from.pop_front();
}

void WriteQueue::fold(const Sample &sample)
{
    ++m_dropped;
    const Column column {
        sample.target, seriesOf(sample), floorTo(sample.at, lengthOf(RollupLevel::FiveMinutes))};
    const auto at = m_folded.find(column);
    if (at != m_folded.end())
        at->second.add(sample);
    else if (m_folded.size() < MostColumns)
        m_folded[column].add(sample);
}

/// Moves a few over; false when nothing more is there to take.
bool WriteQueue::takeSome(HistoryRows &rows, std::size_t most)
{
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < HeldAtOnce; ++i) {
        if (rows.samples.size() >= most || (m_successes.empty() && m_failures.empty()))
            break;
        const bool failureIsOlder = m_successes.empty()
            || (!m_failures.empty() && m_failures.front().number < m_successes.front().number);
        std::deque<Item> &from = failureIsOlder ? m_failures : m_successes;
        rows.samples.push_back(std::move(from.front().sample));
        from.pop_front();
    }
    for (std::size_t i = 0; i < HeldAtOnce && rows.traces.size() < most && !m_traces.empty(); ++i) {
        rows.traces.push_back(std::move(m_traces.front()));
        m_traces.pop_front();
    }
    const bool samplesWait = rows.samples.size() < most && !(m_successes.empty() && m_failures.empty());
    return samplesWait || (rows.traces.size() < most && !m_traces.empty());
}

HistoryRows WriteQueue::take(std::size_t most)
{
    HistoryRows rows;
    while (takeSome(rows, most)) { }
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, span] : m_spans)
        rows.spans.push_back(span);
    m_spans.clear();
    for (auto &[key, incident] : m_pageIncidents)
        rows.pageIncidents.push_back(std::move(incident));
    m_pageIncidents.clear();
    for (auto &[key, read] : m_pageReads)
        rows.pageReads.push_back(std::move(read));
    m_pageReads.clear();
    for (auto &[column, rollup] : m_folded)
        rows.rollups.push_back({std::get<0>(column), std::get<1>(column), RollupLevel::FiveMinutes,
            std::get<2>(column), std::move(rollup)});
    m_folded.clear();
    for (auto &[id, incident] : m_incidents)
        rows.incidents.push_back(std::move(incident));
    m_incidents.clear();
    for (auto &[id, remark] : m_remarks)
        rows.remarks.push_back(std::move(remark));
    m_remarks.clear();
    return rows;
}

std::size_t WriteQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return sizeLocked();
}

bool WriteQueue::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return sizeLocked() == 0 && m_spans.empty() && m_folded.empty() && m_pageIncidents.empty()
        && m_pageReads.empty() && m_incidents.empty() && m_remarks.empty();
}

std::uint64_t WriteQueue::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

std::uint64_t WriteQueue::droppedTraces() const
{
    const std::lock_guard lock(m_mutex);
    return m_droppedTraces;
}

} // namespace Belay
