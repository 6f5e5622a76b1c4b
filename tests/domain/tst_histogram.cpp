// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/histogram.h"

#include "core/base/random.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace Belay;

class tst_Histogram final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyAtFirst();
    void quantilesAreWithinOnePercent_data();
    void quantilesAreWithinOnePercent();
    void rankIsNotPushedUpByBinaryFractions();
    void whatLiesOutsideCountsAtTheEdge();
    void mergingEqualsAddingAll();
    void bytesComeBackWhole();
    void bytesOfAnHourAreFew();
    void refusesBytesThatItDidNotWrite();
};

void tst_Histogram::isEmptyAtFirst()
{
    const LatencyHistogram none;
    QVERIFY(none.isEmpty());
    QVERIFY(!none.quantile(0.5).has_value());
    QVERIFY(!none.min().has_value());
    QVERIFY(none.toBytes().isEmpty());
    QCOMPARE(LatencyHistogram::fromBytes({}), std::optional(none));
}

void tst_Histogram::quantilesAreWithinOnePercent_data()
{
    QTest::addColumn<double>("logLow");
    QTest::addColumn<double>("logHigh");
    QTest::addRow("microseconds") << 0.0 << 3.0;
    QTest::addRow("answers of a model") << 12.0 << 16.0;
    QTest::addRow("up to an hour") << 0.0 << 22.0;
}

void tst_Histogram::quantilesAreWithinOnePercent()
{
    QFETCH(double, logLow);
    QFETCH(double, logHigh);
    SeededRandom random(1);
    LatencyHistogram histogram;
    std::vector<qint64> values;
    for (int i = 0; i < 10'000; ++i) {
        const qint64 value = std::max<qint64>(1, std::llround(std::exp(random.between(logLow, logHigh))));
        values.push_back(value);
        histogram.add(Microseconds {value});
    }
    std::sort(values.begin(), values.end());
    for (const double q : {0.0, 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto rank = static_cast<size_t>(std::max(1.0, std::ceil(q * 10'000 - 1e-6)));
        const auto exact = static_cast<double>(values[rank - 1]);
        const auto told = static_cast<double>(histogram.quantile(q)->count());
        // Whole microseconds: rounding takes half of one more.
        QVERIFY2(std::abs(told - exact) <= exact * LatencyHistogram::RelativeError + 0.5,
            qPrintable(QStringLiteral("%1: %2 for %3").arg(q).arg(told).arg(exact)));
    }
    QCOMPARE(histogram.min()->count(), values.front());
    QCOMPARE(histogram.max()->count(), values.back());
}

void tst_Histogram::rankIsNotPushedUpByBinaryFractions()
{
    LatencyHistogram histogram;
    histogram.add(Microseconds {100}, 7);
    histogram.add(Microseconds {9'000}, 93);
    QVERIFY(histogram.quantile(0.07)->count() <= 101); // 0.07 · 100 is 7.000000000000001
}

void tst_Histogram::whatLiesOutsideCountsAtTheEdge()
{
    LatencyHistogram histogram;
    histogram.add(Microseconds {-5});
    histogram.add(std::chrono::hours {30});
    histogram.add(Microseconds {7}, 0);
    QCOMPARE(histogram.count(), std::uint64_t {2});
    QCOMPARE(histogram.min(), std::optional(Microseconds {1}));
    QCOMPARE(histogram.max(), std::optional<Microseconds>(std::chrono::hours {1}));
}

void tst_Histogram::mergingEqualsAddingAll()
{
    SeededRandom random(2);
    LatencyHistogram parts[3];
    LatencyHistogram all;
    for (int i = 0; i < 3'000; ++i) {
        const Microseconds value {static_cast<qint64>(random.between(1, 5e6))};
        parts[i % 3].add(value);
        all.add(value);
    }
    LatencyHistogram merged;
    for (const LatencyHistogram &part : parts)
        merged.merge(part);
    merged.merge(LatencyHistogram());
    QCOMPARE(merged, all);
}

void tst_Histogram::bytesComeBackWhole()
{
    LatencyHistogram histogram;
    histogram.add(Microseconds {1});
    histogram.add(Microseconds {450'000}, 4'000'000'000U);
    histogram.add(std::chrono::hours {1}, 2);
    QCOMPARE(LatencyHistogram::fromBytes(histogram.toBytes()), std::optional(histogram));
}

void tst_Histogram::bytesOfAnHourAreFew()
{
    SeededRandom random(3);
    LatencyHistogram histogram;
    for (int i = 0; i < 60; ++i)
        histogram.add(Microseconds {static_cast<qint64>(400'000 * std::exp(random.between(-0.5, 0.5)))});
    QVERIFY2(histogram.toBytes().size() <= 100, QByteArray::number(histogram.toBytes().size()).constData());
}

void tst_Histogram::refusesBytesThatItDidNotWrite()
{
    LatencyHistogram histogram;
    for (int i = 1; i < 40; ++i)
        histogram.add(Microseconds {i * 1'000}, static_cast<std::uint32_t>(i));
    const QByteArray bytes = histogram.toBytes();
    QVERIFY(!LatencyHistogram::fromBytes(QByteArray(bytes).prepend('\xff')).has_value());
    QVERIFY(!LatencyHistogram::fromBytes(QByteArray(30, '\xff')).has_value());
    QVERIFY(!LatencyHistogram::fromBytes(QByteArray(30, '\0')).has_value());
    SeededRandom random(4);
    for (int i = 0; i < 2'000; ++i) { // whatever comes back can be asked without harm
        QByteArray damaged
            = bytes.left(static_cast<qsizetype>(random.between(1, 1.0 + static_cast<double>(bytes.size()))));
        damaged[static_cast<qsizetype>(random.between(0, static_cast<double>(damaged.size())))]
            = static_cast<char>(random.next());
        if (const auto read = LatencyHistogram::fromBytes(damaged))
            QVERIFY(*read->min() <= *read->quantile(0.5) && *read->quantile(0.5) <= *read->max());
    }
}

QTEST_GUILESS_MAIN(tst_Histogram)
#include "tst_histogram.moc"
