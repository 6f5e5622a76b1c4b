// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/incidentreader.h"

#include "core/history/columnvalues.h"

#include <QStringList>

namespace Belay {

namespace {

enum Column {
    Id,
    Provider,
    Targets,
    OwnerName,
    CauseName,
    State,
    OutcomeName,
    OpenedAt,
    ClosedAt,
    LastBadAt,
    PeakErrorShare,
    Samples,
    Sentence,
    FirstError,
    NoticePage,
    NoticeIncident,
    NoticeTitle,
    NoticeCreatedAt,
    NoticeSeenAt,
    NoticeResolvedAt,
    Lead,
    Note,
    Muted,
    NoticeLink
};

QString select(const QString &where)
{
    return QStringLiteral("SELECT id, provider, targets, owner, cause, state, outcome, opened_at, closed_at,"
                          " last_bad_at, peak_error_share, samples, sentence, first_error, notice_page,"
                          " notice_incident, notice_title, notice_created_at, notice_seen_at,"
                          " notice_resolved_at, lead, note, muted, notice_link FROM incidents WHERE ")
        + where;
}

std::optional<IncidentNotice> noticeAt(const ReadQuery &row)
{
    if (row.isNull(NoticePage))
        return {};
    return IncidentNotice {row.value(NoticePage).toString(), row.value(NoticeIncident).toString(),
        row.value(NoticeTitle).toString(), timeOrNothingAt(row, NoticeCreatedAt), timeAt(row, NoticeSeenAt),
        timeOrNothingAt(row, NoticeResolvedAt), QUrl(row.value(NoticeLink).toString())};
}

Incident incidentAt(const ReadQuery &row)
{
    Incident incident;
    incident.id = Ulid::fromBytes(row.value(Id).toByteArray()).value_or(Ulid());
    incident.provider = ProviderId(row.value(Provider).toString());
    for (const QString &line : row.value(Targets).toString().split(u'\n', Qt::SkipEmptyParts))
        incident.targets.push_back(TargetId::fromString(line));
    incident.owner = enumAt(row, OwnerName, Owner::Unknown);
    incident.cause = enumAt(row, CauseName, Cause::None);
    incident.state = enumAt(row, State, TargetState::Down);
    incident.outcome = enumAt(row, OutcomeName, Outcome::Skipped);
    incident.openedAt = timeAt(row, OpenedAt);
    incident.closedAt = timeOrNothingAt(row, ClosedAt);
    incident.lastBadAt = timeAt(row, LastBadAt);
    incident.peakErrorShare = row.value(PeakErrorShare).toDouble();
    incident.samples = row.value(Samples).toLongLong();
    incident.sentence = row.value(Sentence).toString();
    incident.firstError = row.value(FirstError).toString();
    incident.notice = noticeAt(row);
    if (!row.isNull(Lead))
        incident.lead = Milliseconds {row.value(Lead).toLongLong()};
    incident.note = row.value(Note).toString();
    incident.muted = row.value(Muted).toInt() != 0;
    return incident;
}

std::vector<Incident> read(ReadQuery &query, const QVariantList &values)
{
    std::vector<Incident> incidents;
    if (!query.ask(values))
        return incidents;
    while (query.next())
        incidents.push_back(incidentAt(query));
    query.finish();
    return incidents;
}

} // namespace

IncidentReader::IncidentReader(Database &database)
    : m_newest(database,
        select(QStringLiteral(
            "opened_at < ? AND (closed_at IS NULL OR closed_at >= ?) AND (? = '' OR provider = ?)"
            " AND (? = 0 OR closed_at IS NULL) ORDER BY opened_at DESC, id DESC LIMIT ?")))
    , m_one(database, select(QStringLiteral("id = ?")))
{ }

std::vector<Incident> IncidentReader::newest(const IncidentFilter &filter)
{
    const TimeRange range = filter.range.value_or(TimeRange {WallTime::min(), WallTime::max()});
    const QString provider = filter.provider ? filter.provider->value : QStringLiteral("");
    return read(m_newest,
        {msOf(range.to), msOf(range.from), provider, provider, filter.openOnly ? 1 : 0, filter.limit});
}

std::optional<Incident> IncidentReader::one(const Ulid &id)
{
    std::vector<Incident> found = read(m_one, {id.toBytes()});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace Belay
