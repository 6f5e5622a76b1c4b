// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/timeseries.h"

#include <QDateTime>

#include <array>

namespace Belay {

namespace {

struct TickStep {
    TickUnit unit;
    int count;
    Milliseconds length; ///< about
};

constexpr Milliseconds Minute {60'000};
constexpr Milliseconds Hour = 60 * Minute;
constexpr Milliseconds Day = 24 * Hour;
constexpr Milliseconds Month = 30 * Day;

constexpr std::array<TickStep, 20> Steps {
    {{TickUnit::Minute, 1, Minute}, {TickUnit::Minute, 2, 2 * Minute}, {TickUnit::Minute, 5, 5 * Minute},
        {TickUnit::Minute, 10, 10 * Minute}, {TickUnit::Minute, 15, 15 * Minute},
        {TickUnit::Minute, 30, 30 * Minute}, {TickUnit::Hour, 1, Hour}, {TickUnit::Hour, 2, 2 * Hour},
        {TickUnit::Hour, 3, 3 * Hour}, {TickUnit::Hour, 6, 6 * Hour}, {TickUnit::Hour, 12, 12 * Hour},
        {TickUnit::Day, 1, Day}, {TickUnit::Day, 2, 2 * Day}, {TickUnit::Day, 7, 7 * Day},
        {TickUnit::Day, 14, 14 * Day}, {TickUnit::Month, 1, Month}, {TickUnit::Month, 3, 3 * Month},
        {TickUnit::Month, 6, 6 * Month}, {TickUnit::Year, 1, 12 * Month}, {TickUnit::Year, 5, 60 * Month}}};

WallTime wallOf(const QDateTime &time)
{
    return WallTime {Milliseconds {time.toMSecsSinceEpoch()}};
}

/// What is left of a local time after its last round minute or hour.
Milliseconds sinceRound(WallTime time, Milliseconds length, const QTimeZone &zone)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    const Milliseconds local
        = time.time_since_epoch() + Milliseconds {1000 * qint64 {zone.offsetFromUtc(utc)}};
    const auto whole = local.count() / length.count() - (local.count() % length.count() < 0 ? 1 : 0);
    return local - whole * length;
}

/// Offsets are multiples of a quarter of an hour and change by at least half an hour.
void addMinutes(TimeTicks &ticks, WallTime from, WallTime to, const TickStep &step, const QTimeZone &zone)
{
    WallTime at = from - sinceRound(from, step.length, zone);
    if (at < from)
        at += step.length;
    for (; at <= to; at += step.length)
        ticks.at.push_back(at);
}

void addHoursOfDay(TimeTicks &ticks, QDate date, int step, const QTimeZone &zone)
{
    for (int hour = 0; hour < 24; hour += step) {
        const QDateTime local = hour == 0 ? date.startOfDay(zone) : QDateTime(date, QTime(hour, 0), zone);
        if (local.isValid() && (hour == 0 || local.time().hour() == hour))
            ticks.at.push_back(wallOf(local));
    }
}

bool beginsStep(QDate date, const TickStep &step)
{
    switch (step.unit) {
    case TickUnit::Day:
        return date.toJulianDay() % step.count == 0; // a multiple of seven is a Monday
    case TickUnit::Month:
        return date.day() == 1 && (date.month() - 1) % step.count == 0;
    case TickUnit::Year:
        return date.dayOfYear() == 1 && date.year() % step.count == 0;
    case TickUnit::Minute:
    case TickUnit::Hour:
        break;
    }
    return false;
}

TimeTicks ticksOf(WallTime from, WallTime to, const TickStep &step, const QTimeZone &zone)
{
    TimeTicks ticks;
    ticks.unit = step.unit;
    if (step.unit == TickUnit::Minute) {
        addMinutes(ticks, from, to, step, zone);
        return ticks;
    }
    const auto dateOf = [&zone](WallTime time) {
        return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone).date();
    };
    const QDate last = dateOf(to);
    for (QDate date = dateOf(from); date <= last; date = date.addDays(1)) {
        if (step.unit == TickUnit::Hour)
            addHoursOfDay(ticks, date, step.count, zone);
        else if (beginsStep(date, step))
            ticks.at.push_back(wallOf(date.startOfDay(zone)));
    }
    std::erase_if(ticks.at, [&](WallTime at) { return at < from || at > to; });
    return ticks;
}

} // namespace

TimeTicks timeTicks(WallTime from, WallTime to, int atMost, const QTimeZone &zone)
{
    if (!(to > from) || atMost < 1)
        return {};
    for (const TickStep &step : Steps) {
        if ((to - from) / step.length > 2 * atMost)
            continue; // far too many: spare the walk through the days
        TimeTicks ticks = ticksOf(from, to, step, zone);
        if (ticks.at.size() <= static_cast<size_t>(atMost))
            return ticks;
    }
    return {TickUnit::Year, {}};
}

} // namespace Belay
