// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/errorwindow.h"

#include "core/history/rollup.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds BinLength {10'000};

} // namespace

ErrorWindow::Bin &ErrorWindow::binAt(WallTime at)
{
    const WallTime start = floorTo(at, BinLength);
    auto place = std::ranges::lower_bound(m_bins, start, {}, &Bin::start);
    if (place == m_bins.end() || place->start != start)
        place = m_bins.insert(place, {start});
    return *place;
}

void ErrorWindow::add(WallTime at, TargetState alone)
{
    if (alone == TargetState::NoData)
        return;
    // A clock that was set back leaves bins in the future: they are not of these five minutes.
    std::erase_if(m_bins, [&](const Bin &bin) { return bin.start + Length < at || bin.start > at; });
    Bin &bin = binAt(at);
    ++bin.all;
    bin.down += alone == TargetState::Down ? 1 : 0;
    bin.limited += alone == TargetState::Limited ? 1 : 0;
    bin.rejected += alone == TargetState::KeyRejected ? 1 : 0;
}

void ErrorWindow::merge(const ErrorWindow &other)
{
    for (const Bin &theirs : other.m_bins) {
        Bin &bin = binAt(theirs.start);
        bin.all += theirs.all;
        bin.down += theirs.down;
        bin.limited += theirs.limited;
        bin.rejected += theirs.rejected;
    }
}

qint64 ErrorWindow::countIn(const Bin &bin, TargetState state)
{
    switch (state) {
    case TargetState::Down:
        return bin.down;
    case TargetState::Limited:
        return bin.limited;
    case TargetState::KeyRejected:
        return bin.rejected;
    default:
        return 0;
    }
}

qint64 ErrorWindow::countAll(WallTime now) const
{
    qint64 count = 0;
    for (const Bin &bin : m_bins)
        count += bin.start + Length < now || bin.start > now ? 0 : bin.all;
    return count;
}

qint64 ErrorWindow::countOf(TargetState state, WallTime now) const
{
    qint64 count = 0;
    for (const Bin &bin : m_bins)
        count += bin.start + Length < now || bin.start > now ? 0 : countIn(bin, state);
    return count;
}

std::optional<double> ErrorWindow::shareOf(TargetState state, WallTime now) const
{
    constexpr qint64 Fewest = 2;
    const qint64 all = countAll(now);
    if (all < Fewest)
        return {};
    return static_cast<double>(countOf(state, now)) / static_cast<double>(all);
}

} // namespace Belay
