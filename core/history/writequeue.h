// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyrows.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <tuple>

namespace Belay {

/// The bounded way to the one writer. Any thread pushes, the writer takes, nobody waits. When it is full, the
/// oldest trace gives way first, then the oldest success, and an error only when nothing else is left. A
/// sample that gives way is folded into the roll-up of its column, so that it still counts; what is dropped
/// is counted.
class WriteQueue final
{
public:
    enum class Wake { First, Full };
    /// `wake` is called from push(), without the lock, when the first item has come and when `batch` samples
    /// and traces are there.
    WriteQueue(std::size_t bound, std::size_t batch, std::function<void(Wake)> wake);

    void push(const Sample &sample);
    void push(const Span &span);
    void push(Trace trace);
    void push(const PageIncidentRecord &incident);
    void push(const PageReadSpan &read);
    /// Few and small: they never give way.
    void push(const Incident &incident);
    void push(const IncidentRemark &remark);
    /// At most `most` samples and as many traces, and all spans, folded roll-ups, incidents and readings.
    HistoryRows take(std::size_t most);

    std::size_t size() const; ///< of the samples and traces
    bool isEmpty() const; ///< nothing waits at all, what is not counted in size() included
    std::uint64_t dropped() const; ///< samples and spans
    std::uint64_t droppedTraces() const;

private:
    using Column = std::tuple<TargetId, SeriesKind, WallTime>;
    using SpanKey = std::pair<TargetId, WallTime>;

    struct Item {
        std::uint64_t number; ///< order of arrival
        Sample sample;
    };

    bool makeRoom(bool forFailure);
    void dropOldest(std::deque<Item> &from);
    std::size_t sizeLocked() const { return m_successes.size() + m_failures.size() + m_traces.size(); }
    void wakeFor(std::size_t size) const;
    bool takeSome(HistoryRows &rows, std::size_t most);
    void fold(const Sample &sample);
    template <typename Key, typename Row>
    void pushRow(std::map<Key, Row> &rows, Key key, const Row &row);

    const std::size_t m_bound;
    const std::size_t m_batch;
    const std::function<void(Wake)> m_wake;
    mutable std::mutex m_mutex;
    std::deque<Item> m_successes;
    std::deque<Item> m_failures;
    std::deque<Trace> m_traces;
    std::map<SpanKey, Span> m_spans; // one that grows is written once a batch
    std::map<std::pair<QString, QString>, PageIncidentRecord> m_pageIncidents; // by page and id
    std::map<std::pair<QString, WallTime>, PageReadSpan> m_pageReads; // by page and begin
    std::map<Column, Rollup> m_folded;
    std::map<Ulid, Incident> m_incidents; // the newest word on each
    std::map<Ulid, IncidentRemark> m_remarks;
    std::uint64_t m_arrived = 0;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_droppedTraces = 0;
};

} // namespace Belay
