// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/staterules.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_StateRules final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void traces_data();
    void traces();
    void aFirstFailureIsUnconfirmed_data();
    void aFirstFailureIsUnconfirmed();
    void cover();
    void coverReachesTheAnswerOfTheNextProbe();
    void slow_data();
    void slow();
    void slowLooksBackFortyFiveMinutes();
};

namespace {

const SteadyTime Start {1h};

/// g good, h hard, l limited, a auth, f forbidden, p proxy (other yours), v void.
Finding findingOf(QChar letter, SteadyTime at)
{
    switch (letter.toLatin1()) {
    case 'g':
        return {at, Outcome::Ok, Health::Good, {}};
    case 'h':
        return {at, Outcome::ServerError, Health::Hard, {}};
    case 'l':
        return {at, Outcome::RateLimited, Health::Limited, {}};
    case 'a':
        return {at, Outcome::Auth, Health::Yours, {}};
    case 'f':
        return {at, Outcome::Forbidden, Health::Yours, {}};
    case 'p':
        return {at, Outcome::Proxy, Health::Yours, {}};
    default:
        return {at, Outcome::Connect, Health::Void, {}};
    }
}

} // namespace

void tst_StateRules::traces_data()
{
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QString>("expectedState");
    QTest::addColumn<bool>("expectedConfirm");
    QTest::addColumn<QString>("expectedOutcome");
    const auto row
        = [](const char *name, const char *findings, const char *state, bool confirm, const char *outcome) {
              QTest::addRow("%s", name) << QString::fromLatin1(findings) << QString::fromLatin1(state)
                                        << confirm << QString::fromLatin1(outcome);
          };
    row("nothing yet is checking", "", "checking", false, "skipped");
    row("one good is up", "g", "up", false, "ok");
    row("a first hard one is confirmed before it counts", "h", "checking", true, "server-error");
    row("one hard leaves up as it is", "gh", "up", true, "ok");
    row("two hard in a row are down", "ghh", "down", false, "server-error");
    row("two hard at first are down", "hh", "down", false, "server-error");
    row("three hard of the last five are down", "hghgh", "down", false, "server-error");
    row("three hard of six are not", "hgghggh", "up", true, "ok");
    row("one good does not end down", "hhg", "down", false, "server-error");
    row("two good in a row end it", "hhgg", "up", false, "ok");
    row("a hard one in between starts anew", "hhghg", "down", false, "server-error");
    row("void neither counts nor breaks a row", "ghvh", "down", false, "server-error");
    row("void alone is not knowing", "vvv", "no-data", false, "skipped");
    row("limited once is confirmed first", "gl", "up", true, "ok");
    row("limited twice", "gll", "limited", false, "rate-limited");
    row("limited breaks a row of hard ones", "ghlh", "up", true, "ok");
    row("one good does not end limited", "llg", "limited", false, "rate-limited");
    row("two good end limited", "llgg", "up", false, "ok");
    row("a refused key once is confirmed first", "ga", "up", true, "ok");
    row("a refused key twice", "aa", "key-rejected", false, "auth");
    row("forbidden counts as a refused key", "ff", "key-rejected", false, "forbidden");
    row("refused and forbidden confirm each other", "af", "key-rejected", false, "forbidden");
    row("two good end key-rejected", "aagg", "up", false, "ok");
    row("a proxy of one's own leaves the state", "gpp", "up", false, "ok");
    row("down goes on to key-rejected", "hhaa", "key-rejected", false, "auth");
}

void tst_StateRules::traces()
{
    QFETCH(QString, findings);
    StateRules rules(60s);
    SteadyTime now = Start;
    for (const QChar letter : findings) {
        now += 60s;
        rules.add(findingOf(letter, now));
    }
    QTEST(toString(rules.state(now)), "expectedState");
    QTEST(rules.wantsConfirmation(), "expectedConfirm");
    QTEST(toString(rules.outcome()), "expectedOutcome");
}

void tst_StateRules::aFirstFailureIsUnconfirmed_data()
{
    QTest::addColumn<QString>("findings");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *findings, bool expected) {
        QTest::addRow("%s", name) << QString::fromLatin1(findings) << expected;
    };
    row("nothing yet", "", false);
    row("a key refused for the first time", "a", true);
    row("limited for the first time", "l", true);
    row("hard for the first time", "h", true);
    row("a void result does not confirm it", "av", true);
    row("the second one settles it", "aa", false);
    row("two of different kinds settle nothing", "al", true);
    row("a good one before it vouches", "ga", false);
    row("a good one after it refutes it", "ag", false);
    row("a proxy of one's own is no such failure", "p", false);
}

void tst_StateRules::aFirstFailureIsUnconfirmed()
{
    QFETCH(QString, findings);
    StateRules rules(60s);
    SteadyTime now = Start;
    for (const QChar letter : findings) {
        now += 10s;
        rules.add(findingOf(letter, now));
    }
    QTEST(rules.isUnconfirmed(now), "expected");
    QVERIFY(!rules.isUnconfirmed(now + 10min)); // what no longer vouches no longer speaks against it
}

