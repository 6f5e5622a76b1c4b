// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/incidentsmodel.h"

#include "core/domain/incidenttext.h"
#include "core/domain/statusboard.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statusshape.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>

namespace Belay {

namespace {

QDateTime localOf(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

QDate dayOf(const Incident &incident)
{
    return localOf(incident.openedAt).date();
}

/// A day has no parent; a row of a day carries the number of its day, which never changes.
quintptr idOf(const QDate &date)
{
    return static_cast<quintptr>(date.toJulianDay());
}

} // namespace

void IncidentsModel::reset(const std::vector<Incident> &incidents)
{
    beginResetModel();
    m_days.clear();
    std::vector<Incident> sorted = incidents;
    std::ranges::sort(sorted, std::greater<>(), &Incident::openedAt);
    for (Incident &incident : sorted) {
        const QDate date = dayOf(incident);
        if (m_days.empty() || m_days.back().date != date)
            m_days.push_back({date, {}});
        m_days.back().incidents.push_back(std::move(incident));
    }
    endResetModel();
}

int IncidentsModel::rowOf(const QDate &date) const
{
    const auto place = std::ranges::lower_bound(m_days, date, std::greater<>(), &Day::date);
    return static_cast<int>(place - m_days.begin());
}

void IncidentsModel::put(const Incident &incident)
{
    if (const QModelIndex known = indexOf(incident.id); known.isValid()) {
        m_days[static_cast<size_t>(known.parent().row())].incidents[static_cast<size_t>(known.row())]
            = incident;
        changed(known);
        return;
    }
    const QDate date = dayOf(incident);
    const int row = rowOf(date);
    const auto at = static_cast<size_t>(row);
    if (at == m_days.size() || m_days[at].date != date) {
        beginInsertRows({}, row, row);
        m_days.insert(m_days.begin() + row, {date, {}});
        endInsertRows();
    }
    std::vector<Incident> &incidents = m_days[at].incidents;
    const auto place
        = std::ranges::lower_bound(incidents, incident.openedAt, std::greater<>(), &Incident::openedAt);
    const int child = static_cast<int>(place - incidents.begin());
    beginInsertRows(index(row, 0), child, child);
    incidents.insert(place, incident);
    endInsertRows();
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1)); // the day counts its incidents
}

void IncidentsModel::remark(const IncidentRemark &remark)
{
    const QModelIndex index = indexOf(remark.incident);
    if (!index.isValid())
        return;
    Incident changedOne = *incident(index);
    changedOne.note = remark.note;
    changedOne.muted = remark.muted;
    put(changedOne);
}

void IncidentsModel::setNames(std::map<ProviderId, QString> names)
{
    m_names = std::move(names);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex day = index(row, 0);
        Q_EMIT dataChanged(index(0, 0, day), index(rowCount(day) - 1, ColumnCount - 1, day));
    }
}

void IncidentsModel::setNow(WallTime now)
{
    m_now = now;
    for (const Day &day : m_days) {
        for (const Incident &incident : day.incidents) {
            if (incident.isOpen())
                changed(indexOf(incident.id));
        }
    }
}

void IncidentsModel::changed(const QModelIndex &index)
{
    Q_EMIT dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
}

const Incident *IncidentsModel::incident(const QModelIndex &index) const
{
    if (!index.isValid() || !index.parent().isValid())
        return nullptr;
    return &m_days[static_cast<size_t>(index.parent().row())].incidents[static_cast<size_t>(index.row())];
}

QModelIndex IncidentsModel::indexOf(const Ulid &id) const
{
    for (size_t day = 0; day < m_days.size(); ++day) {
        const auto &incidents = m_days[day].incidents;
        const auto found = std::ranges::find(incidents, id, &Incident::id);
        if (found != incidents.end())
            return index(static_cast<int>(found - incidents.begin()), 0, index(static_cast<int>(day), 0));
    }
    return {};
}

QString IncidentsModel::providerName(const ProviderId &id) const
{
    const auto found = m_names.find(id);
    return found == m_names.end() ? id.value : found->second;
}

std::vector<Incident> IncidentsModel::all() const
{
    std::vector<Incident> incidents;
    for (const Day &day : m_days)
        incidents.insert(incidents.end(), day.incidents.begin(), day.incidents.end());
    return incidents;
}

QModelIndex IncidentsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr {0});
    return createIndex(row, column, idOf(m_days[static_cast<size_t>(parent.row())].date));
}

QModelIndex IncidentsModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const QDate date = QDate::fromJulianDay(static_cast<qint64>(index.internalId()));
    return createIndex(rowOf(date), 0, quintptr {0});
}

int IncidentsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_days.size());
    if (parent.internalId() != 0 || parent.column() > 0)
        return 0;
    return static_cast<int>(m_days[static_cast<size_t>(parent.row())].incidents.size());
}

int IncidentsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant IncidentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Incident *one = incident(index);
    if (!one)
        return dayData(m_days[static_cast<size_t>(index.row())], index.column(), role);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: // a narrow column cuts it
        return text(*one, index.column());
    case Qt::DecorationRole:
        return index.column() == What ? QVariant(iconFor(one->state)) : QVariant();
    case IncidentIdRole:
        return one->id.toString();
    default:
        return {};
    }
}

QVariant IncidentsModel::dayData(const Day &day, int column, int role) const
{
    if (role == Qt::FontRole) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role != Qt::DisplayRole)
        return {};
    if (column == What)
        return QLocale().toString(day.date, QLocale::LongFormat);
    return column == Began ? countText(static_cast<int>(day.incidents.size())) : QVariant();
}

QString IncidentsModel::countText(int incidents)
{
    return tr("%n incidents", nullptr, incidents);
}

QString IncidentsModel::text(const Incident &incident, int column) const
{
    switch (column) {
    case What: {
        const QString title = incidentTitle(incident, providerName(incident.provider));
        return incident.muted ? tr("%1 (muted)").arg(title) : title;
    }
    case Began:
        return QLocale().toString(localOf(incident.openedAt).time(), QLocale::ShortFormat);
    case Lasted: {
        const QString length = spokenDuration(lengthOf(incident, m_now));
        if (incident.isOpen())
            return tr("open, %1", "for how long").arg(length);
        return endedUnseen(incident) ? tr("%1, then not watched", "how long").arg(length) : length;
    }
    case Whose:
        return ownerText(incident.owner, incident.cause);
    case Targets:
        return incidentTargets(incident);
    case Lead:
        if (!incident.lead)
            return incident.notice ? tr("posted") : QString();
        return *incident.lead >= Milliseconds {0}
            ? tr("%1 later", "the official page").arg(spokenDuration(*incident.lead))
            : tr("%1 before", "the official page").arg(spokenDuration(-*incident.lead));
    default:
        return {};
    }
}

QVariant IncidentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return tr("What");
    case Began:
        return tr("Began");
    case Lasted:
        return tr("Lasted");
    case Whose:
        return tr("Whose side");
    case Targets:
        return tr("Targets");
    case Lead:
        return tr("Official page");
    default:
        return {};
    }
}

} // namespace Belay
