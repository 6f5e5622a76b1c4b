// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/timeseries.h"
#include "core/history/historyqueries.h"
#include "ui/charts/chartpaper.h"

#include <QMetaType>

#include <vector>

namespace Belay {

// What the target page asks of history. The functions that take HistoryQueries run on the reader's thread.

/// The figures of one period up to now.
struct PeriodFigures {
    int days = 1;
    UptimeFigure uptime;
    LatencySummary latency; ///< first content; of a provider's row the whole of its reach checks
    quint64 checks = 0;
    NanoUsd usd = 0;
    bool costIsPartial = false; ///< raw samples, which carry the cost, reach less far back
};
std::vector<PeriodFigures> askPeriods(
    HistoryQueries &history, const TargetId &target, WallTime now, int rawDays);

struct RangeQuestion {
    TargetId target;
    SeriesKind series = SeriesKind::Completion;
    TimeRange range;
    Milliseconds step {300'000};
    Milliseconds interval {300'000}; ///< between two checks of the series
};
/// All that the page shows of a range, in one answer, so that its parts never tell different times.
struct RangeAnswer {
    TimeSeries series;
    OutcomeCounts counts {};
    std::vector<Span> spans;
    PhaseMedians cold;
    PhaseMedians warm;
    std::vector<Sample> failures;
};
RangeAnswer askRange(HistoryQueries &history, const RangeQuestion &question);

/// Reach checks belong to the provider, completions to the model (design, *series*).
TargetId subjectOf(const TargetId &target, SeriesKind series);
/// The range widened to whole columns, with the step that fits its length.
RangeQuestion questionFor(
    const TargetId &target, SeriesKind series, TimeRange range, Milliseconds interval, int columns);

/// Bands behind the line: down, key rejected, limited, paused, and no data where no span vouches for a state.
std::vector<ChartBand> bandsOf(
    const std::vector<Span> &spans, const RangeQuestion &question, WallTime now, const QPalette &palette);

} // namespace Belay
