// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/ulid.h"
#include "core/domain/outcome.h"

#include <QUrl>

#include <optional>
#include <vector>

namespace Belay {

/// What the provider's page told of an incident of ours, joined by time and component.
struct IncidentNotice {
    QString page;
    QString pageIncident; ///< its id on that page
    QString title;
    std::optional<WallTime> createdAt; ///< as the page says it
    WallTime firstSeenAt; ///< when Belay first read it: late by up to one polling interval
    std::optional<WallTime> resolvedAt;
    QUrl link {}; ///< of the post itself, https alone; empty where the feed names none
    bool operator==(const IncidentNotice &) const = default;
};

/// A time in which a provider was not well: one per provider and cause, flapping merged (contract 3).
struct Incident {
    /// The longest text of a first error that is kept, in characters.
    static constexpr int LongestError = 1'024;

    Ulid id;
    ProviderId provider;
    std::vector<TargetId> targets; ///< every one that it touched, sorted
    Owner owner = Owner::Unknown;
    Cause cause = Cause::None;
    TargetState state = TargetState::Down; ///< of its targets when it opened
    Outcome outcome = Outcome::Skipped; ///< of its first failure
    WallTime openedAt;
    std::optional<WallTime> closedAt;
    WallTime lastBadAt; ///< when it was last known to go on: nothing tells of the time asleep or switched off
    double peakErrorShare = 0; ///< 0...1, the worst five minutes
    qint64 samples = 0; ///< that count, while it was open
    QString sentence; ///< the verdict's reason of the widest scope when it opened, last grew or relapsed
    QString firstError; ///< what came back, redacted, at most LongestError; empty where nothing did
    std::optional<IncidentNotice> notice;
    /// The page's `createdAt` (`firstSeenAt` where its clock is ahead) less `openedAt`, positive when Belay
    /// was first; empty where the page was not being read at `openedAt`, or at an earlier `createdAt`.
    std::optional<Milliseconds> lead;
    QString note; ///< the person's own
    bool muted = false;
    bool operator==(const Incident &) const = default;

    bool isOpen() const { return !closedAt; }
};

/// How one came to its end.
enum class IncidentEnd {
    Recovered,
    Unseen, ///< nobody watches its targets any more (paused, removed), or nothing was known for a day
};

/// An open incident, as a target that it touches names it.
struct IncidentMark {
    Ulid id;
    WallTime openedAt;
    bool operator==(const IncidentMark &) const = default;
};

/// What a person adds to an incident.
struct IncidentRemark {
    Ulid incident;
    QString note;
    bool muted = false; ///< nobody is told of it any more
    bool operator==(const IncidentRemark &) const = default;
};

} // namespace Belay
