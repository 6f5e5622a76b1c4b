// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/statusboard.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/usermessage.h"

#include <QtTest>

#include <set>

using namespace Belay;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Formats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void latencyChoosesItsUnit_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("expected");
        QTest::newRow("under ten milliseconds keeps a decimal") << qint64(3'420) << u"3.4 ms"_s;
        QTest::newRow("milliseconds are whole") << qint64(412'400) << u"412 ms"_s;
        QTest::newRow("just under a second rounds up into seconds") << qint64(999'700) << u"1.0 s"_s;
        QTest::newRow("seconds have one decimal") << qint64(1'240'000) << u"1.2 s"_s;
        QTest::newRow("from ten seconds on they are whole") << qint64(14'300'000) << u"14 s"_s;
    }
    void latencyChoosesItsUnit()
    {
        QFETCH(qint64, us);
        QTEST(latencyText(Microseconds(us)), "expected");
    }

    void moneyShowsWhatItIsWorth_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << qint64(0) << u"$0.00"_s;
        QTest::newRow("a probe") << qint64(20'000) << u"$0.00002"_s;
        QTest::newRow("two significant digits") << qint64(123'456) << u"$0.00012"_s;
        QTest::newRow("cents") << qint64(20'000'000) << u"$0.02"_s;
        QTest::newRow("dollars") << qint64(1'234'500'000'000) << u"$1,234.50"_s;
    }
    void moneyShowsWhatItIsWorth()
    {
        QFETCH(qint64, nano);
        QTEST(moneyText(nano), "expected");
    }

    void whatIsAtMostIsRoundedUp_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << qint64(0) << u"$0.00"_s;
        QTest::newRow("exact") << qint64(20'000) << u"$0.00002"_s;
        QTest::newRow("the third digit counts") << qint64(123'001) << u"$0.00013"_s;
        QTest::newRow("up to the next power") << qint64(99'600) << u"$0.0001"_s;
        QTest::newRow("cents") << qint64(1'231'000'001) << u"$1.24"_s;
    }
    void whatIsAtMostIsRoundedUp()
    {
        QFETCH(qint64, nano);
        QTEST(moneyText(nano, Rounding::Up), "expected");
    }

    void timesAreSpoken()
    {
        const WallTime now {Milliseconds(1'790'000'000'000)};
        QCOMPARE(agoText(now - 12s, now), u"12 s ago"_s);
        QCOMPARE(agoText(now + 5min, now), u"just now"_s);
        QCOMPARE(lastCheckText(now - 14min, now), u"last check 14 min ago"_s);
        QCOMPARE(lastCheckText({}, now), u"not checked yet"_s);
        QCOMPARE(forDuration(now - 125min, now), u"for 2 h 5 min"_s);
        QCOMPARE(spokenDuration(std::chrono::hours(75)), u"3 d 3 h"_s);
        QCOMPARE(spokenDuration(std::chrono::hours(24 * 30 + 1)), u"30 d"_s);
    }

    void unknownIsADashAndNeverZero()
    {
        QCOMPARE(latencyText({}), u"–"_s);
        QCOMPARE(shareText({}), u"–"_s);
        QCOMPARE(moneyText({}), u"price unknown"_s);
        QCOMPARE(shareText(0.99999), u"99.99 %"_s);
    }

    void numbersFollowTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(latencyText(Microseconds(1'240'000)), u"1,2 s"_s);
        QCOMPARE(shareText(0.9993), u"99,93 %"_s);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void everyErrorKindHasItsOwnSentence()
    {
        std::set<QString> seen;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind)
            seen.insert(userMessage({static_cast<ErrorKind>(kind), {}, {}}));
        QCOMPARE(seen.size(), size_t(ErrorKind::Internal) + 1);
        QVERIFY(userMessage({ErrorKind::Storage, u"disk I/O"_s, {}}).endsWith(u"(disk I/O)"));
    }

    void everyOutcomeHasItsOwnWords()
    {
        std::set<QString> seen;
        for (size_t i = 0; i < enumCount<Outcome>(); ++i)
            seen.insert(outcomeText(static_cast<Outcome>(i)));
        QCOMPARE(seen.size(), enumCount<Outcome>());
    }
};

QTEST_MAIN(tst_Formats)
#include "tst_formats.moc"
