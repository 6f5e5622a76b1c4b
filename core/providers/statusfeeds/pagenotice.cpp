// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/statusfeeds/pagenotice.h"

#include "core/providers/statusfeeds/feedwords.h"

#include <QRegularExpression>

#include <algorithm>

namespace Belay {

namespace {

constexpr std::chrono::hours LongestWithoutPhase {24};

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isOneOf(const QString &name, const std::vector<QString> &names)
{
    return !name.isEmpty()
        && std::ranges::any_of(names, [&](const QString &other) { return isSame(name, other); });
}

std::vector<PageComponent> selected(const StatusPage &page, const PageSelector &selector)
{
    std::vector<PageComponent> found;
    for (const PageComponent &component : page.components) {
        if (isOneOf(component.id, selector.parts) || isOneOf(component.name, selector.parts)
            || isOneOf(component.group, selector.parts))
            found.push_back(component);
    }
    return found;
}

enum class Touch { Yes, No, NotSaid };

/// Where nobody named the parts: what a page calls its API.
std::vector<PageComponent> namedApi(const StatusPage &page)
{
    static const QRegularExpression Api(QStringLiteral("\\bAPIs?\\b"));
    std::vector<PageComponent> found;
    for (const PageComponent &component : page.components) {
        if (component.name.contains(Api) || component.group.contains(Api))
            found.push_back(component);
    }
    return found;
}

/// What `parts` and the ids and names of the selected components have to do with an incident.
Touch touchOf(const PageIncident &incident, const std::vector<QString> &names)
{
    if (incident.components.empty())
        return Touch::NotSaid;
    const bool touches
        = std::ranges::any_of(incident.components, [&](const QString &name) { return isOneOf(name, names); });
    return touches ? Touch::Yes : Touch::No;
}

bool mentions(const PageIncident &incident, const QString &words)
{
    return words.isEmpty() || incident.title.contains(words, Qt::CaseInsensitive)
        || incident.latest.contains(words, Qt::CaseInsensitive);
}

bool isOpenAt(const PageIncident &incident, WallTime now)
{
    const bool isStale = incident.phase == PagePhase::Unknown && incident.createdAt
        && now - *incident.createdAt > LongestWithoutPhase;
    return incident.isOpen() && !isStale;
}

/// An incident of a list of troubles that does not say what it touches, but for its words.
bool isNamed(const PageIncident &incident, const std::vector<QString> &parts)
{
    return std::ranges::any_of(parts, [&](const QString &part) { return mentions(incident, part); });
}

/// What an open incident adds to the state: nothing once the provider watches its own mend.
NoticeState weightOf(const PageIncident &incident)
{
    if (incident.phase == PagePhase::Monitoring)
        return NoticeState::Operational;
    if (incident.maintenance)
        return NoticeState::Maintenance;
    return incident.impact == NoticeState::Unknown ? NoticeState::Degraded : incident.impact;
}

bool isNewer(const PageIncident &a, const PageIncident &b)
{
    return a.createdAt.value_or(WallTime()) > b.createdAt.value_or(WallTime());
}

NoticeState worstOf(const std::vector<PageComponent> &components)
{
    NoticeState worst = NoticeState::Operational;
    for (const PageComponent &component : components)
        worst = worseOf(worst, component.state);
    return worst;
}

/// The state without what incidents say.
NoticeState baseState(const StatusPage &page, const PageNotice &notice, bool whole)
{
    if (page.listsTroubleAlone)
        return worstOf(notice.components);
    if (!whole && !notice.components.empty())
        return worstOf(notice.components);
    const bool isKnown = page.state != NoticeState::Unknown || page.components.empty();
    const NoticeState state = isKnown ? page.state : worstOf(page.components);
    // Trouble of a part that is not named may be anybody's; that all is well includes ours.
    return whole || state == NoticeState::Operational ? state : NoticeState::Unknown;
}

} // namespace

PageNotice noticeOf(const StatusPage &page, const PageSelector &selector, WallTime now)
{
    PageNotice notice;
    notice.components = selected(page, selector);
    const bool none = notice.components.empty() && !page.listsTroubleAlone;
    const bool unnamed = selector.parts.empty() || (none && selector.wholeIfNone);
    if (unnamed)
        notice.components = namedApi(page);
    const bool whole = unnamed && notice.components.empty();
    if (whole)
        notice.components = page.components;
    std::vector<QString> names = selector.parts;
    for (const PageComponent &component : notice.components) {
        names.push_back(component.id);
        names.push_back(component.name);
    }
    NoticeState fromIncidents = NoticeState::Operational;
    for (const PageIncident &incident : page.incidents) {
        const Touch touch = whole ? Touch::Yes : touchOf(incident, names);
        if (touch == Touch::No || !mentions(incident, selector.mention)
            || incident.phase == PagePhase::Scheduled)
            continue;
        const bool open = isOpenAt(incident, now);
        (open ? notice.open : notice.past).push_back(incident);
        // Components say what is meant where there are some; a list of troubles has words alone.
        const bool ours
            = touch == Touch::Yes || (page.listsTroubleAlone && isNamed(incident, selector.parts));
        if (open && ours)
            fromIncidents = worseOf(fromIncidents, weightOf(incident));
        else if (open && page.listsTroubleAlone && weightOf(incident) != NoticeState::Operational)
            fromIncidents = worseOf(fromIncidents, NoticeState::Unknown);
    }
    std::ranges::stable_sort(notice.open, isNewer);
    std::ranges::stable_sort(notice.past, isNewer);
    const NoticeState base = baseState(page, notice, whole);
    notice.state = worseOf(base, fromIncidents);
    return notice;
}

} // namespace Belay
