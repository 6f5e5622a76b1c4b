// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/incidentdesk.h"

#include "core/domain/incidentfeed.h"

namespace Belay {

IncidentDesk::IncidentDesk(
    MonitorHost &monitor, HistoryStore &history, HistoryReader &reader, const Clock &clock)
    : m_monitor(monitor)
    , m_history(history)
    , m_reader(reader)
    , m_since(clock.wall())
{
    connect(&monitor, &MonitorHost::incidentOpened, this, [this](const Incident &incident) {
        take(incident);
        Q_EMIT opened(incident);
    });
    connect(&monitor, &MonitorHost::incidentUpdated, this, [this](const Incident &incident) {
        take(incident);
        Q_EMIT updated(incident);
    });
    connect(&monitor, &MonitorHost::incidentClosed, this, [this](const Incident &incident, IncidentEnd end) {
        take(incident);
        Q_EMIT closed(incident, end);
    });
}

void IncidentDesk::remark(const IncidentRemark &remark)
{
    m_history.record(remark);
    m_monitor.remark(remark);
    Q_EMIT remarked(remark);
}

void IncidentDesk::setConfig(std::shared_ptr<const Config> config)
{
    m_names.clear();
    for (const ProviderConfig &provider : config->providers)
        m_names[provider.id] = provider.name;
    publish();
}

void IncidentDesk::start()
{
    m_reader.ask(
        this,
        [](HistoryQueries &queries) { return queries.incidents({.limit = static_cast<int>(MostInFeed)}); },
        [this](const Result<std::vector<Incident>> &incidents) {
            if (incidents) {
                for (const Incident &incident : *incidents)
                    m_newest.try_emplace(incident.id, incident); // what was told meanwhile is newer
            }
            publish();
        });
}

void IncidentDesk::take(const Incident &incident)
{
    m_newest[incident.id] = incident;
    publish();
}

void IncidentDesk::publish()
{
    while (m_newest.size() > MostInFeed)
        m_newest.erase(std::prev(m_newest.end()));
    std::vector<Incident> incidents;
    for (const auto &[id, incident] : m_newest)
        incidents.push_back(incident);
    Q_EMIT feedChanged(atomFeed(incidents, m_names, m_since));
}

} // namespace Belay
