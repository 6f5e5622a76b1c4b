// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/domain/pagereading.h"

namespace Belay {

struct JoinedNotice {
    IncidentNotice notice;
    std::optional<Milliseconds> lead; ///< as Incident::lead
    bool operator==(const JoinedNotice &) const = default;
};

/// When the page made it: by the page's clock, and by ours where that one is ahead of it; it was read by
/// `firstSeenAt`. That, too, where the post has no date.
WallTime postedAt(const IncidentNotice &notice);

/// The page's post that speaks of an incident of ours: of the same time; of several one that names a
/// component of ours, then the one that was made closest to its beginning. Nothing for what is the person's
/// own (key, quota), and no lead from a maintenance that was announced before, nor where the page was not
/// being read when the incident began and when the post was made before that: nobody watched then.
std::optional<JoinedNotice> noticeOf(const Incident &incident, const PageReading &page);

} // namespace Belay
