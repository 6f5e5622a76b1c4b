// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

namespace Belay {

// Flashduty, `/api/widget/v1/summary.json`. What its incidents look like inside is not documented: every
// member that others of this kind have is tried.

namespace {

PageIncident incidentOf(const FeedNode &item, bool maintenance)
{
    PageIncident incident;
    for (const std::string_view name : {"id", "incident_id", "change_id"})
        incident.id = incident.id.isEmpty() ? item[name].id() : incident.id;
    for (const std::string_view name : {"title", "name"})
        incident.title
            = incident.title.isEmpty() ? item[name].plain(FeedLimits::LongestTitle) : incident.title;
    incident.link = item["url"].link();
    incident.phase = phaseOfWord(item["status"].word());
    incident.maintenance = maintenance;
    incident.impact = noticeOfWord(item["impact"].word());
    if (incident.impact == NoticeState::Unknown)
        incident.impact = noticeOfWord(item["current_worst_impact"].word());
    if (maintenance)
        incident.impact = NoticeState::Maintenance;
    for (const std::string_view name : {"created_at", "started_at", "start_at", "starts_at"})
        incident.createdAt = incident.createdAt ? incident.createdAt : item[name].time();
    incident.resolvedAt = item["resolved_at"].time();
    incident.latest = item["last_update_message"].plain(FeedLimits::LongestText);
    addNames(incident.components, item["affected_components"], "id");
    addNames(incident.components, item["affected_components"], "name");
    return incident;
}

void take(StatusPage &page, const FeedNode &items, bool maintenance)
{
    items.each(FeedLimits::MostIncidents, [&](const FeedNode &item) {
        PageIncident incident = incidentOf(item, maintenance);
        if (incident.id.isEmpty())
            incident.id = incident.title;
        if (!incident.id.isEmpty())
            page.incidents.push_back(std::move(incident));
    });
}

} // namespace

std::optional<StatusPage> readFlashduty(const FeedNode &root)
{
    if (!root["overall"]["status"].isString())
        return {};
    StatusPage page;
    page.state = noticeOfWord(root["overall"]["status"].word());
    take(page, root["ongoing_incidents"], false);
    take(page, root["in_progress_maintenances"], true);
    take(page, root["scheduled_maintenances"], true);
    return page;
}

} // namespace Belay
