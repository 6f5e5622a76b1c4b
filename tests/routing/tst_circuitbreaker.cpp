// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/circuitbreaker.h"

#include <QtTest>

#include <map>

using namespace Belay;
using namespace std::chrono_literals;

class tst_CircuitBreaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void traces_data();
    void traces();
    void windowForgets();
    void permitOfAnEarlierTimeSaysNothing();
    void permitIsUsedOnce();
};

/// Each event is `time verb`: ok and fail are requests with a permit of that time, hold keeps a permit under
/// a name, then `ok:x`, `fail:x`, `drop:x` end it; `no` expects none. `=state` compares.
void tst_CircuitBreaker::traces_data()
{
    QTest::addColumn<QString>("events");
    const auto row
        = [](const char *name, const char *events) { QTest::newRow(name) << QString::fromLatin1(events); };
    row("four failures in a row are not enough", "0s fail; 1s fail; 2s fail; 3s fail; 3s =closed; 4s ok");
    row("the fifth opens", "0s fail; 1s fail; 2s fail; 3s fail; 4s fail; 4s =open; 33s no; 33s =open");
    row("a success between them begins anew",
        "0s fail; 1s fail; 2s fail; 3s fail; 4s ok; 5s fail; 5s =closed");
    row("half of ten in a minute opens",
        "0s ok; 1s fail; 2s ok; 3s fail; 4s ok; 5s fail; 6s ok; 7s fail; 8s ok; 8s =closed; 9s fail; 9s "
        "=open");
    row("half of nine does not",
        "0s ok; 1s fail; 2s ok; 3s fail; 4s ok; 5s fail; 6s ok; 7s fail; 8s fail; 8s =closed");
    row("one test request after the cooldown, and a second caller waits",
        "0s trip; 30s =half-open; 30s hold:a; 30s no; 31s no; 31s =half-open");
    row("two successes close", "0s trip; 30s ok; 30s =half-open; 31s ok; 31s =closed");
    row("a failed test opens for twice as long",
        "0s trip; 30s fail; 30s =open; 89s no; 90s =half-open; 90s fail; 209s no; 210s =half-open");
    row("a success and then a failure open again",
        "0s trip; 30s ok; 31s fail; 31s =open; 60s no; 90s no; 91s ok");
    row("the cooldown stops growing at ten minutes",
        "0s trip; 30s fail; 90s fail; 210s fail; 450s fail; 930s fail; 1530s fail; 2129s no; 2130s ok");
    row("after closing the cooldown is the first one again",
        "0s trip; 30s fail; 90s ok; 91s ok; 91s =closed; 92s trip; 121s no; 122s ok");
    row("a dropped test counts neither way and frees the place",
        "0s trip; 30s hold:a; 30s no; 35s drop:a; 35s =half-open; 35s ok; 36s ok; 36s =closed");
    row("a stated time wins over the cooldown",
        "0s fail; 0s fail; 0s fail; 0s fail; 0s fail=5s; 4s no; 5s ok");
    row("a longer stated time is not shortened",
        "0s fail; 0s fail; 0s fail; 0s fail; 0s fail=90s; 1s anyway:a; 2s fail:a=1s; 89s no; 90s ok");
    row("a stated time after a test is kept", "0s trip; 30s fail=100s; 129s no; 130s ok");
    row("where all is blocked the test comes early and does not double",
        "0s trip; 1s anyway:a; 1s =half-open; 2s fail:a; 2s =open; 29s no; 30s ok");
    row("an early test that succeeds counts",
        "0s trip; 1s anyway:a; 2s ok:a; 3s anyway:b; 4s ok:b; 4s =closed");
    row("beside another's test nothing counts",
        "0s trip; 30s hold:a; 31s anyway:b; 32s ok:b; 33s no; 34s ok:a; 35s ok; 35s =closed");
    row("probes count without a permit", "0s trip; 1s told-ok; 2s told-ok; 2s =closed");
    row("a failed probe takes a success back", "0s trip; 1s told-ok; 2s told-fail; 3s told-ok; 3s =open");
    row("reset closes as new", "0s trip; 30s fail; 31s reset; 31s =closed; 32s trip; 61s no; 62s ok");
}

