// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/timeseries.h"

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QStringList>

namespace Belay {

// The words of a chart, in the person's language and local time.

/// `412 ms`, `1.25 s`, `2 min 5 s`; three digits that count.
QString preciseLatencyText(Microseconds latency, const QLocale &locale);
/// Of a round place of the axis: `0`, `250 ms`, `1.5 s`.
QString axisValueText(double ms, const QLocale &locale);

/// What stands below a tick: the time of the day, with the date where the day is a new one.
struct TickText {
    QString first;
    QString second;
    bool operator==(const TickText &) const = default;
};
std::vector<TickText> tickTexts(const TimeTicks &ticks, const QTimeZone &zone, const QLocale &locale);

/// `Sun 22 Nov 2026 14:05 UTC+01:00`: on the night of a clock change the offset says which hour is meant.
QString localTimeText(WallTime time, const QTimeZone &zone, const QLocale &locale);

/// Time, n, p50, p95, min and max of a column, a line each.
QStringList cursorLines(
    const SeriesPoint &point, Milliseconds step, const QTimeZone &zone, const QLocale &locale);

/// One sentence that says what the picture shows, for those who do not see it.
QString summarySentence(
    const QString &name, const TimeSeries &series, const QTimeZone &zone, const QLocale &locale);

} // namespace Belay
