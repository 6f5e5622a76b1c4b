// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feedforms.h"
#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedwords.h"

namespace Belay {

// Google Cloud, `/incidents.json`: a bare array of what happened to any product in the last months, newest
// first. It names no product that is well.

namespace {

PageIncident incidentOf(const FeedNode &item)
{
    PageIncident incident;
    incident.id = item["id"].id();
    incident.title = item["external_desc"].plain(FeedLimits::LongestTitle);
    if (incident.title.isEmpty())
        incident.title = item["service_name"].plain(FeedLimits::LongestTitle);
    if (const QString path = item["uri"].id(); !path.isEmpty() && !path.contains(u':'))
        incident.link = QUrl(QStringLiteral("https://status.cloud.google.com/") + path, QUrl::StrictMode);
    incident.createdAt = item["created"].time();
    if (!incident.createdAt)
        incident.createdAt = item["begin"].time();
    incident.resolvedAt = item["end"].time();
    incident.phase = incident.resolvedAt ? PagePhase::Resolved : PagePhase::Investigating;
    incident.impact = noticeOfWord(item["status_impact"].word());
    if (incident.impact == NoticeState::Unknown)
        incident.impact = noticeOfWord(item["severity"].word());
    const FeedNode newest = item["most_recent_update"];
    incident.latest = newest["text"].plain(FeedLimits::LongestText);
    if (incident.phase != PagePhase::Resolved
        && noticeOfWord(newest["status"].word()) == NoticeState::Operational)
        incident.phase = PagePhase::Monitoring; // served again, not closed yet
    addNames(incident.components, item["affected_products"], "id");
    addNames(incident.components, item["affected_products"], "title");
    if (incident.components.empty()) {
        const QString service = item["service_name"].id();
        if (!service.isEmpty())
            incident.components.push_back(service);
    }
    return incident;
}

} // namespace

std::optional<StatusPage> readGoogleCloud(const FeedNode &root)
{
    if (!root.isArray())
        return {};
    const FeedNode first = root.first();
    const bool isIncident = first["affected_products"].isArray() || first["service_name"].isString();
    if (first.isObject() && !isIncident)
        return {};
    StatusPage page;
    page.state = NoticeState::Operational;
    page.listsTroubleAlone = true;
    size_t left = FeedLimits::MostIncidents;
    root.each(FeedLimits::MostIncidents * 50, [&](const FeedNode &item) {
        const bool isOpen = !item["end"].isString();
        if (item["id"].id().isEmpty() || (left == 0 && !isOpen))
            return;
        left -= left > 0 ? 1 : 0;
        if (page.incidents.size() >= 2 * FeedLimits::MostIncidents)
            return;
        page.incidents.push_back(incidentOf(item));
        if (page.incidents.back().phase == PagePhase::Investigating)
            page.state = worseOf(page.state, page.incidents.back().impact);
    });
    const bool isFeed = !page.incidents.empty() || !first.isObject();
    return isFeed ? std::optional(page) : std::nullopt;
}

} // namespace Belay
