// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/timeseries.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Belay {

SeriesPoint pointOf(WallTime at, const LatencyHistogram &histogram)
{
    SeriesPoint point;
    point.at = at;
    if (histogram.isEmpty())
        return point;
    constexpr Microseconds None {0};
    point.n = histogram.count();
    point.min = histogram.min().value_or(None);
    point.p50 = histogram.quantile(0.50).value_or(None);
    point.p95 = histogram.quantile(0.95).value_or(None);
    point.max = histogram.max().value_or(None);
    return point;
}

std::vector<SeriesPoint> TimeSeries::visible(WallTime begin, WallTime end) const
{
    std::vector<SeriesPoint> found;
    std::ranges::copy_if(points, std::back_inserter(found), [&](const SeriesPoint &point) {
        return !point.isGap() && middleOf(point) >= begin && middleOf(point) <= end;
    });
    return found;
}

std::vector<SeriesRun> gapFreeRuns(const TimeSeries &series)
{
    std::vector<SeriesRun> runs;
    const Milliseconds reach = std::max(series.joinWithin, series.step);
    for (const SeriesPoint &point : series.points) {
        if (point.isGap())
            continue;
        if (runs.empty() || point.at - runs.back().back().at > reach)
            runs.emplace_back();
        runs.back().push_back(point);
    }
    return runs;
}

SeriesSummary summaryOf(const TimeSeries &series)
{
    SeriesSummary summary;
    for (const SeriesPoint &point : series.points) {
        if (point.isGap())
            continue;
        summary.n += point.n;
        summary.lowestP50 = std::min(summary.lowestP50.value_or(point.p50), point.p50);
        summary.highestP50 = std::max(summary.highestP50.value_or(point.p50), point.p50);
        summary.highestP95 = std::max(summary.highestP95.value_or(point.p95), point.p95);
    }
    summary.gaps = std::max(0, static_cast<int>(gapFreeRuns(series).size()) - 1);
    return summary;
}

namespace {

/// Calls `column(first, last)` for each column of the paper that holds points.
template <typename Column>
void eachColumn(std::span<const PlotPoint> points, double from, double to, int columns, Column column)
{
    if (columns < 1 || !(to > from))
        return;
    const auto columnOf = [&](const PlotPoint &point) {
        return std::min(columns - 1, static_cast<int>((point.x - from) / (to - from) * columns));
    };
    const auto inside = [&](const PlotPoint &point) { return point.x >= from && point.x <= to; };
    auto first = std::ranges::find_if(points, inside);
    while (first != points.end() && inside(*first)) {
        const int here = columnOf(*first);
        const auto last = std::find_if(first, points.end(),
            [&](const PlotPoint &point) { return !inside(point) || columnOf(point) != here; });
        column(first, last);
        first = last;
    }
}

constexpr auto byHeight = [](const PlotPoint &a, const PlotPoint &b) { return a.y < b.y; };

} // namespace

std::vector<PlotPoint> decimated(std::span<const PlotPoint> points, double from, double to, int columns)
{
    std::vector<PlotPoint> kept;
    eachColumn(points, from, to, columns, [&kept](auto first, auto last) {
        auto [low, high] = std::minmax_element(first, last, byHeight);
        if (high < low)
            std::swap(low, high);
        kept.push_back(*low);
        if (high != low)
            kept.push_back(*high);
    });
    return kept;
}

std::vector<PlotPoint> decimatedEdge(
    std::span<const PlotPoint> points, double from, double to, int columns, Keep keep)
{
    std::vector<PlotPoint> kept;
    eachColumn(points, from, to, columns, [&](auto first, auto last) {
        const auto edge = keep == Keep::Lowest ? std::min_element(first, last, byHeight)
                                               : std::max_element(first, last, byHeight);
        // Both edges of a band need the same x, whichever point was the extreme one.
        kept.push_back({first->x, edge->y});
    });
    return kept;
}

Milliseconds stepFor(Milliseconds period, int columns)
{
    using namespace std::chrono_literals;
    constexpr Milliseconds FinestOfRollups = 5min;
    constexpr Milliseconds ReadFromSamples = 6h;
    constexpr std::array<Milliseconds, 11> Steps {
        1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 6h, 24h, 7 * 24h};
    for (const Milliseconds step : Steps) {
        if (step < FinestOfRollups && period > ReadFromSamples)
            continue;
        if (period <= step * std::max(1, columns))
            return step;
    }
    return Steps.back();
}

std::vector<double> valueTicks(double highest, int atMost)
{
    if (!(highest > 0) || atMost < 2)
        return {0.0, 1.0};
    const double raw = highest / (atMost - 1);
    const double decade = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * decade;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * decade >= raw * (1 - 1e-9)) {
            step = factor * decade;
            break;
        }
    }
    std::vector<double> ticks {0.0};
    while (ticks.back() < highest * (1 - 1e-9))
        ticks.push_back(static_cast<double>(ticks.size()) * step);
    return ticks;
}

std::vector<double> logTicks(double lowest, double highest)
{
    if (!(lowest > 0) || !(highest >= lowest))
        return {1.0, 10.0};
    const int first = static_cast<int>(std::floor(std::log10(lowest)));
    const int last = std::max(first + 1, static_cast<int>(std::ceil(std::log10(highest))));
    const bool few = last - first <= 3;
    std::vector<double> ticks;
    for (int power = first; power <= last; ++power) {
        const double decade = std::pow(10.0, power);
        ticks.push_back(decade);
        if (few && power < last) {
            ticks.push_back(2 * decade);
            ticks.push_back(5 * decade);
        }
    }
    // The paper ends at the first tick outside, so that few values do not sit in a corner of it.
    while (ticks.size() > 2 && ticks[1] <= lowest)
        ticks.erase(ticks.begin());
    while (ticks.size() > 2 && ticks[ticks.size() - 2] >= highest)
        ticks.pop_back();
    return ticks;
}

} // namespace Belay
