// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/simulatedpage.h"

#include <nlohmann/json.hpp>

namespace Belay {

namespace {

using Json = nlohmann::ordered_json;

std::string instant(WallTime time)
{
    return toIsoString(time).toStdString();
}

const char *componentWord(WeatherKind kind)
{
    switch (kind) {
    case WeatherKind::Degraded:
        return "degraded_performance";
    case WeatherKind::PartialOutage:
        return "partial_outage";
    case WeatherKind::MajorOutage:
        return "major_outage";
    case WeatherKind::Maintenance:
        return "under_maintenance";
    default:
        return "operational";
    }
}

const char *impactWord(WeatherKind kind)
{
    switch (kind) {
    case WeatherKind::Degraded:
        return "minor";
    case WeatherKind::PartialOutage:
        return "major";
    case WeatherKind::Website:
    case WeatherKind::MajorOutage:
        return "critical";
    case WeatherKind::Maintenance:
        return "maintenance";
    default:
        return "none";
    }
}

Json component(const char *id, const char *name, const char *state)
{
    return {{"id", id}, {"name", name}, {"status", state}, {"group", false}, {"group_id", nullptr}};
}

Json incident(
    const ProviderId &provider, const WeatherPoint &point, WallTime from, std::optional<WallTime> to)
{
    const bool website = point.kind == WeatherKind::Website;
    const char *const status = to ? "resolved" : "investigating";
    const std::string id = provider.value.toStdString() + "-" + std::to_string(point.at.count());
    Json update {{"id", id + "-1"}, {"status", status},
        {"body", to ? "This incident has been resolved." : "We are investigating the issue."},
        {"created_at", instant(to.value_or(from))}};
    return {{"id", id},
        {"name", website ? "The chat website is not available" : "Elevated errors on the API"},
        {"status", status}, {"impact", impactWord(point.kind)}, {"created_at", instant(from)},
        {"resolved_at", to ? Json(instant(*to)) : Json()},
        {"components",
            Json::array({component(website ? "web" : "api", website ? "Chat website" : "API", "")})},
        {"incident_updates", Json::array({update})}};
}

} // namespace

bool isPagePath(QByteArrayView target)
{
    return target.startsWith(QByteArrayView(PagePath.data(), PagePath.size()));
}

SimulatedPage::SimulatedPage(const Weather &weather, SteadyTime since, const Clock &clock)
    : m_weather(weather)
    , m_elapsed(std::chrono::floor<Milliseconds>(clock.steady() - since))
    , m_since(clock.wall() - m_elapsed)
{ }

const WeatherPoint &SimulatedPage::weatherOf(const ProviderId &provider) const
{
    static const WeatherPoint Clear;
    const auto timeline = m_weather.pages.find(provider);
    const WeatherPoint *now = &Clear;
    if (timeline == m_weather.pages.end())
        return *now;
    for (const WeatherPoint &point : timeline->second) {
        if (point.at <= m_elapsed)
            now = &point;
    }
    return *now;
}

HttpAnswer SimulatedPage::answer(const ProviderId &provider, QByteArrayView target) const
{
    const bool summary = target.endsWith("/api/v2/summary.json");
    if (!summary && !target.endsWith("/api/v2/incidents.json"))
        return {404, {{"content-type", "text/html"}}, "<!DOCTYPE html><html><body>Not found</body></html>"};
    const WeatherKind now = weatherOf(provider).kind;
    Json incidents = Json::array();
    const auto timeline = m_weather.pages.find(provider);
    const auto points = timeline == m_weather.pages.end() ? std::vector<WeatherPoint>() : timeline->second;
    for (size_t i = 0; i < points.size() && points[i].at <= m_elapsed; ++i) {
        std::optional<WallTime> over;
        if (i + 1 < points.size() && points[i + 1].at <= m_elapsed)
            over = m_since + points[i + 1].at;
        if (isOfPages(points[i].kind) && !(summary && over))
            incidents.insert(incidents.begin(), incident(provider, points[i], m_since + points[i].at, over));
    }
    Json page {{"page", {{"id", provider.value.toStdString()}, {"name", provider.value.toStdString()}}},
        {"incidents", incidents}};
    if (summary) {
        page["components"] = Json::array({component("api", "API", componentWord(now)),
            component("web", "Chat website", now == WeatherKind::Website ? "major_outage" : "operational")});
        page["status"] = {{"indicator", impactWord(now)}, {"description", ""}};
    }
    return {200, {{"content-type", "application/json"}}, QByteArray::fromStdString(page.dump())};
}

} // namespace Belay
