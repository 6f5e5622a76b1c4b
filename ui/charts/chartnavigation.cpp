// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartnavigation.h"

#include <algorithm>
#include <cmath>

namespace Belay {

void ChartNavigation::setSeries(TimeSeries series)
{
    m_series = std::move(series);
    m_from = m_series.from;
    m_to = std::max(m_series.to, m_from + Milliseconds {1});
    look();
}

TimeSeries ChartNavigation::inSight() const
{
    TimeSeries inside = m_series;
    std::erase_if(inside.points, [this](const SeriesPoint &point) {
        return point.at + 2 * m_series.step < m_from || point.at - m_series.step > m_to;
    });
    return inside;
}

bool ChartNavigation::zoomTo(WallTime from, WallTime to)
{
    to = std::min(to, std::max(m_series.to, m_to));
    const Milliseconds length = std::clamp<Milliseconds>(to - from, ShortestRange, LongestRange);
    from = to - length;
    if (from == m_from && to == m_to)
        return false;
    m_from = from;
    m_to = to;
    look();
    return true;
}

bool ChartNavigation::zoomBy(double factor, WallTime around)
{
    const auto scaled = [factor](Milliseconds length) {
        return Milliseconds {std::llround(static_cast<double>(length.count()) * factor)};
    };
    return zoomTo(around - scaled(around - m_from), around + scaled(m_to - around));
}

const SeriesPoint *ChartNavigation::cursor() const
{
    const auto found = m_cursor ? std::ranges::find(m_shown, *m_cursor, &SeriesPoint::at) : m_shown.end();
    return found == m_shown.end() ? nullptr : &*found;
}

bool ChartNavigation::setCursor(std::optional<WallTime> column)
{
    return std::exchange(m_cursor, column) != column;
}

bool ChartNavigation::moveCursor(int by)
{
    if (m_shown.empty())
        return false;
    const SeriesPoint *here = cursor();
    if (!here)
        return setCursor(by > 0 ? m_shown.front().at : m_shown.back().at);
    const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(m_shown.size()) - 1;
    const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(here - m_shown.data() + by, 0, last);
    return setCursor(m_shown[static_cast<size_t>(next)].at);
}

const SeriesPoint *ChartNavigation::nearest(WallTime time) const
{
    const auto found = std::ranges::min_element(m_shown, {},
        [&](const SeriesPoint &point) { return std::chrono::abs(m_series.middleOf(point) - time); });
    return found == m_shown.end() ? nullptr : &*found;
}

void ChartNavigation::look()
{
    m_shown = m_series.visible(m_from, m_to);
    if (m_cursor && !cursor())
        m_cursor.reset();
}

} // namespace Belay
