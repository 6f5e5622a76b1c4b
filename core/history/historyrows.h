// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/domain/pagereading.h"
#include "core/domain/trace.h"
#include "core/history/rollup.h"

#include <vector>

namespace Belay {

/// One roll-up of one series.
struct RollupRow {
    TargetId target;
    SeriesKind series = SeriesKind::Reach;
    RollupLevel level = RollupLevel::FiveMinutes;
    WallTime start;
    Rollup rollup;
};

/// What is written in one transaction. Samples bring their own roll-ups; `rollups` stand for samples that are
/// not kept one by one, and are added to what their column and the coarser ones hold already.
struct HistoryRows {
    std::vector<Sample> samples;
    std::vector<Span> spans;
    std::vector<RollupRow> rollups;
    std::vector<Trace> traces;
    std::vector<PageIncidentRecord> pageIncidents;
    std::vector<PageReadSpan> pageReads;
    std::vector<Incident> incidents;
    std::vector<IncidentRemark> remarks;

    bool isEmpty() const
    {
        return samples.empty() && spans.empty() && rollups.empty() && traces.empty() && pageIncidents.empty()
            && pageReads.empty() && incidents.empty() && remarks.empty();
    }
};

} // namespace Belay
