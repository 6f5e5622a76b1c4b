// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidentnotice.h"

#include <algorithm>

namespace Belay {

namespace {

using namespace std::chrono_literals;

// Pages lag by minutes to hours, and often tell of a trouble only when it is over.
constexpr Milliseconds LatestPost = 2h;
constexpr Milliseconds EarliestEnd = 30min;
// An older post that goes on for days is another trouble, unless it names what we stand on.
constexpr Milliseconds OldestUnnamed = 6h;

/// A 429 may be an outage that looks like a limit; a key and a balance are the person's own.
bool mayBeTheirs(const Incident &incident)
{
    return incident.owner != Owner::You || incident.cause == Cause::RateLimit;
}

/// What a page says of components that are none of ours is not in a reading.
bool namesOurs(const PageIncident &post)
{
    return !post.components.empty();
}

WallTime beginOf(const SeenIncident &seen)
{
    return std::min(seen.incident.createdAt.value_or(seen.firstSeenAt), seen.firstSeenAt);
}

bool speaksOf(const SeenIncident &seen, const Incident &incident)
{
    const PageIncident &post = seen.incident;
    if (post.phase == PagePhase::Scheduled)
        return false;
    const WallTime begin = beginOf(seen);
    if (post.resolvedAt && *post.resolvedAt + EarliestEnd < incident.openedAt)
        return false;
    if (incident.closedAt && begin > *incident.closedAt + LatestPost)
        return false;
    return namesOurs(post) || begin + OldestUnnamed >= incident.openedAt;
}

} // namespace

WallTime postedAt(const IncidentNotice &notice)
{
    return std::min(notice.createdAt.value_or(notice.firstSeenAt), notice.firstSeenAt);
}

std::optional<JoinedNotice> noticeOf(const Incident &incident, const PageReading &page)
{
    if (!mayBeTheirs(incident))
        return {};
    const SeenIncident *best = nullptr;
    const auto rank = [&](const SeenIncident &seen) {
        return std::pair(!namesOurs(seen.incident), std::chrono::abs(beginOf(seen) - incident.openedAt));
    };
    for (const std::vector<SeenIncident> *posts : {&page.open, &page.past}) {
        for (const SeenIncident &seen : *posts) {
            if (speaksOf(seen, incident) && (!best || rank(seen) < rank(*best)))
                best = &seen;
        }
    }
    if (!best)
        return {};
    const PageIncident &post = best->incident;
    JoinedNotice joined;
    joined.notice
        = {page.page, post.id, post.title, post.createdAt, best->firstSeenAt, post.resolvedAt, post.link};
    // That they were first can be said only of a time in which Belay looked.
    const WallTime posted = postedAt(joined.notice);
    const bool looked = page.wasRead(incident.openedAt) && page.wasRead(std::min(posted, incident.openedAt));
    if (post.createdAt && looked && !post.maintenance)
        joined.lead = posted - incident.openedAt;
    return joined;
}

} // namespace Belay
