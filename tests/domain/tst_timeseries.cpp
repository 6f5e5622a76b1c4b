// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/timeseries.h"

#include <QTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

WallTime at(const char *iso)
{
    return wallTimeFromIso(QString::fromLatin1(iso)).value_or(WallTime {});
}

QString localTimes(const TimeTicks &ticks, const QTimeZone &zone, const char *format)
{
    QStringList texts;
    for (const WallTime time : ticks.at) {
        texts << QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone)
                     .toString(QString::fromLatin1(format));
    }
    return texts.join(u' ');
}

/// A column a minute: a digit is its median in ms, a blank a gap.
TimeSeries minutes(const char *picture)
{
    TimeSeries series;
    series.from = at("2026-11-22T00:00:00.000Z");
    series.to = series.from;
    for (const char *c = picture; *c; ++c, series.to += 1min) {
        SeriesPoint point;
        point.at = series.to;
        if (*c != ' ') {
            point.n = 1;
            point.min = point.p50 = point.p95 = point.max = (*c - '0') * 1ms;
        }
        series.points.push_back(point);
    }
    return series;
}

} // namespace

class tst_TimeSeries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pointCarriesTheFiguresOfItsHistogram();
    void runsBreakAtGaps_data();
    void runsBreakAtGaps();
    void summaryNamesExtremes();
    void decimationKeepsSpikes();
    void decimationHasTwoPointsAPixelAtMost();
    void edgesOfABandShareTheirPlaces();
    void stepFitsThePeriod_data();
    void stepFitsThePeriod();
    void ticksAreRound_data();
    void ticksAreRound();
    void ticksOfNothing();
    void valueTicksAreRound_data();
    void valueTicksAreRound();
    void logTicksEncloseTheValues_data();
    void logTicksEncloseTheValues();
};

void tst_TimeSeries::pointCarriesTheFiguresOfItsHistogram()
{
    const WallTime start = at("2026-11-22T00:00:00.000Z");
    QVERIFY(pointOf(start, {}).isGap());

    LatencyHistogram histogram;
    for (int ms = 1; ms <= 100; ++ms)
        histogram.add(ms * 1ms);
    const SeriesPoint point = pointOf(start, histogram);
    QCOMPARE(point.at, start);
    QCOMPARE(point.n, quint64 {100});
    QCOMPARE(point.min, Microseconds {1ms});
    QCOMPARE(point.max, Microseconds {100ms});
    QVERIFY(std::abs((point.p50 - Microseconds {50ms}).count()) <= 500);
    QVERIFY(std::abs((point.p95 - Microseconds {95ms}).count()) <= 950);
}

void tst_TimeSeries::runsBreakAtGaps_data()
{
    QTest::addColumn<QByteArray>("picture");
    QTest::addColumn<int>("joinMinutes");
    QTest::addColumn<QString>("expectedLengths");
    QTest::addRow("no point, no run") << QByteArray("   ") << 1 << QString();
    QTest::addRow("neighbours are one run") << QByteArray("123") << 1 << QStringLiteral("3");
    QTest::addRow("an empty column parts two runs") << QByteArray("12 34") << 1 << QStringLiteral("2 2");
    QTest::addRow("a lone point is a run of its own") << QByteArray("1 2 3") << 1 << QStringLiteral("1 1 1");
    QTest::addRow("a sample vouches for twice its interval")
        << QByteArray("1 2   3") << 2 << QStringLiteral("2 1");
    QTest::addRow("a column always reaches the next one") << QByteArray("12") << 0 << QStringLiteral("2");
}

void tst_TimeSeries::runsBreakAtGaps()
{
    QFETCH(QByteArray, picture);
    QFETCH(int, joinMinutes);
    QFETCH(QString, expectedLengths);
    TimeSeries series = minutes(picture.constData());
    series.joinWithin = joinMinutes * 1min;
    QStringList lengths;
    for (const SeriesRun &run : gapFreeRuns(series))
        lengths << QString::number(run.size());
    QCOMPARE(lengths.join(u' '), expectedLengths);
}

void tst_TimeSeries::summaryNamesExtremes()
{
    const SeriesSummary summary = summaryOf(minutes("35 9 1"));
    QCOMPARE(summary.n, quint64 {4});
    QCOMPARE(summary.lowestP50, std::optional<Microseconds>(1ms));
    QCOMPARE(summary.highestP50, std::optional<Microseconds>(9ms));
    QCOMPARE(summary.highestP95, std::optional<Microseconds>(9ms));
    QCOMPARE(summary.gaps, 2);
    QCOMPARE(summaryOf(minutes("  ")).gaps, 0);
    QVERIFY(!summaryOf(minutes("  ")).lowestP50);
}

