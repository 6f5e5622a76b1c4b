// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statuspage.h"

#include <algorithm>

namespace Belay {

// What Belay knows of status pages by reading them. A page is named by its address as text, in the form that
// people open.

/// Why a page says nothing now. It never says anything of the provider.
enum class PageTrouble {
    None,
    NotYet, ///< not asked yet
    LinkOnly, ///< it has no form that a program can read
    NoFeed, ///< what answers at its addresses is no feed that Belay knows
    Unreachable,
    Refused, ///< 401, 403, 429: it does not want to be read, or not so often
    OwnNetwork ///< not asked while the own network is down
};
template <>
struct EnumNames<PageTrouble> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"none", "not-yet", "link-only", "no-feed", "unreachable", "refused", "own-network"});
};

/// An incident of a page with the time at which Belay first read of it, kept across restarts.
struct SeenIncident {
    PageIncident incident;
    WallTime firstSeenAt; ///< late by up to one polling interval
    bool operator==(const SeenIncident &) const = default;
};

/// A time through which a page was being read: from one successful reading to the last one of an unbroken
/// row. Written again with the same page and `from` it replaces the earlier one.
struct PageReadSpan {
    QString page;
    WallTime from;
    WallTime to;
    bool operator==(const PageReadSpan &) const = default;
};

/// One page's incident as history keeps it.
struct PageIncidentRecord {
    QString page;
    QString id;
    QString title;
    QUrl link;
    NoticeState impact = NoticeState::Unknown;
    bool maintenance = false;
    std::vector<QString> components; ///< as PageIncident has them
    std::optional<WallTime> createdAt; ///< as the page says it
    WallTime firstSeenAt; ///< of all that were ever written for this incident, the earliest counts
    std::optional<WallTime> resolvedAt; ///< the page's own; else when it was first read without the incident
    bool operator==(const PageIncidentRecord &) const = default;
};

/// What the page of a provider says of the part that serves the provider's API.
struct PageReading {
    QString page; ///< what a person opens
    NoticeState state = NoticeState::Unknown; ///< unknown where no reading vouches for it any more
    WallTime seenAt; ///< of the newest attempt that `state` rests on
    std::optional<WallTime> readAt; ///< of the newest successful reading; empty: none in this run
    std::optional<PageReadSpan> read; ///< the unbroken row of readings that reaches to `readAt`
    std::vector<PageReadSpan> earlierReads; ///< before a gap, as far as anybody may still ask
    PageTrouble trouble = PageTrouble::NotYet; ///< why the newest attempt brought nothing
    QString detail; ///< of the trouble, in words; empty where there is none
    std::vector<PageComponent> components; ///< those that stand for the API, with their official uptime
    std::vector<SeenIncident> open; ///< that touch the API or do not say what they touch, newest first
    std::vector<SeenIncident> past; ///< that touched it and are over, newest first, as far as the feed tells
    bool operator==(const PageReading &) const = default;

    /// Whether the page was being read at `at`, and so would have told of an incident.
    bool wasRead(WallTime at) const
    {
        const auto holds = [at](const PageReadSpan &span) { return span.from <= at && at <= span.to; };
        return (read && holds(*read)) || std::ranges::any_of(earlierReads, holds);
    }
};

} // namespace Belay
