// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

namespace Belay {

// incident.io's widget, `/api/v1/summary`: it names what is unwell and nothing else.

namespace {

PageIncident incidentOf(const FeedNode &item, bool maintenance)
{
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = item["name"].plain(FeedLimits::LongestTitle);
    incident.link = item["url"].link();
    incident.phase = phaseOfWord(item["status"].word());
    incident.maintenance = maintenance;
    incident.impact
        = maintenance ? NoticeState::Maintenance : noticeOfWord(item["current_worst_impact"].word());
    incident.createdAt = item[maintenance ? "started_at" : "created_at"].time();
    if (!incident.createdAt && maintenance)
        incident.createdAt = item["starts_at"].time();
    incident.latest = item["last_update_message"].plain(FeedLimits::LongestText);
    addNames(incident.components, item["affected_components"], "id");
    return incident;
}

void take(StatusPage &page, const FeedNode &items, bool maintenance)
{
    items.each(FeedLimits::MostIncidents, [&](const FeedNode &item) {
        PageIncident incident = incidentOf(item, maintenance);
        if (incident.id.isEmpty())
            return;
        if (incident.isOpen())
            page.state = worseOf(page.state,
                incident.impact == NoticeState::Unknown ? NoticeState::Degraded : incident.impact);
        page.incidents.push_back(std::move(incident));
        item["affected_components"].each(FeedLimits::MostNames, [&](const FeedNode &touched) {
            if (page.components.size() < FeedLimits::MostComponents)
                page.components.push_back({touched["id"].id(), touched["name"].plain(FeedLimits::LongestName),
                    touched["group_name"].plain(FeedLimits::LongestName),
                    noticeOfWord(touched["current_status"].word()), {}});
        });
    });
}

} // namespace

std::optional<StatusPage> readIncidentIoWidget(const FeedNode &root)
{
    // Flashduty's widget has the same lists, and a state beside them.
    if (!root["ongoing_incidents"].isArray() || root["overall"].isObject())
        return {};
    StatusPage page;
    page.state = NoticeState::Operational;
    take(page, root["ongoing_incidents"], false);
    take(page, root["in_progress_maintenances"], true);
    take(page, root["scheduled_maintenances"], true);
    page.listsTroubleAlone = true;
    return page;
}

} // namespace Belay