void tst_TimeSeries::decimationKeepsSpikes()
{
    std::vector<PlotPoint> points;
    for (int i = 0; i < 1000; ++i)
        points.push_back({double(i), 10});
    points[437].y = 900;
    points[438].y = 1;
    const std::vector<PlotPoint> kept = decimated(points, 0, 1000, 10);
    QVERIFY(std::ranges::find(kept, PlotPoint {437, 900}) != kept.end());
    QVERIFY(std::ranges::find(kept, PlotPoint {438, 1}) != kept.end());
    QVERIFY(std::ranges::is_sorted(kept, {}, &PlotPoint::x));
}

void tst_TimeSeries::decimationHasTwoPointsAPixelAtMost()
{
    std::vector<PlotPoint> points;
    for (int i = -500; i < 20'000; ++i)
        points.push_back({double(i), double((i * 7919) % 1000)});
    const std::vector<PlotPoint> kept = decimated(points, 0, 10'000, 300);
    QCOMPARE(kept.size(), size_t {600});
    QVERIFY(kept.front().x >= 0 && kept.back().x <= 10'000);

    const std::vector<PlotPoint> few {{1, 5}, {2, 6}, {3, 4}};
    QCOMPARE(decimated(few, 0, 10, 100), few);
    QVERIFY(decimated(few, 0, 10, 0).empty());
    QVERIFY(decimated(few, 10, 10, 5).empty());
    QVERIFY(decimated({}, 0, 10, 5).empty());
}

void tst_TimeSeries::edgesOfABandShareTheirPlaces()
{
    const std::vector<PlotPoint> points {{0, 4}, {1, 9}, {2, 2}, {5, 7}, {6, 1}};
    const std::vector<PlotPoint> high = decimatedEdge(points, 0, 10, 2, Keep::Highest);
    const std::vector<PlotPoint> low = decimatedEdge(points, 0, 10, 2, Keep::Lowest);
    QCOMPARE(high, (std::vector<PlotPoint> {{0, 9}, {5, 7}}));
    QCOMPARE(low, (std::vector<PlotPoint> {{0, 2}, {5, 1}}));
}

void tst_TimeSeries::stepFitsThePeriod_data()
{
    QTest::addColumn<qint64>("hours");
    QTest::addColumn<qint64>("expectedMinutes");
    QTest::addRow("an hour by minutes") << qint64 {1} << qint64 {1};
    QTest::addRow("six hours from samples") << qint64 {6} << qint64 {1};
    QTest::addRow("seven hours from roll-ups") << qint64 {7} << qint64 {5};
    QTest::addRow("a day by five minutes") << qint64 {24} << qint64 {5};
    QTest::addRow("a week by half hours") << qint64 {7 * 24} << qint64 {30};
    QTest::addRow("a month by two hours") << qint64 {30 * 24} << qint64 {120};
    QTest::addRow("a quarter by six hours") << qint64 {90 * 24} << qint64 {360};
    QTest::addRow("a year by days") << qint64 {365 * 24} << qint64 {24 * 60};
    QTest::addRow("ten years by weeks, however many") << qint64 {3650 * 24} << qint64 {7 * 24 * 60};
}

void tst_TimeSeries::stepFitsThePeriod()
{
    QFETCH(qint64, hours);
    QFETCH(qint64, expectedMinutes);
    QCOMPARE(stepFor(hours * 1h, 400), Milliseconds {expectedMinutes * 1min});
}

void tst_TimeSeries::ticksAreRound_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("atMost");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("expectedTicks");
    const auto row = [](const char *name, const char *zone, const char *from, const char *to, int atMost,
                         const char *format, const char *expected) {
        QTest::addRow("%s", name) << QByteArray(zone) << QByteArray(from) << QByteArray(to) << atMost
                                  << QByteArray(format) << QString::fromLatin1(expected);
    };
    row("an hour by ten minutes", "Europe/Berlin", "2026-11-22T06:55:10.000Z", "2026-11-22T07:55:10.000Z", 8,
        "HH:mm", "08:00 08:10 08:20 08:30 08:40 08:50");
    row("a zone of half hours has round hours too", "Asia/Kolkata", "2026-11-22T00:10:00.000Z",
        "2026-11-22T04:40:00.000Z", 5, "HH:mm", "06:00 07:00 08:00 09:00 10:00");
    row("the night that loses an hour", "Europe/Berlin", "2026-03-28T22:30:00.000Z",
        "2026-03-29T03:30:00.000Z", 8, "HH:mm t", "00:00 CET 01:00 CET 03:00 CEST 04:00 CEST 05:00 CEST");
    row("the day that has 25 hours", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z",
        6, "dd HH:mm", "25 00:00 25 06:00 25 12:00 25 18:00 26 00:00");
    row("days begin at local midnight across the change", "Europe/Berlin", "2026-10-23T12:00:00.000Z",
        "2026-10-27T12:00:00.000Z", 5, "dd HH:mm", "24 00:00 25 00:00 26 00:00 27 00:00");
    row("a day without midnight begins at one", "Africa/Cairo", "2026-04-23T00:00:00.000Z",
        "2026-04-25T00:00:00.000Z", 3, "dd HH:mm", "24 01:00 25 00:00");
    row("weeks begin on Monday", "UTC", "2026-11-01T00:00:00.000Z", "2026-11-30T23:00:00.000Z", 6, "ddd dd",
        "Mon 02 Mon 09 Mon 16 Mon 23 Mon 30");
    row("a year by quarters", "UTC", "2026-01-01T00:00:00.000Z", "2026-12-31T00:00:00.000Z", 6, "MM-dd",
        "01-01 04-01 07-01 10-01");
    row("many years", "UTC", "2010-06-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z", 6, "yyyy",
        "2015 2020 2025");
}

void tst_TimeSeries::ticksAreRound()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, atMost);
    QFETCH(QByteArray, format);
    QFETCH(QString, expectedTicks);
    const QTimeZone local(zone);
    QVERIFY(local.isValid());
    const TimeTicks ticks = timeTicks(at(from.constData()), at(to.constData()), atMost, local);
    QCOMPARE(localTimes(ticks, local, format.constData()), expectedTicks);
}