void tst_StateRules::cover()
{
    StateRules rules(60s);
    rules.add(findingOf(u'g', Start));
    QCOMPARE(toString(rules.state(Start + 120s)), toString(TargetState::Up));
    QCOMPARE(toString(rules.state(Start + 121s)), toString(TargetState::NoData));
    // Void and other yours do not vouch, so cover ends in spite of them.
    rules.add(findingOf(u'v', Start + 100s));
    rules.add(findingOf(u'p', Start + 110s));
    QCOMPARE(rules.coveredUntil(), Start + 120s);
    // What was before the gap says nothing of what is after it.
    rules.add(findingOf(u'h', Start + 300s));
    QCOMPARE(toString(rules.state(Start + 300s)), toString(TargetState::NoData));
    rules.add(findingOf(u'h', Start + 310s));
    QCOMPARE(toString(rules.state(Start + 310s)), toString(TargetState::Down));
    rules.endCover();
    QCOMPARE(toString(rules.state(Start + 311s)), toString(TargetState::NoData));
    rules.add(findingOf(u'g', Start + 320s));
    QCOMPARE(toString(rules.state(Start + 320s)), toString(TargetState::Up));
}

void tst_StateRules::coverReachesTheAnswerOfTheNextProbe()
{
    // Every 10 s, and an answer that takes 20 s to fail to come.
    StateRules rules(10s, 60s);
    QCOMPARE(rules.cover(), 72s);
    rules.add(findingOf(u'g', Start));
    rules.add(findingOf(u'h', Start + 32s));
    QCOMPARE(toString(rules.state(Start + 32s)), toString(TargetState::Up));
    QVERIFY(rules.wantsConfirmation());
    rules.add(findingOf(u'h', Start + 53s));
    QCOMPARE(toString(rules.state(Start + 53s)), toString(TargetState::Down));
    rules.setInterval(5min);
    QCOMPARE(rules.cover(), 10min);
}

void tst_StateRules::slow_data()
{
    QTest::addColumn<QVector<int>>("firstContentMs");
    QTest::addColumn<int>("sameHourN");
    QTest::addColumn<int>("allN");
    QTest::addColumn<bool>("expectedSlow");
    // The same hour's median is 1 s, that of all 2 s, slowOver 10 s.
    QTest::addRow("three are too few") << QVector<int> {20'000, 20'000, 20'000} << 20 << 20 << false;
    QTest::addRow("four are enough") << QVector<int> {3'001, 3'001, 3'001, 3'001} << 20 << 20 << true;
    QTest::addRow("three times the median is not over it")
        << QVector<int> {3'000, 3'000, 3'000, 3'000} << 20 << 20 << false;
    QTest::addRow("only the last six are looked at")
        << QVector<int> {9'000, 9'000, 9'000, 500, 500, 500, 9'000, 500, 500} << 20 << 20 << false;
    QTest::addRow("with 19 of the same hour all count")
        << QVector<int> {5'999, 5'999, 5'999, 5'999} << 19 << 20 << false;
    QTest::addRow("over three times the median of all")
        << QVector<int> {6'001, 6'001, 6'001, 6'001} << 19 << 20 << true;
    QTest::addRow("without history only slowOver")
        << QVector<int> {9'999, 9'999, 9'999, 9'999} << 19 << 19 << false;
    QTest::addRow("over slowOver") << QVector<int> {10'001, 10'001, 10'001, 10'001} << 0 << 0 << true;
    QTest::addRow("the median of an even count lies between")
        << QVector<int> {2'000, 2'000, 4'002, 4'002} << 20 << 20 << true;
}

void tst_StateRules::slow()
{
    QFETCH(QVector<int>, firstContentMs);
    QFETCH(int, sameHourN);
    QFETCH(int, allN);
    StateRules rules(300s);
    rules.setSlowRule({{sameHourN, Microseconds(1s), allN, Microseconds(2s)}, 10s});
    SteadyTime now = Start;
    for (const int millis : firstContentMs) {
        now += 300s;
        rules.add({now, Outcome::Ok, Health::Good, Milliseconds(millis)});
    }
    QFETCH(bool, expectedSlow);
    QCOMPARE(toString(rules.state(now)), toString(expectedSlow ? TargetState::Slow : TargetState::Up));
}

void tst_StateRules::slowLooksBackFortyFiveMinutes()
{
    StateRules rules(1h);
    for (int i = 0; i < 4; ++i)
        rules.add({Start + i * 15min, Outcome::Ok, Health::Good, Microseconds(20s)});
    QCOMPARE(toString(rules.state(Start + 45min)), toString(TargetState::Slow));
    QCOMPARE(toString(rules.state(Start + 46min)), toString(TargetState::Up));
}

QTEST_GUILESS_MAIN(tst_StateRules)
#include "tst_staterules.moc"
