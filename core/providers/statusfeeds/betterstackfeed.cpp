// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

#include <map>

namespace Belay {

// BetterStack, `/index.json`: JSON:API, where sections, resources, reports and updates stand in one list and
// point at each other.

namespace {

/// What the list has, sorted by what it is.
struct Included {
    std::map<QString, QString> sections; ///< names by id
    std::vector<FeedNode> resources;
    std::vector<FeedNode> reports;
    std::map<QString, FeedNode> updates; ///< by id
};

Included includedOf(const FeedNode &items)
{
    constexpr size_t MostItems = 20'000;
    Included included;
    items.each(MostItems, [&](const FeedNode &item) {
        const std::string_view type = item["type"].word();
        if (type == "status_page_section")
            included.sections[item["id"].id()] = item["attributes"]["name"].plain(FeedLimits::LongestName);
        else if (type == "status_page_resource" && included.resources.size() < FeedLimits::MostComponents)
            included.resources.push_back(item);
        else if (type == "status_report" && included.reports.size() < FeedLimits::MostIncidents)
            included.reports.push_back(item);
        else if (type == "status_update")
            included.updates.emplace(item["id"].id(), item);
    });
    return included;
}

PageComponent componentOf(const FeedNode &item, const Included &included)
{
    const FeedNode attributes = item["attributes"];
    PageComponent component;
    component.id = item["id"].id();
    component.name = attributes["public_name"].plain(FeedLimits::LongestName);
    component.state = noticeOfWord(attributes["status"].word());
    component.uptime = attributes["availability"].share();
    if (const auto section = included.sections.find(attributes["status_page_section_id"].id());
        section != included.sections.end())
        component.group = section->second;
    return component;
}

PageIncident incidentOf(const FeedNode &item, const Included &included)
{
    const FeedNode attributes = item["attributes"];
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = attributes["title"].plain(FeedLimits::LongestTitle);
    incident.impact = noticeOfWord(attributes["aggregate_state"].word());
    incident.maintenance
        = attributes["report_type"].word() == "maintenance" || incident.impact == NoticeState::Maintenance;
    incident.createdAt = attributes["starts_at"].time();
    incident.resolvedAt = attributes["ends_at"].time();
    incident.phase = incident.maintenance ? PagePhase::InProgress : PagePhase::Investigating;
    addNames(incident.components, attributes["affected_resources"], "status_page_resource_id");
    std::optional<WallTime> newest;
    item["relationships"]["status_updates"]["data"].each(FeedLimits::MostUpdates, [&](const FeedNode &link) {
        const auto update = included.updates.find(link["id"].id());
        if (update == included.updates.end())
            return;
        const FeedNode said = update->second["attributes"];
        addNames(incident.components, said["affected_resources"], "status_page_resource_id");
        const auto at = said["published_at"].time();
        if (!incident.latest.isEmpty() && (!at || (newest && *at <= *newest)))
            return;
        newest = at;
        incident.latest = said["message"].plain(FeedLimits::LongestText);
    });
    return incident;
}

} // namespace

std::optional<StatusPage> readBetterStack(const FeedNode &root)
{
    if (root["data"]["type"].word() != "status_page")
        return {};
    StatusPage page;
    page.state = noticeOfWord(root["data"]["attributes"]["aggregate_state"].word());
    const Included included = includedOf(root["included"]);
    for (const FeedNode &item : included.resources)
        page.components.push_back(componentOf(item, included));
    // When the page was made: a report that ends after it may end yet.
    const auto asOf = root["data"]["attributes"]["updated_at"].time();
    for (const FeedNode &item : included.reports) {
        PageIncident incident = incidentOf(item, included);
        if (incident.resolvedAt && !(incident.maintenance && asOf && *incident.resolvedAt > *asOf))
            incident.phase = PagePhase::Resolved;
        else if (incident.maintenance && asOf && incident.createdAt && *incident.createdAt > *asOf)
            incident.phase = PagePhase::Scheduled;
        if (incident.phase != PagePhase::Resolved)
            incident.resolvedAt.reset();
        if (!incident.id.isEmpty())
            page.incidents.push_back(std::move(incident));
    }
    return page;
}

} // namespace Belay
