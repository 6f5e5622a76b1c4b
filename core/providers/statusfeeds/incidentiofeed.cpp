// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

#include <map>

namespace Belay {

// incident.io's own form, `/proxy/<host>`: a component that is not among the affected ones is well. Its
// `/incidents` has the list alone.

namespace {

std::map<QString, NoticeState> affectedOf(const FeedNode &items)
{
    std::map<QString, NoticeState> affected;
    items.each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        const NoticeState state = noticeOfWord(item["status"].word());
        const auto [at, isNew] = affected.emplace(item["component_id"].id(), state);
        if (!isNew)
            at->second = worseOf(at->second, state);
    });
    return affected;
}

std::map<QString, QString> groupsOf(const FeedNode &structure)
{
    std::map<QString, QString> groups; // by component
    structure["items"].each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        const FeedNode group = item["group"];
        group["components"].each(FeedLimits::MostComponents, [&](const FeedNode &component) {
            groups[component["component_id"].id()] = group["name"].plain(FeedLimits::LongestName);
        });
    });
    return groups;
}

std::vector<PageComponent> componentsOf(const FeedNode &summary)
{
    const auto affected = affectedOf(summary["affected_components"]);
    const auto groups = groupsOf(summary["structure"]);
    std::vector<PageComponent> components;
    summary["components"].each(FeedLimits::MostComponents, [&](const FeedNode &item) {
        PageComponent component;
        component.id = item["id"].id();
        component.name = item["name"].plain(FeedLimits::LongestName);
        if (component.id.isEmpty())
            return;
        const auto state = affected.find(component.id);
        component.state = state == affected.end() ? NoticeState::Operational : state->second;
        if (const auto group = groups.find(component.id); group != groups.end())
            component.group = group->second;
        components.push_back(std::move(component));
    });
    return components;
}

NoticeState impactOf(const FeedNode &item)
{
    NoticeState impact = NoticeState::Unknown;
    for (const std::string_view list : {"component_impacts", "affected_components"}) {
        item[list].each(FeedLimits::MostNames, [&](const FeedNode &touched) {
            impact = worseOf(impact, noticeOfWord(touched["status"].word()));
        });
    }
    return impact;
}

void takeUpdates(PageIncident &incident, const FeedNode &updates)
{
    // Their order is not stated: the times say which one is the newest.
    std::optional<WallTime> newest;
    updates.each(FeedLimits::MostUpdates, [&](const FeedNode &update) {
        const auto at = update["published_at"].time();
        if (phaseOfWord(update["to_status"].word()) == PagePhase::Resolved && !incident.resolvedAt)
            incident.resolvedAt = at;
        if (!incident.latest.isEmpty() && (!at || (newest && *at <= *newest)))
            return;
        newest = at;
        incident.latest = update["message_string"].plain(FeedLimits::LongestText);
    });
}

PageIncident incidentOf(const FeedNode &item, bool maintenance, const QUrl &page)
{
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = item["name"].plain(FeedLimits::LongestTitle);
    incident.phase = phaseOfWord(item["status"].word());
    incident.maintenance = maintenance;
    incident.impact = maintenance ? NoticeState::Maintenance : impactOf(item);
    incident.createdAt = item["published_at"].time();
    addNames(incident.components, item["affected_components"], "component_id");
    addNames(incident.components, item["component_impacts"], "component_id");
    takeUpdates(incident, item["updates"]);
    if (incident.phase != PagePhase::Resolved)
        incident.resolvedAt.reset();
    if (!page.isEmpty())
        incident.link = QUrl(page.toString(QUrl::StripTrailingSlash) + u"/incidents/" + incident.id);
    return incident;
}

void addIncidents(StatusPage &page, const FeedNode &items, bool maintenance, const QUrl &address)
{
    items.each(FeedLimits::MostIncidents, [&](const FeedNode &item) {
        PageIncident incident = incidentOf(item, maintenance, address);
        if (!incident.id.isEmpty())
            page.incidents.push_back(std::move(incident));
    });
}

} // namespace

std::optional<StatusPage> readIncidentIo(const FeedNode &root)
{
    StatusPage page;
    const FeedNode summary = root["summary"];
    if (!summary.isObject()) {
        // The list alone: a Statuspage one has its page beside it.
        const bool isList = root["incidents"].isArray() && !root["page"].isObject();
        addIncidents(page, root["incidents"], false, {});
        return isList ? std::optional(page) : std::nullopt;
    }
    if (!summary["components"].isArray() && !summary["ongoing_incidents"].isArray())
        return {};
    page.components = componentsOf(summary);
    page.state = NoticeState::Operational;
    for (const auto &[id, state] : affectedOf(summary["affected_components"]))
        page.state = worseOf(page.state, state);
    const QUrl address = summary["public_url"].link();
    addIncidents(page, summary["ongoing_incidents"], false, address);
    addIncidents(page, summary["in_progress_maintenances"], true, address);
    addIncidents(page, summary["scheduled_maintenances"], true, address);
    return page;
}

} // namespace Belay
