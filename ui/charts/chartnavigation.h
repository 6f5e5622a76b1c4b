// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/timeseries.h"

#include <optional>
#include <vector>

namespace Belay {

/// Which part of a series is seen, and on which column of it the cursor stands.
class ChartNavigation final
{
public:
    static constexpr Milliseconds ShortestRange {5 * 60'000};
    static constexpr Milliseconds LongestRange {400LL * 24 * 3'600'000};

    /// Shows the whole of `series`. A cursor stays where its column is still there.
    void setSeries(TimeSeries series);
    const TimeSeries &series() const { return m_series; }
    WallTime from() const { return m_from; }
    WallTime to() const { return m_to; }
    WallTime middle() const { return m_from + (m_to - m_from) / 2; }
    /// Columns in sight, without gaps.
    const std::vector<SeriesPoint> &shown() const { return m_shown; }
    /// Those and one more on either side, so that a line runs out of the picture and does not end short of
    /// it.
    TimeSeries inSight() const;

    /// Whether the range has changed. It never ends after what is known and is never too short to see.
    bool zoomTo(WallTime from, WallTime to);
    /// Keeps `around` where it is; over 1 shows more.
    bool zoomBy(double factor, WallTime around);

    const SeriesPoint *cursor() const;
    /// Whether the cursor has moved.
    bool setCursor(std::optional<WallTime> column);
    /// From column to column; without a cursor it comes in at the side it moves away from.
    bool moveCursor(int by);
    const SeriesPoint *nearest(WallTime time) const;

private:
    void look();

    TimeSeries m_series;
    WallTime m_from;
    WallTime m_to {ShortestRange};
    std::vector<SeriesPoint> m_shown;
    std::optional<WallTime> m_cursor; // start of its column
};

} // namespace Belay
