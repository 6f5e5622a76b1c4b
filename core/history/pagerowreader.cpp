// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/pagerowreader.h"

#include <QStringList>

namespace Belay {

namespace {

WallTime timeAt(const ReadQuery &row, int column)
{
    return WallTime {Milliseconds {row.value(column).toLongLong()}};
}

std::optional<WallTime> timeOrNone(const ReadQuery &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(timeAt(row, column));
}

PageIncidentRecord recordAt(const ReadQuery &row)
{
    PageIncidentRecord record;
    record.page = row.value(0).toString();
    record.id = row.value(1).toString();
    record.title = row.value(2).toString();
    record.link = QUrl(row.value(3).toString());
    record.impact = enumFromString<NoticeState>(row.value(4).toString()).value_or(NoticeState::Unknown);
    record.maintenance = row.value(5).toBool();
    const QStringList components = row.value(6).toString().split(u'\n', Qt::SkipEmptyParts);
    record.components.assign(components.begin(), components.end());
    record.createdAt = timeOrNone(row, 7);
    record.firstSeenAt = timeAt(row, 8);
    record.resolvedAt = timeOrNone(row, 9);
    return record;
}

} // namespace

PageRowReader::PageRowReader(Database &database)
    : m_incidents(database,
        QStringLiteral(
            "SELECT page, id, title, link, impact, maintenance, components, created_at, first_seen_at,"
            " resolved_at FROM page_incidents WHERE ifnull(created_at, first_seen_at) < ?"
            " AND (resolved_at IS NULL OR resolved_at >= ?)"
            " ORDER BY ifnull(created_at, first_seen_at) DESC, page, id"))
    , m_wasRead(database,
          QStringLiteral("SELECT to_at >= ? FROM page_reads WHERE page = ? AND from_at <= ?"
                         " ORDER BY from_at DESC LIMIT 1"))
    , m_newestReads(
          database, QStringLiteral("SELECT page, max(from_at), to_at FROM page_reads GROUP BY page"))
{ }

std::vector<PageIncidentRecord> PageRowReader::incidents(TimeRange range)
{
    std::vector<PageIncidentRecord> records;
    const qint64 from = range.from.time_since_epoch().count();
    const qint64 to = range.to.time_since_epoch().count();
    if (!m_incidents.ask({to, from}))
        return records;
    while (m_incidents.next())
        records.push_back(recordAt(m_incidents));
    m_incidents.finish();
    return records;
}

bool PageRowReader::wasRead(const QString &page, WallTime at)
{
    const qint64 ms = at.time_since_epoch().count();
    const bool was = m_wasRead.ask({ms, page, ms}) && m_wasRead.next() && m_wasRead.value(0).toBool();
    m_wasRead.finish();
    return was;
}

std::vector<PageReadSpan> PageRowReader::newestReads()
{
    std::vector<PageReadSpan> reads;
    if (!m_newestReads.ask())
        return reads;
    while (m_newestReads.next())
        reads.push_back(
            {m_newestReads.value(0).toString(), timeAt(m_newestReads, 1), timeAt(m_newestReads, 2)});
    m_newestReads.finish();
    return reads;
}

} // namespace Belay
