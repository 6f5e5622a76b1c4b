// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/histogram.h"

#include <QTimeZone>

#include <optional>
#include <span>
#include <vector>

namespace Belay {

// The arithmetic behind charts: values in, values out, no window.

/// One column of a chart: what was measured from `at` on for one step. Without samples it is a gap.
struct SeriesPoint {
    WallTime at;
    quint64 n = 0;
    Microseconds min {0};
    Microseconds p50 {0};
    Microseconds p95 {0};
    Microseconds max {0};
    bool operator==(const SeriesPoint &) const = default;

    bool isGap() const { return n == 0; }
};

SeriesPoint pointOf(WallTime at, const LatencyHistogram &histogram);

/// The columns of one series over a period.
struct TimeSeries {
    WallTime from;
    WallTime to; ///< not included
    Milliseconds step {60'000};
    /// Neighbours that are further apart than this are not joined: a sample vouches for twice its interval at
    /// most (contract 3, *Cover*), and for its own column.
    Milliseconds joinWithin {60'000};
    std::vector<SeriesPoint> points; ///< by time
    bool operator==(const TimeSeries &) const = default;

    /// Where a point is drawn: the middle of its column.
    WallTime middleOf(const SeriesPoint &point) const { return point.at + step / 2; }
    std::vector<SeriesPoint> visible(WallTime begin, WallTime end) const;
};

/// Points that a line may join, gaps left out; never empty.
using SeriesRun = std::vector<SeriesPoint>;
std::vector<SeriesRun> gapFreeRuns(const TimeSeries &series);

/// A whole period in one column; `n` is exact, the others are those of the worst and best column.
struct SeriesSummary {
    quint64 n = 0;
    std::optional<Microseconds> lowestP50;
    std::optional<Microseconds> highestP50;
    std::optional<Microseconds> highestP95;
    int gaps = 0; ///< breaks of the line
};
SeriesSummary summaryOf(const TimeSeries &series);

/// A place on paper.
struct PlotPoint {
    double x = 0;
    double y = 0;
    bool operator==(const PlotPoint &) const = default;
};

/// At most two points for each of `columns` columns between `from` and `to`: the lowest and the highest, in
/// the order of their times, so that no spike is lost. Points outside are dropped.
std::vector<PlotPoint> decimated(std::span<const PlotPoint> points, double from, double to, int columns);

enum class Keep { Lowest, Highest };
/// One point a column, the edge of a band.
std::vector<PlotPoint> decimatedEdge(
    std::span<const PlotPoint> points, double from, double to, int columns, Keep keep);

/// The finest step of history (1 min up to a week) with which a period has at most `columns` columns. Under
/// 5 min only in periods of up to 6 h, which are read from samples.
Milliseconds stepFor(Milliseconds period, int columns);

enum class TickUnit { Minute, Hour, Day, Month, Year };

/// Round places of a time axis, in local time.
struct TimeTicks {
    TickUnit unit = TickUnit::Hour;
    std::vector<WallTime> at;
};
/// At most `atMost` ticks in [from, to] at round minutes, hours, days or months of `zone`. On the day of a
/// clock change an hour that does not exist has no tick, and one that comes twice has one.
TimeTicks timeTicks(WallTime from, WallTime to, int atMost, const QTimeZone &zone);

/// Round values from 0 up to the first that is not under `highest`, 1, 2, 2.5 or 5 apart, at most `atMost`.
std::vector<double> valueTicks(double highest, int atMost);
/// Powers of ten between the two and just around them; with 2 and 5 where there are few.
std::vector<double> logTicks(double lowest, double highest);

} // namespace Belay
