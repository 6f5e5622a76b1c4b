// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Time final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void instants();
};

void tst_Time::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expectedMs"); // -1: refused
    QTest::addRow("milliseconds") << "500ms" << qint64 {500};
    QTest::addRow("seconds") << "8s" << qint64 {8'000};
    QTest::addRow("minutes") << "5m" << qint64 {300'000};
    QTest::addRow("hours") << "24h" << qint64 {86'400'000};
    QTest::addRow("nothing at all") << "0s" << qint64 {0};
    QTest::addRow("a bare number has no unit") << "500" << qint64 {-1};
    QTest::addRow("a sign") << "-1s" << qint64 {-1};
    QTest::addRow("a fraction") << "1.5s" << qint64 {-1};
    QTest::addRow("a blank") << "1 s" << qint64 {-1};
    QTest::addRow("a unit alone") << "ms" << qint64 {-1};
    QTest::addRow("two units") << "1m30s" << qint64 {-1};
    QTest::addRow("a number that overflows") << "99999999999999999999h" << qint64 {-1};
}

void tst_Time::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, expectedMs);
    const auto duration = durationFromString(text);
    QCOMPARE(duration ? duration->count() : -1, expectedMs);
    if (duration)
        QCOMPARE(toDurationString(*duration), text);
}

void tst_Time::instants()
{
    const auto time = wallTimeFromIso(QStringLiteral("2026-11-22T07:28:00.125Z"));
    QVERIFY(time.has_value());
    QCOMPARE(toIsoString(*time), QStringLiteral("2026-11-22T07:28:00.125Z"));
    QCOMPARE(wallTimeFromIso(QStringLiteral("2026-11-22T08:28:00.125+01:00")), time);
    QVERIFY(!wallTimeFromIso(QStringLiteral("2026-11-22T07:28:00")).has_value());
    QVERIFY(!wallTimeFromIso(QStringLiteral("yesterday")).has_value());
}

QTEST_GUILESS_MAIN(tst_Time)
#include "tst_time.moc"
