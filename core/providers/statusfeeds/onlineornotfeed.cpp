// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

namespace Belay {

// OnlineOrNot's summary: its incidents and components have no ids.

namespace {

PageIncident incidentOf(const FeedNode &item, bool maintenance)
{
    PageIncident incident;
    incident.title = item["title"].plain(FeedLimits::LongestTitle);
    incident.createdAt = item["started"].time();
    incident.resolvedAt = item["ended"].time();
    incident.id = item["id"].id();
    if (incident.id.isEmpty())
        incident.id = incident.title + u' ' + item["started"].plain(FeedLimits::LongestName);
    incident.link = item["url"].link();
    incident.maintenance = maintenance;
    incident.impact = maintenance ? NoticeState::Maintenance : noticeOfWord(item["impact"].word());
    incident.phase = phaseOfWord(item["status"].word());
    if (incident.resolvedAt)
        incident.phase = PagePhase::Resolved;
    else if (incident.phase == PagePhase::Unknown)
        incident.phase = maintenance ? PagePhase::Scheduled : PagePhase::Investigating;
    addNames(incident.components, item["components"], "name");
    return incident;
}

} // namespace

std::optional<StatusPage> readOnlineOrNot(const FeedNode &root)
{
    const FeedNode result = root["result"];
    if (!result["status_page"].isObject())
        return {};
    StatusPage page;
    page.state = noticeOfWord(result["status_page"]["status"].word());
    result["components"].each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        const QString name = item["name"].plain(FeedLimits::LongestName);
        if (!name.isEmpty())
            page.components.push_back({item["id"].id(), name, {}, noticeOfWord(item["status"].word()), {}});
    });
    for (const bool maintenance : {false, true}) {
        result[maintenance ? "scheduled_maintenance" : "active_incidents"].each(
            FeedLimits::MostIncidents, [&](const FeedNode &item) {
                if (!item["title"].word().empty())
                    page.incidents.push_back(incidentOf(item, maintenance));
            });
    }
    return page;
}

} // namespace Belay
