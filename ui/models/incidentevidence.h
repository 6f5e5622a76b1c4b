// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/history/historyqueries.h"
#include "ui/charts/alignedstrip.h"

namespace Belay {

/// What history still knows of the time of an incident.
struct IncidentEvidence {
    StripContent strip; ///< but for its colour and the words of its third row
    std::vector<Sample> failures; ///< its own alone, newest first
    bool pageWasRead = false; ///< around its beginning or its end
};

/// The time that is shown around an incident: some of before, and of after where it is over.
TimeRange timeAround(const Incident &incident, WallTime now);

/// On the reader's thread. `page`: the name of the status page that is read of its provider; empty: none. Of
/// an incident with many targets the first few speak for all.
IncidentEvidence evidenceOf(
    HistoryQueries &queries, const Incident &incident, const QString &page, WallTime now);

} // namespace Belay
