// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/incidentfilterproxy.h"

#include "core/domain/incidenttext.h"
#include "ui/models/incidentsmodel.h"

namespace Belay {

IncidentFilterProxy::IncidentFilterProxy(IncidentsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setRecursiveFilteringEnabled(true);
    setSourceModel(&model);
}

void IncidentFilterProxy::setFilter(const Filter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    invalidateFilter();
}

std::vector<Incident> IncidentFilterProxy::shown() const
{
    std::vector<Incident> incidents;
    for (int day = 0; day < rowCount(); ++day) {
        const QModelIndex parent = index(day, 0);
        for (int row = 0; row < rowCount(parent); ++row)
            incidents.push_back(*m_model.incident(mapToSource(index(row, 0, parent))));
    }
    return incidents;
}

QVariant IncidentFilterProxy::data(const QModelIndex &index, int role) const
{
    const bool ofDay = index.isValid() && !index.parent().isValid();
    if (ofDay && role == Qt::DisplayRole && index.column() == IncidentsModel::Began)
        return IncidentsModel::countText(rowCount(index.siblingAtColumn(0)));
    return QSortFilterProxyModel::data(index, role);
}

bool IncidentFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const Incident *incident = m_model.incident(m_model.index(row, 0, parent));
    if (!incident)
        return false; // a day is there for its incidents
    if ((m_filter.provider && *m_filter.provider != incident->provider)
        || (m_filter.owner && *m_filter.owner != incident->owner)
        || (m_filter.openOnly && !incident->isOpen()))
        return false;
    if (m_filter.text.isEmpty())
        return true;
    QStringList texts {incidentTitle(*incident, m_model.providerName(incident->provider)), incident->sentence,
        incident->firstError, incident->note, incident->id.toString()};
    for (const TargetId &target : incident->targets)
        texts << target.toString();
    return !texts.filter(m_filter.text, Qt::CaseInsensitive).isEmpty();
}

} // namespace Belay
