// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/quiethours.h"

#include <QDateTime>

namespace Belay {

namespace {

QDateTime utc(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
}

} // namespace

QuietHours::QuietHours(const QString &range, QTimeZone zone)
    : m_from(QTime::fromString(range.section(u'-', 0, 0), QStringLiteral("HH:mm")))
    , m_to(QTime::fromString(range.section(u'-', 1), QStringLiteral("HH:mm")))
    , m_zone(std::move(zone))
{ }

/// A local time is two instants when the clocks go back, and none when they go forward: then the jump counts.
WallTime QuietHours::instantOf(const QDate &date, const QTime &time, Twice twice) const
{
    constexpr qint64 Day = 86'400'000;
    const qint64 local = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const qint64 before = local - 1000LL * m_zone.offsetFromUtc(utc(local - Day));
    const qint64 after = local - 1000LL * m_zone.offsetFromUtc(utc(local + Day));
    const qint64 first = std::min(before, after);
    const qint64 last = std::max(before, after);
    const auto fits
        = [&](qint64 instant) { return instant + 1000LL * m_zone.offsetFromUtc(utc(instant)) == local; };
    if (fits(first) && fits(last))
        return WallTime {Milliseconds {twice == Twice::First ? first : last}};
    if (fits(first) || fits(last))
        return WallTime {Milliseconds {fits(first) ? first : last}};
    const QDateTime jump = m_zone.nextTransition(utc(first)).atUtc;
    return WallTime {Milliseconds {jump.isValid() ? jump.toMSecsSinceEpoch() : last}};
}

std::optional<WallTime> QuietHours::endOf(WallTime now) const
{
    if (!m_from.isValid() || !m_to.isValid() || m_from == m_to)
        return {};
    const qint64 instant = now.time_since_epoch().count();
    const QDate today = utc(instant + 1000LL * m_zone.offsetFromUtc(utc(instant))).date();
    for (const QDate &day : {today.addDays(-1), today}) {
        const QDate next = m_to > m_from ? day : day.addDays(1);
        const WallTime end = instantOf(next, m_to, Twice::Last);
        if (now >= instantOf(day, m_from, Twice::First) && now < end)
            return end;
    }
    return {};
}

} // namespace Belay
