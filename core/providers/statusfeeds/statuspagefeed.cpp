// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

#include <map>

namespace Belay {

// Atlassian Statuspage: summary, incidents, components and unresolved, which differ in what they lack.
// incident.io plays the same form with fewer members, so that every one may be absent.

namespace {

std::vector<PageComponent> componentsOf(const FeedNode &items)
{
    std::map<QString, QString> groups;
    items.each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        if (item["group"].isTrue())
            groups[item["id"].id()] = item["name"].plain(FeedLimits::LongestName);
    });
    std::vector<PageComponent> components;
    items.each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        PageComponent component;
        component.id = item["id"].id();
        component.name = item["name"].plain(FeedLimits::LongestName);
        if (item["group"].isTrue() || (component.id.isEmpty() && component.name.isEmpty()))
            return;
        if (const auto group = groups.find(item["group_id"].id()); group != groups.end())
            component.group = group->second;
        component.state = noticeOfWord(item["status"].word());
        components.push_back(std::move(component));
    });
    return components;
}

PageIncident incidentOf(const FeedNode &item, bool maintenance)
{
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = item["name"].plain(FeedLimits::LongestTitle);
    incident.link = item["shortlink"].link();
    incident.impact = noticeOfWord(item["impact"].word());
    incident.phase = phaseOfWord(item["status"].word());
    incident.maintenance = maintenance || incident.impact == NoticeState::Maintenance;
    incident.createdAt = item["created_at"].time();
    if (!incident.createdAt)
        incident.createdAt = item["started_at"].time();
    incident.resolvedAt = item["resolved_at"].time();
    addNames(incident.components, item["components"], "id");
    item["incident_updates"].each(FeedLimits::MostUpdates, [&](const FeedNode &update) {
        if (incident.latest.isEmpty())
            incident.latest = update["body"].plain(FeedLimits::LongestText);
        addNames(incident.components, update["affected_components"], "code");
    });
    if (incident.maintenance) {
        incident.createdAt
            = item["scheduled_for"].time().has_value() ? item["scheduled_for"].time() : incident.createdAt;
        incident.impact = NoticeState::Maintenance;
    }
    return incident;
}

void addIncidents(std::vector<PageIncident> &incidents, const FeedNode &items, bool maintenance)
{
    items.each(FeedLimits::MostIncidents, [&](const FeedNode &item) {
        PageIncident incident = incidentOf(item, maintenance);
        if (!incident.id.isEmpty())
            incidents.push_back(std::move(incident));
    });
}

} // namespace

std::optional<StatusPage> readStatuspage(const FeedNode &root)
{
    const FeedNode indicator = root["status"]["indicator"];
    const bool hasLists = root["components"].isArray() || root["incidents"].isArray();
    // Instatus has a page with a state of its own, and no indicator.
    if (!root["page"].isObject() || root["page"]["status"].isString() || !(indicator.isString() || hasLists))
        return {};
    StatusPage page;
    page.state = noticeOfWord(indicator.word());
    page.components = componentsOf(root["components"]);
    addIncidents(page.incidents, root["incidents"], false);
    addIncidents(page.incidents, root["scheduled_maintenances"], true);
    return page;
}

} // namespace Belay
