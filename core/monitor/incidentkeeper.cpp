// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/incidentkeeper.h"

#include "core/base/logging.h"

namespace Belay {

namespace {

IncidentSubject subjectOf(const MonitoredProvider &provider, const MonitoredTarget &target, SteadyTime now)
{
    IncidentSubject subject {target.id, target.verdict, EvidencePart::Reach, {}};
    if (severityRank(target.verdict.state) >= severityRank(TargetState::NoData))
        return subject; // nobody asks what decided
    subject.part = provider.composite(target, now).worst().part;
    const auto &evidence = provider.seriesOf(subject.part, target, now).decisive().evidence;
    if (evidence)
        subject.error = evidence->text;
    return subject;
}

} // namespace

IncidentKeeper::IncidentKeeper(const Clock &clock, RandomSource &random, HistoryStore &history, Told told)
    : m_clock(clock)
    , m_history(history)
    , m_told(std::move(told))
    , m_ids(clock, random)
    , m_book([this] { return m_ids.next(); })
{ }

void IncidentKeeper::remember(const std::vector<Incident> &known)
{
    m_book.remember(known);
    for (const Incident &incident : m_book.open())
        m_open[incident.id] = incident;
}

void IncidentKeeper::review(const MonitoredProvider &provider)
{
    const SteadyTime now = m_clock.steady();
    std::vector<IncidentSubject> subjects;
    subjects.reserve(provider.targets.size());
    for (const MonitoredTarget &target : provider.targets)
        subjects.push_back(subjectOf(provider, target, now));
    tell(m_book.observe(provider.config().id, subjects, m_clock.wall()));
}

void IncidentKeeper::keepOnly(const StateBook::Providers &watched)
{
    std::set<ProviderId> ids;
    for (const auto &[id, provider] : watched)
        ids.insert(id);
    tell(m_book.keepOnly(ids, m_clock.wall()));
}

std::vector<Incident> IncidentKeeper::open() const
{
    std::vector<Incident> incidents;
    for (const auto &[id, incident] : m_open)
        incidents.push_back(incident);
    return incidents;
}

void IncidentKeeper::tell(const IncidentEvents &events)
{
    for (const IncidentEvent &event : events) {
        const Incident &incident = event.incident;
        if (incident.isOpen())
            m_open[incident.id] = incident;
        else
            m_open.erase(incident.id);
        if (event.step != IncidentEvent::Step::Changed)
            qCInfo(lcMonitor).noquote()
                << "incident" << incident.id.toString() << "of" << incident.provider.value
                << (incident.isOpen() ? "is open:" : "is over:") << toString(incident.cause);
        m_history.record(incident);
        m_told(event);
    }
}

} // namespace Belay
