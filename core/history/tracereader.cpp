// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracereader.h"

#include "core/history/columnvalues.h"
#include "core/history/tracecodec.h"

#include <algorithm>

namespace Belay {

namespace {

const TimeRange AllTimes {WallTime::min(), WallTime::max()};

/// Keeps the `most` newest of what is added.
class Newest
{
public:
    explicit Newest(size_t most)
        : m_most(most)
    { }
    bool isFull() const { return m_traces.size() >= m_most; }
    const Ulid &oldest() const { return m_traces.front().id; }
    void add(Trace trace)
    {
        if (isFull()) {
            if (trace.id <= oldest())
                return;
            std::ranges::pop_heap(m_traces, std::greater<>(), &Trace::id);
            m_traces.pop_back();
        }
        m_traces.push_back(std::move(trace));
        std::ranges::push_heap(m_traces, std::greater<>(), &Trace::id);
    }
    std::vector<Trace> take()
    {
        std::ranges::sort(m_traces, std::greater<>(), &Trace::id);
        return std::move(m_traces);
    }

private:
    const size_t m_most;
    std::vector<Trace> m_traces; // a heap, the oldest in front
};

} // namespace

TraceReader::TraceReader(Database &database)
    : m_blocks(database,
        QStringLiteral("SELECT last_id, data FROM traces WHERE last_id >= ? AND first_id <= ? AND to_at >= ?"
                       " AND from_at < ? ORDER BY last_id DESC"))
{ }

bool TraceReader::ask(const QByteArray &firstId, const QByteArray &lastId, const TimeRange &range)
{
    return m_blocks.ask({firstId, lastId, msOf(range.from), msOf(range.to)});
}

std::vector<Trace> TraceReader::block()
{
    auto traces = unpackTraces(m_blocks.value(1).toByteArray());
    if (traces)
        return std::move(*traces);
    m_blocks.reject();
    return {};
}

std::vector<Trace> TraceReader::newest(const TraceFilter &filter, int limit)
{
    const Ulid last = filter.before.value_or(Ulid {~std::uint64_t {0}, ~std::uint64_t {0}});
    if (limit <= 0 || !ask(Ulid().toBytes(), last.toBytes(), filter.range.value_or(AllTimes)))
        return {};
    Newest newest(static_cast<size_t>(limit));
    // Long requests end after younger ones, so blocks overlap: one whose last is older than all that was
    // found ends the search.
    while (m_blocks.next()) {
        if (newest.isFull() && m_blocks.value(0).toByteArray() < newest.oldest().toBytes())
            break;
        for (Trace &trace : block()) {
            if (filter.matches(trace))
                newest.add(std::move(trace));
        }
    }
    m_blocks.finish();
    return newest.take();
}

std::optional<Trace> TraceReader::one(const Ulid &id)
{
    std::optional<Trace> found;
    if (!ask(id.toBytes(), id.toBytes(), AllTimes))
        return found;
    while (!found && m_blocks.next()) {
        std::vector<Trace> traces = block();
        const auto at = std::ranges::find(traces, id, &Trace::id);
        if (at != traces.end())
            found = std::move(*at);
    }
    m_blocks.finish();
    return found;
}

} // namespace Belay
