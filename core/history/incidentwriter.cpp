// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/incidentwriter.h"

#include "core/history/columnvalues.h"

#include <QStringList>

namespace Belay {

namespace {

QString linesOf(const std::vector<TargetId> &targets)
{
    QStringList lines;
    for (const TargetId &target : targets)
        lines << target.toString();
    return notNull(lines.join(u'\n'));
}

QVariantList noticeOf(const Incident &incident)
{
    const QVariant lead = incident.lead ? QVariant::fromValue(qint64 {incident.lead->count()}) : QVariant();
    if (!incident.notice)
        return {QVariant(), QVariant(), QVariant(), QVariant(), QVariant(), QVariant(), QVariant(), lead};
    const IncidentNotice &notice = *incident.notice;
    return {notNull(notice.page), notice.pageIncident, notice.title, msOrNull(notice.createdAt),
        msOf(notice.firstSeenAt), msOrNull(notice.resolvedAt), notice.link.toString(QUrl::FullyEncoded),
        lead};
}

QVariantList valuesOf(const Incident &incident)
{
    QVariantList values {incident.id.toBytes(), notNull(incident.provider.value), linesOf(incident.targets),
        toString(incident.owner), toString(incident.cause), toString(incident.state),
        toString(incident.outcome), msOf(incident.openedAt), msOrNull(incident.closedAt),
        msOf(incident.lastBadAt), incident.peakErrorShare, incident.samples, notNull(incident.sentence),
        notNull(incident.firstError)};
    values += noticeOf(incident);
    values << notNull(incident.note) << (incident.muted ? 1 : 0);
    return values;
}

QString upsertSql()
{
    const QStringList columns {QStringLiteral("id"), QStringLiteral("provider"), QStringLiteral("targets"),
        QStringLiteral("owner"), QStringLiteral("cause"), QStringLiteral("state"), QStringLiteral("outcome"),
        QStringLiteral("opened_at"), QStringLiteral("closed_at"), QStringLiteral("last_bad_at"),
        QStringLiteral("peak_error_share"), QStringLiteral("samples"), QStringLiteral("sentence"),
        QStringLiteral("first_error"), QStringLiteral("notice_page"), QStringLiteral("notice_incident"),
        QStringLiteral("notice_title"), QStringLiteral("notice_created_at"), QStringLiteral("notice_seen_at"),
        QStringLiteral("notice_resolved_at"), QStringLiteral("notice_link"), QStringLiteral("lead"),
        QStringLiteral("note"), QStringLiteral("muted")};
    QStringList updates;
    for (const QString &column : columns) {
        if (column != u"id" && column != u"note" && column != u"muted")
            updates << QStringLiteral("%1 = excluded.%1").arg(column);
    }
    QString places = QStringLiteral("?");
    for (qsizetype i = 1; i < columns.size(); ++i)
        places += QStringLiteral(", ?");
    return QStringLiteral("INSERT INTO incidents (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET %3")
        .arg(columns.join(QStringLiteral(", ")), places, updates.join(QStringLiteral(", ")));
}

} // namespace

IncidentWriter::IncidentWriter(Database &database)
    : m_closeOthers(database.prepare(
        QStringLiteral("UPDATE incidents SET closed_at = last_bad_at WHERE provider = ? AND cause = ?"
                       " AND closed_at IS NULL AND id <> ?")))
    , m_upsert(database.prepare(upsertSql()))
    , m_remark(database.prepare(QStringLiteral("UPDATE incidents SET note = ?, muted = ? WHERE id = ?")))
{ }

Result<void> IncidentWriter::write(const Incident &incident)
{
    if (incident.isOpen()) {
        // One that an earlier run left open and that nobody took up again ended when it was last seen.
        const QVariantList others {
            notNull(incident.provider.value), toString(incident.cause), incident.id.toBytes()};
        if (auto done = Database::run(m_closeOthers, others); !done)
            return done;
    }
    return Database::run(m_upsert, valuesOf(incident));
}

Result<void> IncidentWriter::write(const IncidentRemark &remark)
{
    return Database::run(m_remark, {notNull(remark.note), remark.muted ? 1 : 0, remark.incident.toBytes()});
}

} // namespace Belay
