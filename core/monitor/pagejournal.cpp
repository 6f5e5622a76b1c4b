// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/pagejournal.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr std::chrono::days OldestKept {90}; // of incidents that are over when they are first read

PageIncidentRecord recordOf(const QString &page, const PageIncident &incident, WallTime firstSeen)
{
    PageIncidentRecord record;
    record.page = page;
    record.id = incident.id;
    record.title = incident.title;
    record.link = incident.link;
    record.impact = incident.impact;
    record.maintenance = incident.maintenance;
    record.components = incident.components;
    record.createdAt = incident.createdAt;
    record.firstSeenAt = firstSeen;
    record.resolvedAt = incident.resolvedAt;
    return record;
}

} // namespace

PageJournal::PageJournal(QString page)
    : m_page(std::move(page))
{ }

void PageJournal::remember(const PageMemory &memory)
{
    for (const PageIncidentRecord &record : memory.incidents) {
        if (record.page != m_page)
            continue;
        const auto [at, isNew] = m_known.emplace(record.id, record);
        at->second.firstSeenAt = std::min(at->second.firstSeenAt, record.firstSeenAt);
        if (isNew && !record.resolvedAt)
            m_open.emplace(record.id, true); // its end may have come while nobody looked
    }
    for (const PageReadSpan &span : memory.newestReads) {
        if (span.page != m_page)
            continue;
        if (!m_read)
            m_read = span;
        else if (span.from < m_read->from && m_read->from - span.to <= StaleAfter)
            m_read->from = span.from;
    }
    for (const PageReadSpan &span : memory.readsAtIncidents) {
        if (span.page == m_page)
            addEarlier(span);
    }
}

void PageJournal::addEarlier(const PageReadSpan &span)
{
    constexpr size_t Most = 100; // gaps and incidents of a day; the oldest go
    if (std::ranges::find(m_earlier, span) != m_earlier.end())
        return;
    if (m_earlier.size() >= Most)
        m_earlier.erase(m_earlier.begin());
    m_earlier.push_back(span);
}

bool PageJournal::isKept(const PageIncident &incident, WallTime now) const
{
    if (incident.phase == PagePhase::Scheduled)
        return false;
    return incident.isOpen() || (incident.createdAt && now - *incident.createdAt <= OldestKept);
}

std::vector<PageIncidentRecord> PageJournal::take(const StatusPage &page, WallTime now)
{
    if (m_read && now >= m_read->to && now - m_read->to <= StaleAfter) {
        m_read->to = now;
    } else {
        if (m_read)
            addEarlier(*m_read);
        m_read = PageReadSpan {m_page, now, now};
    }
    std::vector<PageIncidentRecord> changed;
    std::map<QString, bool> open;
    const auto write = [&](const PageIncidentRecord &record) {
        m_known[record.id] = record;
        changed.push_back(record);
    };
    for (const PageIncident &incident : page.incidents) {
        if (!isKept(incident, now))
            continue;
        PageIncidentRecord record = recordOf(m_page, incident, firstSeen(incident.id, now));
        open[incident.id] = incident.isOpen();
        const auto known = m_known.find(incident.id);
        // A feed that does not say when it ended: the first reading that has it closed does.
        if (!incident.isOpen() && !record.resolvedAt && known != m_known.end())
            record.resolvedAt = known->second.resolvedAt ? known->second.resolvedAt : std::optional(now);
        if (known == m_known.end() || known->second != record)
            write(record);
    }
    for (const auto &[id, wasOpen] : m_open) {
        if (!wasOpen || open.contains(id))
            continue;
        PageIncidentRecord record = m_known.at(id);
        record.resolvedAt = now;
        write(record);
    }
    m_open = std::move(open);
    return changed;
}

WallTime PageJournal::firstSeen(const QString &incident, WallTime otherwise) const
{
    const auto known = m_known.find(incident);
    return known == m_known.end() ? otherwise : known->second.firstSeenAt;
}

} // namespace Belay
