// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/feeditem.h"

#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedtext.h"
#include "core/providers/statusfeeds/feedwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr QStringView WentDown = u" went down";
constexpr QStringView Recovered = u" recovered";
constexpr Seconds ShortestOutage {60}; // of a monitor's own; shorter ones are noise

PagePhase phaseOf(QStringView word)
{
    return phaseOfWord(word.toString().toStdString());
}

/// "Status: RESOLVED" in the text, with or without tags between.
PagePhase statedPhase(const QString &text)
{
    static const QRegularExpression Stated(
        QStringLiteral("\\bstatus\\s*:\\s*([a-z_-]{2,24})"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = Stated.match(text);
    return match.hasMatch() ? phaseOf(match.capturedView(1)) : PagePhase::Unknown;
}

/// The words in bold are the phases that it went through: resolved if one of them says so, else the first,
/// which is the newest.
PagePhase boldPhase(const QString &markup)
{
    static const QRegularExpression Bold(QStringLiteral("<(?:strong|b)>\\s*([^<]{2,24})\\s*</(?:strong|b)>"),
        QRegularExpression::CaseInsensitiveOption);
    PagePhase first = PagePhase::Unknown;
    auto matches = Bold.globalMatch(markup);
    for (size_t i = 0; i < FeedLimits::MostUpdates && matches.hasNext(); ++i) {
        const PagePhase phase = phaseOf(matches.next().capturedView(1));
        if (phase == PagePhase::Resolved)
            return phase;
        if (first == PagePhase::Unknown)
            first = phase;
    }
    return first;
}

/// "[Resolved] title", "RESOLVED: title", "Mitigated - title".
PagePhase titledPhase(const QString &title)
{
    static const QRegularExpression Headed(QStringLiteral("^\\W{0,2}(resolved|mitigated|completed)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return Headed.match(title).hasMatch() ? PagePhase::Resolved : PagePhase::Unknown;
}

PagePhase phaseOf(const FeedItem &item, const QString &text)
{
    for (const PagePhase phase : {phaseOf(QStringView(item.category)), statedPhase(text),
             boldPhase(item.markup), titledPhase(item.title)}) {
        if (phase != PagePhase::Unknown)
            return phase;
    }
    return PagePhase::Unknown;
}

/// "[API] text": what stands in brackets is what it touches, unless it says how far it is.
void takePrefix(PageIncident &incident)
{
    if (!incident.title.startsWith(u'['))
        return;
    const qsizetype end = incident.title.indexOf(u']');
    if (end < 2 || end > FeedLimits::LongestName)
        return;
    const QString inside = incident.title.mid(1, end - 1).trimmed();
    const QString rest = incident.title.mid(end + 1).trimmed();
    if (phaseOf(QStringView(inside)) == PagePhase::Unknown)
        incident.components = {inside};
    if (!rest.isEmpty())
        incident.title = rest;
}

/// "X went down", "X recovered": a monitor's own words.
void takeMonitorWords(PageIncident &incident)
{
    for (const QStringView ending : {WentDown, Recovered}) {
        if (!incident.title.endsWith(ending))
            continue;
        incident.components = {incident.title.chopped(ending.size())};
        incident.impact = NoticeState::PartialOutage;
        incident.phase = ending == WentDown ? PagePhase::Investigating : PagePhase::Resolved;
    }
    if (incident.phase == PagePhase::Resolved && incident.impact == NoticeState::PartialOutage)
        incident.resolvedAt = incident.createdAt;
}

PageIncident incidentOf(const FeedItem &item)
{
    PageIncident incident;
    incident.title = plainText(QStringView(item.title), FeedLimits::LongestTitle);
    incident.link = safeLink(item.link);
    incident.latest = plainText(QStringView(item.markup), FeedLimits::LongestText);
    const QString id = item.id.isEmpty() ? item.link : item.id;
    incident.id = plainText(QStringView(id), FeedLimits::LongestId);
    incident.createdAt = feedTime(item.published.isEmpty() ? item.updated : item.published);
    incident.phase = phaseOf(item, incident.latest);
    incident.maintenance = item.category.contains(u"maintenance", Qt::CaseInsensitive)
        || incident.phase == PagePhase::Scheduled || incident.phase == PagePhase::InProgress;
    if (incident.maintenance)
        incident.impact = NoticeState::Maintenance;
    if (incident.phase == PagePhase::Resolved && !item.updated.isEmpty())
        incident.resolvedAt = feedTime(item.updated);
    takePrefix(incident);
    takeMonitorWords(incident);
    return incident;
}

/// One incident of two items: it began with the earlier, and is over once one of them says so.
void join(PageIncident &incident, PageIncident other)
{
    if (other.createdAt && (!incident.createdAt || *other.createdAt < *incident.createdAt)) {
        incident.createdAt = other.createdAt;
        incident.title = other.title;
    }
    if (other.phase == PagePhase::Resolved) {
        incident.phase = PagePhase::Resolved;
        incident.resolvedAt = incident.resolvedAt ? incident.resolvedAt : other.resolvedAt;
    }
}

bool isNoise(const PageIncident &incident)
{
    const bool blink = incident.title.endsWith(WentDown) && incident.resolvedAt && incident.createdAt
        && *incident.resolvedAt - *incident.createdAt < ShortestOutage;
    return blink || incident.title.contains(u"Test+Incident") || incident.id.isEmpty()
        || incident.title.isEmpty();
}

} // namespace

std::vector<PageIncident> incidentsOf(const std::vector<FeedItem> &items)
{
    std::vector<PageIncident> incidents;
    for (const FeedItem &item : items) {
        PageIncident incident = incidentOf(item);
        const auto same = std::ranges::find(incidents, incident.id, &PageIncident::id);
        if (same == incidents.end())
            incidents.push_back(std::move(incident));
        else
            join(*same, std::move(incident));
    }
    std::erase_if(incidents, isNoise);
    return incidents;
}

} // namespace Belay
