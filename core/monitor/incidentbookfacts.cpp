// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What comes to incidents that are known: results, remarks of a person, posts of a page.
#include "core/monitor/incidentbook.h"

#include <algorithm>

namespace Belay {

namespace {

EvidencePart partOf(const Sample &sample)
{
    if (sample.source == SampleSource::Traffic)
        return EvidencePart::Traffic;
    switch (sample.kind) {
    case ProbeKind::Reach:
        return EvidencePart::Reach;
    case ProbeKind::Auth:
        return EvidencePart::Auth;
    case ProbeKind::Completion:
        break;
    }
    return EvidencePart::Completion;
}

} // namespace

bool IncidentBook::counts(const Entry &entry, const Sample &sample) const
{
    if (!entry.incident.isOpen() || entry.incident.provider != sample.target.provider)
        return false;
    return sample.target.hasModel() ? std::ranges::binary_search(entry.incident.targets, sample.target)
                                    : entry.parts.contains(partOf(sample));
}

void IncidentBook::take(const Sample &sample, Health health)
{
    const bool isVoid = health == Health::Void || sample.source == SampleSource::Drill;
    if (isVoid || (health == Health::Yours && stateAlone(sample.outcome, health) == TargetState::NoData))
        return;
    const TargetState alone = stateAlone(sample.outcome, health);
    m_windows[{sample.target, partOf(sample)}].add(sample.at, alone);
    for (Entry &entry : m_entries) {
        if (!counts(entry, sample))
            continue;
        Incident &incident = entry.incident;
        entry.window.add(sample.at, alone);
        entry.grown = true;
        ++incident.samples;
        incident.peakErrorShare
            = std::max(incident.peakErrorShare, entry.window.shareOf(incident.state, sample.at).value_or(0));
    }
}

IncidentEvents IncidentBook::remark(const IncidentRemark &remark)
{
    IncidentEvents events;
    for (Entry &entry : m_entries) {
        if (entry.incident.id != remark.incident)
            continue;
        entry.incident.note = remark.note;
        entry.incident.muted = remark.muted;
        events.push_back({IncidentEvent::Step::Changed, entry.incident});
    }
    return events;
}

IncidentEvents IncidentBook::takePage(const ProviderId &provider, const PageReading &page)
{
    IncidentEvents events;
    for (Entry &entry : m_entries) {
        if (entry.incident.provider != provider)
            continue;
        Incident &incident = entry.incident;
        auto joined = noticeOf(incident, page);
        if (!joined)
            continue; // a post that has left the feed was there all the same
        // What was known while the page was being read stays true when its reading begins anew.
        const bool samePost = incident.notice && incident.notice->pageIncident == joined->notice.pageIncident;
        if (samePost && !joined->lead)
            joined->lead = incident.lead;
        if (samePost)
            joined->notice.firstSeenAt = std::min(joined->notice.firstSeenAt, incident.notice->firstSeenAt);
        if (incident.notice == joined->notice && incident.lead == joined->lead)
            continue;
        incident.notice = joined->notice;
        incident.lead = joined->lead;
        events.push_back({IncidentEvent::Step::Changed, entry.incident});
    }
    return events;
}

IncidentEvents IncidentBook::flush()
{
    IncidentEvents events;
    for (Entry &entry : m_entries) {
        if (entry.incident.isOpen() && entry.grown)
            tell(entry, IncidentEvent::Step::Changed, entry.incident.lastBadAt, events);
    }
    return events;
}

} // namespace Belay
