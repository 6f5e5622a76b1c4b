// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/pagewriter.h"

#include "core/history/columnvalues.h"

#include <QStringList>

namespace Belay {

PageWriter::PageWriter(Database &database)
    : m_upsertIncident(database.prepare(QStringLiteral(
        "INSERT INTO page_incidents (page, id, title, link, impact, maintenance, components, created_at,"
        " first_seen_at, resolved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (page, id) DO UPDATE SET title = excluded.title, link = excluded.link,"
        " impact = excluded.impact, maintenance = excluded.maintenance, components = excluded.components,"
        " created_at = excluded.created_at, first_seen_at = min(first_seen_at, excluded.first_seen_at),"
        " resolved_at = excluded.resolved_at")))
    , m_upsertRead(database.prepare(
          QStringLiteral("INSERT INTO page_reads (page, from_at, to_at) VALUES (?, ?, ?)"
                         " ON CONFLICT (page, from_at) DO UPDATE SET to_at = max(to_at, excluded.to_at)")))
    , m_deleteIncidents(database.prepare(QStringLiteral(
          "DELETE FROM page_incidents WHERE first_seen_at < ? AND ifnull(resolved_at, 0) < ?")))
    , m_deleteReads(database.prepare(QStringLiteral("DELETE FROM page_reads WHERE to_at < ?")))
{ }

Result<void> PageWriter::write(
    const std::vector<PageIncidentRecord> &incidents, const std::vector<PageReadSpan> &reads)
{
    for (const PageIncidentRecord &incident : incidents) {
        const QStringList components(incident.components.begin(), incident.components.end());
        auto done = Database::run(m_upsertIncident,
            {incident.page, incident.id, notNull(incident.title), notNull(incident.link.toString()),
                toString(incident.impact), incident.maintenance, notNull(components.join(u'\n')),
                msOrNull(incident.createdAt), msOf(incident.firstSeenAt), msOrNull(incident.resolvedAt)});
        if (!done)
            return done;
    }
    for (const PageReadSpan &read : reads) {
        if (auto done = Database::run(m_upsertRead, {read.page, msOf(read.from), msOf(read.to)}); !done)
            return done;
    }
    return {};
}

/// There are few rows of either: one step takes them all.
Result<bool> PageWriter::trim(WallTime before)
{
    if (auto done = Database::run(m_deleteIncidents, {msOf(before), msOf(before)}); !done)
        return Unexpected {done.error()};
    if (auto done = Database::run(m_deleteReads, {msOf(before)}); !done)
        return Unexpected {done.error()};
    return false;
}

} // namespace Belay
