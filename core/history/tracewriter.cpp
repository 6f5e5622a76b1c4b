// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracewriter.h"

#include "core/history/columnvalues.h"
#include "core/history/tracecodec.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr size_t BlockSize = 256;

} // namespace

TraceWriter::TraceWriter(Database &database)
    : m_insert(database.prepare(QStringLiteral(
        "INSERT INTO traces (seq, first_id, last_id, from_at, to_at, data) VALUES (?, ?, ?, ?, ?, ?)")))
    , m_selectLast(database.prepare(QStringLiteral("SELECT max(seq) FROM traces")))
    , m_selectOldest(database.prepare(QStringLiteral("SELECT seq, to_at FROM traces ORDER BY seq LIMIT 64")))
    , m_delete(database.prepare(QStringLiteral("DELETE FROM traces WHERE seq <= ?")))
    , m_deleteBeyond(database.prepare(QStringLiteral(
          "DELETE FROM traces WHERE seq IN (SELECT seq FROM traces WHERE seq <= ? ORDER BY seq LIMIT 4)")))
{ }

Result<qint64> TraceWriter::last()
{
    if (m_last < 0) {
        if (auto done = Database::run(m_selectLast); !done)
            return Unexpected {done.error()};
        m_last = m_selectLast.next() ? m_selectLast.value(0).toLongLong() : 0;
        m_selectLast.finish();
    }
    return m_last;
}

Result<void> TraceWriter::write(const std::vector<Trace> &traces)
{
    for (std::span<const Trace> rest = traces; !rest.empty();) {
        const size_t size = std::min(rest.size(), BlockSize);
        if (auto done = writeBlock(rest.first(size)); !done)
            return done;
        rest = rest.subspan(size);
    }
    return {};
}

Result<void> TraceWriter::writeBlock(std::span<const Trace> traces)
{
    const Result<qint64> before = last();
    if (!before)
        return Unexpected {before.error()};
    const auto [firstId, lastId] = std::ranges::minmax(traces, {}, &Trace::id);
    const auto [from, to] = std::ranges::minmax(traces, {}, &Trace::at);
    m_last = *before + static_cast<qint64>(traces.size());
    const QVariantList values {
        m_last, firstId.id.toBytes(), lastId.id.toBytes(), msOf(from.at), msOf(to.at), packTraces(traces)};
    if (auto done = Database::run(m_insert, values); !done || m_last <= MostTraces)
        return done;
    return Database::run(m_deleteBeyond, {m_last - MostTraces});
}

Result<bool> TraceWriter::trim(WallTime before)
{
    m_last = -1; // the one who writes goes on meanwhile
    const Result<qint64> newest = last();
    if (!newest)
        return Unexpected {newest.error()};
    if (auto done = Database::run(m_selectOldest); !done)
        return Unexpected {done.error()};
    qint64 goes = 0;
    while (m_selectOldest.next()) {
        const qint64 seq = m_selectOldest.value(0).toLongLong();
        if (seq > *newest - MostTraces && m_selectOldest.value(1).toLongLong() >= msOf(before))
            break;
        goes = seq;
    }
    m_selectOldest.finish();
    if (goes == 0)
        return false;
    if (auto done = Database::run(m_delete, {goes}); !done)
        return Unexpected {done.error()};
    return true;
}

} // namespace Belay
