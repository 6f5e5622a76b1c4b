// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/pagerowreader.h"

#include "core/history/columnvalues.h"

#include <QStringList>

namespace Belay {

namespace {

PageIncidentRecord recordAt(const ReadQuery &row)
{
    PageIncidentRecord record;
    record.page = row.value(0).toString();
    record.id = row.value(1).toString();
    record.title = row.value(2).toString();
    record.link = QUrl(row.value(3).toString());
    record.impact = enumAt(row, 4, NoticeState::Unknown);
    record.maintenance = row.value(5).toBool();
    const QStringList components = row.value(6).toString().split(u'\n', Qt::SkipEmptyParts);
    record.components.assign(components.begin(), components.end());
    record.createdAt = timeOrNothingAt(row, 7);
    record.firstSeenAt = timeAt(row, 8);
    record.resolvedAt = timeOrNothingAt(row, 9);
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
    if (!m_incidents.ask({msOf(range.to), msOf(range.from)}))
        return records;
    while (m_incidents.next())
        records.push_back(recordAt(m_incidents));
    m_incidents.finish();
    return records;
}

bool PageRowReader::wasRead(const QString &page, WallTime at)
{
    const bool was
        = m_wasRead.ask({msOf(at), page, msOf(at)}) && m_wasRead.next() && m_wasRead.value(0).toBool();
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
