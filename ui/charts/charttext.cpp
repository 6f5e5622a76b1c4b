// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charttext.h"

#include <QCoreApplication>

#include <cmath>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ChartText)
};

QDateTime localTime(WallTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone);
}

/// Without zeros at the end, so that ticks read 1 s and 1.5 s.
QString shortNumber(double value, int digits, const QLocale &locale)
{
    const double scale = std::pow(10.0, digits);
    const double rounded = std::round(value * scale) / scale;
    int needed = 0;
    while (needed < digits
        && std::abs(rounded * std::pow(10.0, needed) - std::round(rounded * std::pow(10.0, needed))) > 1e-6)
        ++needed;
    return locale.toString(rounded, 'f', needed);
}

QString offsetText(int seconds)
{
    const int minutes = std::abs(seconds) / 60;
    return QStringLiteral("UTC%1%2:%3")
        .arg(QChar(seconds < 0 ? u'\u2212' : u'+'))
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString stepText(Milliseconds step, const QLocale &locale)
{
    using namespace std::chrono_literals;
    if (step >= 24h)
        return Words::tr("%1 d").arg(locale.toString(static_cast<qint64>(step / 24h)));
    if (step >= 1h)
        return Words::tr("%1 h").arg(locale.toString(static_cast<qint64>(step / 1h)));
    return Words::tr("%1 min").arg(locale.toString(static_cast<qint64>(step / 1min)));
}

/// Hours and minutes in the order of the locale: some short forms carry seconds, which say nothing here.
QString timeOfDayText(const QDateTime &time, const QLocale &locale)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss")).remove(QStringLiteral(".ss"));
    return locale.toString(time.time(), format);
}

QString dayText(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time.date(), Words::tr("ddd d MMM", "a day on a chart's axis"));
}

} // namespace

QString preciseLatencyText(Microseconds latency, const QLocale &locale)
{
    const double ms = static_cast<double>(latency.count()) / 1000.0;
    if (ms < 9.995)
        return Words::tr("%1 ms").arg(shortNumber(ms, 2, locale));
    if (ms < 99.95)
        return Words::tr("%1 ms").arg(shortNumber(ms, 1, locale));
    if (ms < 999.5)
        return Words::tr("%1 ms").arg(shortNumber(ms, 0, locale));
    if (ms < 9'995)
        return Words::tr("%1 s").arg(shortNumber(ms / 1000, 2, locale));
    if (ms < 120'000)
        return Words::tr("%1 s").arg(shortNumber(ms / 1000, 1, locale));
    const auto seconds = static_cast<qint64>(std::llround(ms / 1000));
    return Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QString axisValueText(double ms, const QLocale &locale)
{
    if (ms <= 0)
        return locale.toString(0);
    if (ms >= 60'000 && std::fmod(ms, 60'000) < 1e-6)
        return Words::tr("%1 min").arg(shortNumber(ms / 60'000, 0, locale));
    if (ms >= 1000)
        return Words::tr("%1 s").arg(shortNumber(ms / 1000, 2, locale));
    return Words::tr("%1 ms").arg(shortNumber(ms, 3, locale));
}

std::vector<TickText> tickTexts(const TimeTicks &ticks, const QTimeZone &zone, const QLocale &locale)
{
    std::vector<TickText> texts;
    QDate day;
    for (const WallTime at : ticks.at) {
        const QDateTime time = localTime(at, zone);
        TickText text;
        switch (ticks.unit) {
        case TickUnit::Minute:
        case TickUnit::Hour:
            text.first = timeOfDayText(time, locale);
            if (time.date() != day)
                text.second = dayText(time, locale);
            break;
        case TickUnit::Day:
            text.first = dayText(time, locale);
            break;
        case TickUnit::Month:
            text.first = locale.toString(time.date(), Words::tr("MMM", "a month on a chart's axis"));
            if (time.date().year() != day.year())
                text.second = locale.toString(time.date(), QStringLiteral("yyyy"));
            break;
        case TickUnit::Year:
            text.first = locale.toString(time.date(), QStringLiteral("yyyy"));
            break;
        }
        day = time.date();
        texts.push_back(text);
    }
    return texts;
}

QString localTimeText(WallTime time, const QTimeZone &zone, const QLocale &locale)
{
    const QDateTime local = localTime(time, zone);
    return Words::tr("%1 %2 %3", "day, time of the day, offset from UTC")
        .arg(locale.toString(local.date(), Words::tr("ddd d MMM yyyy", "a day with its year")),
            timeOfDayText(local, locale), offsetText(local.offsetFromUtc()));
}

QStringList cursorLines(
    const SeriesPoint &point, Milliseconds step, const QTimeZone &zone, const QLocale &locale)
{
    const auto text = [&locale](Microseconds latency) { return preciseLatencyText(latency, locale); };
    return {localTimeText(point.at, zone, locale),
        Words::tr("n %1 in %2", "number of checks, length of time")
            .arg(locale.toString(point.n), stepText(step, locale)),
        Words::tr("p50 %1 · p95 %2").arg(text(point.p50), text(point.p95)),
        Words::tr("min %1 · max %2").arg(text(point.min), text(point.max))};
}

QString summarySentence(
    const QString &name, const TimeSeries &series, const QTimeZone &zone, const QLocale &locale)
{
    const SeriesSummary summary = summaryOf(series);
    const QString range
        = Words::tr("%1 to %2")
              .arg(localTimeText(series.from, zone, locale), localTimeText(series.to, zone, locale));
    if (summary.n == 0)
        return Words::tr("%1, %2: no data.").arg(name, range);
    const auto text = [&locale](const std::optional<Microseconds> &latency) {
        return preciseLatencyText(latency.value_or(Microseconds {0}), locale);
    };
    return Words::tr("%1, %2. Checks: %3. Median between %4 and %5, 95th percentile up to %6. "
                     "Breaks without data: %7.")
        .arg(name, range, locale.toString(summary.n), text(summary.lowestP50), text(summary.highestP50),
            text(summary.highestP95), locale.toString(summary.gaps));
}

} // namespace Belay
