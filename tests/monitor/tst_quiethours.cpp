// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/quiethours.h"

#include <QtTest>

using namespace Belay;

class tst_QuietHours final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ends_data();
    void ends();
    void everyMinuteOfTheDaysThatTheClocksChange_data();
    void everyMinuteOfTheDaysThatTheClocksChange();
    void nothingThatIsNone();
};

void tst_QuietHours::ends_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("end"); // empty: not quiet
    const auto row
        = [](const char *name, const char *zone, const char *range, const char *now, const char *end) {
              QTest::addRow("%s", name) << QByteArray(zone) << QString::fromLatin1(range)
                                        << QString::fromLatin1(now) << QString::fromLatin1(end);
          };
    row("before midnight", "UTC", "22:00-07:00", "2026-11-22T23:00:00Z", "2026-11-23T07:00:00Z");
    row("after midnight", "UTC", "22:00-07:00", "2026-11-22T06:59:59Z", "2026-11-22T07:00:00Z");
    row("the first moment is quiet", "UTC", "22:00-07:00", "2026-11-22T22:00:00Z", "2026-11-23T07:00:00Z");
    row("the last moment is not", "UTC", "22:00-07:00", "2026-11-22T07:00:00Z", "");
    row("a range within a day", "UTC", "12:00-13:30", "2026-11-22T12:10:00Z", "2026-11-22T13:30:00Z");
    row("after a range within a day", "UTC", "12:00-13:30", "2026-11-22T13:30:00Z", "");
    row("local time is meant", "Asia/Tokyo", "22:00-07:00", "2026-11-22T13:00:00Z", "2026-11-22T22:00:00Z");
    row("the night that loses an hour", "Europe/Berlin", "22:00-07:00", "2026-03-28T21:30:00Z",
        "2026-03-29T05:00:00Z");
    row("the night that gains an hour", "Europe/Berlin", "22:00-07:00", "2026-10-24T20:30:00Z",
        "2026-10-25T06:00:00Z");
    row("an end that does not exist is the jump", "Europe/Berlin", "22:00-02:30", "2026-03-29T00:30:00Z",
        "2026-03-29T01:00:00Z");
    row("an end that comes twice is the last", "Europe/Berlin", "22:00-02:30", "2026-10-25T00:45:00Z",
        "2026-10-25T01:30:00Z");
    row("a beginning that comes twice is the first", "Europe/Berlin", "02:30-09:00", "2026-10-25T00:45:00Z",
        "2026-10-25T08:00:00Z");
}

void tst_QuietHours::ends()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, range);
    QFETCH(QString, now);
    QFETCH(QString, end);
    const QTimeZone where(zone);
    QVERIFY(where.isValid());
    const auto found = QuietHours(range, where).endOf(*wallTimeFromIso(now));
    QCOMPARE(found, end.isEmpty() ? std::nullopt : wallTimeFromIso(end));
}

void tst_QuietHours::everyMinuteOfTheDaysThatTheClocksChange_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("day");
    for (const char *day : {"2026-03-28T00:00:00Z", "2026-10-24T00:00:00Z"}) {
        for (const char *range : {"22:00-07:00", "01:30-02:30", "02:30-03:30", "23:30-02:00", "00:00-23:59"})
            QTest::addRow("%s on %s", range, day) << QString::fromLatin1(range) << QString::fromLatin1(day);
    }
}

/// What is said of the end holds at every moment before it, and no more at the end.
void tst_QuietHours::everyMinuteOfTheDaysThatTheClocksChange()
{
    QFETCH(QString, range);
    QFETCH(QString, day);
    const QuietHours hours(range, QTimeZone("Europe/Berlin"));
    std::optional<WallTime> expected;
    int periods = 0;
    for (int minute = 0; minute < 3 * 24 * 60; ++minute) {
        const WallTime now = *wallTimeFromIso(day) + std::chrono::minutes {minute};
        const auto end = hours.endOf(now);
        if (expected && now < *expected)
            QCOMPARE(end, expected);
        else if (end) {
            QVERIFY(*end > now && *end - now < std::chrono::hours {25});
            ++periods;
        }
        expected = end;
    }
    QVERIFY2(periods >= 3 && periods <= 4, qPrintable(QString::number(periods)));
}

void tst_QuietHours::nothingThatIsNone()
{
    const WallTime now = *wallTimeFromIso(QStringLiteral("2026-11-22T23:00:00Z"));
    for (const char *range : {"", "-", "22:00", "22:00-", "22:00-22:00", "25:00-07:00", "night"})
        QVERIFY2(!QuietHours(QString::fromLatin1(range), QTimeZone("UTC")).endOf(now), range);
    QVERIFY(!QuietHours().endOf(now));
}

QTEST_GUILESS_MAIN(tst_QuietHours)
#include "tst_quiethours.moc"
