// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

namespace Belay {

// Instatus: `/summary.json`, whose state stands in one of two places, and `/components.json`, a list alone.

namespace {

std::vector<PageComponent> componentsOf(const FeedNode &items)
{
    std::vector<PageComponent> components;
    items.each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        PageComponent component;
        component.id = item["id"].id();
        component.name = item["name"].plain(FeedLimits::LongestName);
        component.group = item["group"].isString() ? item["group"].plain(FeedLimits::LongestName)
                                                   : item["group"]["name"].plain(FeedLimits::LongestName);
        component.state = noticeOfWord(item["status"].word());
        if (!item["isParent"].isTrue() && !(component.id.isEmpty() && component.name.isEmpty()))
            components.push_back(std::move(component));
    });
    return components;
}

PageIncident incidentOf(const FeedNode &item, bool maintenance)
{
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = item["name"].plain(FeedLimits::LongestTitle);
    incident.link = item["url"].link();
    // A maintenance has no id: its address tells it from others, else its title and time.
    if (incident.id.isEmpty())
        incident.id = incident.link.path().left(FeedLimits::LongestId);
    if (incident.id.isEmpty())
        incident.id = incident.title + u' ' + item["start"].plain(FeedLimits::LongestName);
    incident.phase = phaseOfWord(item["status"].word());
    incident.maintenance = maintenance;
    incident.impact = maintenance ? NoticeState::Maintenance : noticeOfWord(item["impact"].word());
    incident.createdAt = item[maintenance ? "start" : "started"].time();
    incident.resolvedAt = item["resolved"].time();
    addNames(incident.components, item["components"], "id");
    return incident;
}

void addIncidents(StatusPage &page, const FeedNode &items, bool maintenance)
{
    items.each(FeedLimits::MostIncidents, [&](const FeedNode &item) {
        if (item.isObject())
            page.incidents.push_back(incidentOf(item, maintenance));
    });
}

} // namespace

std::optional<StatusPage> readInstatus(const FeedNode &root)
{
    const bool isList = root["components"].isArray() && !root["page"].isObject();
    FeedNode state = root["page"]["status"];
    if (!state.isString())
        state = root["status"]["type"];
    if (!isList && !(root["page"].isObject() && (state.isString() || root["activeIncidents"].isArray())))
        return {};
    StatusPage page;
    page.state = noticeOfWord(state.word());
    page.components = componentsOf(root["components"]);
    addIncidents(page, root["activeIncidents"], false);
    addIncidents(page, root["activeMaintenances"], true);
    return page;
}

} // namespace Belay