void tst_TimeSeries::ticksOfNothing()
{
    const WallTime now = at("2026-11-22T07:00:00.000Z");
    QVERIFY(timeTicks(now, now, 8, QTimeZone::utc()).at.empty());
    QVERIFY(timeTicks(now, now - 1h, 8, QTimeZone::utc()).at.empty());
    QVERIFY(timeTicks(now, now + 1h, 0, QTimeZone::utc()).at.empty());
}

void tst_TimeSeries::valueTicksAreRound_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<std::vector<double>>("expectedTicks");
    QTest::addRow("ends at the value") << 400.0 << std::vector<double> {0, 100, 200, 300, 400};
    QTest::addRow("ends above the value") << 930.0 << std::vector<double> {0, 250, 500, 750, 1000};
    QTest::addRow("seconds are round too") << 7800.0 << std::vector<double> {0, 2000, 4000, 6000, 8000};
    QTest::addRow("small values") << 0.3 << std::vector<double> {0, 0.1, 0.2, 0.3};
    QTest::addRow("nothing measured") << 0.0 << std::vector<double> {0, 1};
}

void tst_TimeSeries::valueTicksAreRound()
{
    QFETCH(double, highest);
    QFETCH(std::vector<double>, expectedTicks);
    const std::vector<double> ticks = valueTicks(highest, 5);
    QCOMPARE(ticks.size(), expectedTicks.size());
    for (size_t i = 0; i < ticks.size(); ++i)
        QVERIFY(qFuzzyCompare(1 + ticks[i], 1 + expectedTicks[i]));
}

void tst_TimeSeries::logTicksEncloseTheValues_data()
{
    QTest::addColumn<double>("lowest");
    QTest::addColumn<double>("highest");
    QTest::addColumn<std::vector<double>>("expectedTicks");
    QTest::addRow("within a decade") << 210.0 << 930.0 << std::vector<double> {200, 500, 1000};
    QTest::addRow("over two decades")
        << 30.0 << 1500.0 << std::vector<double> {20, 50, 100, 200, 500, 1000, 2000};
    QTest::addRow("over many decades")
        << 2.0 << 40'000.0 << std::vector<double> {1, 10, 100, 1000, 10'000, 100'000};
    QTest::addRow("one value") << 100.0 << 100.0 << std::vector<double> {100, 200};
    QTest::addRow("nothing measured") << 0.0 << 0.0 << std::vector<double> {1, 10};
}

void tst_TimeSeries::logTicksEncloseTheValues()
{
    QFETCH(double, lowest);
    QFETCH(double, highest);
    QFETCH(std::vector<double>, expectedTicks);
    const std::vector<double> ticks = logTicks(lowest, highest);
    QCOMPARE(ticks.size(), expectedTicks.size());
    for (size_t i = 0; i < ticks.size(); ++i)
        QVERIFY2(qFuzzyCompare(ticks[i], expectedTicks[i]), qPrintable(QString::number(ticks[i])));
}

QTEST_GUILESS_MAIN(tst_TimeSeries)
#include "tst_timeseries.moc"