void tst_CircuitBreaker::traces()
{
    QFETCH(QString, events);
    CircuitBreaker breaker;
    std::map<QString, CircuitBreaker::Permit> held;
    const QStringList list = events.split(QStringLiteral("; "));
    for (const QString &event : list) {
        const SteadyTime now = SteadyTime {} + 1h + *durationFromString(event.section(u' ', 0, 0));
        const QString call = event.section(u' ', 1).section(u'=', 0, 0);
        const QString verb = call.section(u':', 0, 0);
        const QString name = call.section(u':', 1);
        const QString value = event.section(u' ', 1).section(u'=', 1);
        const auto stated = value.isEmpty() ? std::nullopt : durationFromString(value);
        if (call.isEmpty()) {
            QVERIFY2(toString(breaker.state(now)) == value, qPrintable(event));
        } else if (verb == QStringLiteral("trip")) {
            breaker.trip(now);
        } else if (verb == QStringLiteral("reset")) {
            breaker.reset();
        } else if (verb == QStringLiteral("told-ok")) {
            breaker.succeed(now);
        } else if (verb == QStringLiteral("told-fail")) {
            breaker.fail(now);
        } else if (verb == QStringLiteral("drop")) {
            held.erase(name);
        } else if (verb == QStringLiteral("anyway")) {
            held.emplace(name, breaker.acquireAnyway(now));
        } else if (!name.isEmpty() && verb != QStringLiteral("hold")) {
            CircuitBreaker::Permit permit = std::move(held.at(name));
            held.erase(name);
            verb == QStringLiteral("ok") ? permit.succeed(now) : permit.fail(now, stated);
        } else {
            std::optional<CircuitBreaker::Permit> permit = breaker.tryAcquire(now);
            QVERIFY2(permit.has_value() == (verb != QStringLiteral("no")), qPrintable(event));
            if (verb == QStringLiteral("hold"))
                held.emplace(name, std::move(*permit));
            else if (verb == QStringLiteral("ok"))
                permit->succeed(now);
            else if (verb == QStringLiteral("fail"))
                permit->fail(now, stated);
        }
    }
}

void tst_CircuitBreaker::windowForgets()
{
    CircuitBreaker breaker;
    SteadyTime now = SteadyTime {} + 1h;
    // One failure in two, but never ten results within a minute.
    for (int i = 0; i < 100; ++i, now += 7s) {
        std::optional<CircuitBreaker::Permit> permit = breaker.tryAcquire(now);
        QVERIFY(permit);
        i % 2 ? permit->fail(now) : permit->succeed(now);
    }
    QCOMPARE(toString(breaker.state(now)), QStringLiteral("closed"));
}

void tst_CircuitBreaker::permitOfAnEarlierTimeSaysNothing()
{
    CircuitBreaker breaker;
    const SteadyTime now = SteadyTime {} + 1h;
    std::optional<CircuitBreaker::Permit> slow = breaker.tryAcquire(now);
    std::optional<CircuitBreaker::Permit> slower = breaker.tryAcquire(now);
    breaker.trip(now);
    std::optional<CircuitBreaker::Permit> test = breaker.tryAcquire(now + 30s);
    QVERIFY(test && test->isTest());
    slow->fail(now + 31s);
    slower->succeed(now + 31s);
    QVERIFY(breaker.isTesting());
    QVERIFY(!breaker.tryAcquire(now + 31s));
    test->succeed(now + 32s);
    breaker.tryAcquire(now + 33s)->succeed(now + 33s);
    QCOMPARE(toString(breaker.state(now + 33s)), QStringLiteral("closed"));
}

void tst_CircuitBreaker::permitIsUsedOnce()
{
    CircuitBreaker breaker;
    const SteadyTime now = SteadyTime {} + 1h;
    CircuitBreaker::Permit permit = std::move(*breaker.tryAcquire(now));
    for (int i = 0; i < 20; ++i)
        permit.fail(now);
    QCOMPARE(toString(breaker.state(now)), QStringLiteral("closed"));
}

QTEST_GUILESS_MAIN(tst_CircuitBreaker)
#include "tst_circuitbreaker.moc"
