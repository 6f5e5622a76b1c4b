// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/backoff.h"
#include "core/routing/contenttimes.h"
#include "core/routing/hedgebudget.h"
#include "core/routing/keypool.h"
#include "core/routing/ratelimitwindow.h"
#include "core/routing/retrybudget.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime Start = SteadyTime {} + std::chrono::hours(100);

} // namespace

class tst_RoutingBudgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backoffDoublesUpToItsCap();
    void retriesAreAShareOfActiveRequests();
    void hedgesAreAShareOfAnHour();
    void hedgesStopAtTheMoneyOfADay();
    void longerWaitIsNeverShortened();
    void guessedWaitsDouble();
    void p95NeedsTwentySamples();
    void keysAreSpreadByWeight();
    void conversationKeepsItsKey();
};

void tst_RoutingBudgets::backoffDoublesUpToItsCap()
{
    SeededRandom random(7);
    const Backoff backoff({5, 500ms, 3s});
    const std::vector<Milliseconds> ceilings {500ms, 1s, 2s, 3s, 3s};
    for (int retry = 0; retry < 5; ++retry) {
        const Milliseconds ceiling = ceilings[static_cast<std::size_t>(retry)];
        QCOMPARE(backoff.ceiling(retry).count(), ceiling.count());
        Milliseconds least = ceiling;
        Milliseconds most {0};
        for (int i = 0; i < 1'000; ++i) {
            const Milliseconds delay = backoff.delay(retry, random);
            QVERIFY(delay >= 0ms && delay < ceiling);
            least = std::min(least, delay);
            most = std::max(most, delay);
        }
        QVERIFY(least < ceiling / 20 && most > ceiling * 19 / 20); // full jitter
        const Milliseconds stated = Backoff::stated(10s, random);
        QVERIFY(stated >= 10s && stated <= 10s + 250ms);
    }
    QCOMPARE(Backoff({0, 1s, 1h}).ceiling(1'000).count(), Milliseconds {1h}.count());
}

void tst_RoutingBudgets::retriesAreAShareOfActiveRequests()
{
    RetryBudget budget(0.2);
    std::vector<RetryBudget::Ticket> active;
    std::vector<RetryBudget::Ticket> retries;
    const auto take = [&] {
        while (std::optional<RetryBudget::Ticket> ticket = budget.tryRetry())
            retries.push_back(std::move(*ticket));
        return retries.size();
    };
    QCOMPARE(take(), std::size_t {3}); // at least
    for (int i = 0; i < 100; ++i)
        active.push_back(budget.beginRequest());
    QCOMPARE(take(), std::size_t {20});
    retries.resize(5);
    QCOMPARE(budget.retrying(), 5);
    active.clear();
    QCOMPARE(budget.active(), 0);
    QVERIFY(!budget.tryRetry());
}

void tst_RoutingBudgets::hedgesAreAShareOfAnHour()
{
    HedgeBudget budget;
    budget.setLimits({});
    for (int i = 0; i < 19; ++i)
        budget.requestBegan(Start);
    QVERIFY(!budget.tryHedge(Start, 0));
    budget.requestBegan(Start);
    QVERIFY(budget.tryHedge(Start, 0));
    QVERIFY(!budget.tryHedge(Start, 0));
    QVERIFY(!budget.tryHedge(Start + 59min, 0));
    QCOMPARE(budget.hedgesThisHour(Start + 59min), 1);
    QCOMPARE(budget.hedgesThisHour(Start + 60min), 0);
    QVERIFY(!budget.tryHedge(Start + 60min, 0)); // nor are the requests of this hour any more
}

void tst_RoutingBudgets::hedgesStopAtTheMoneyOfADay()
{
    HedgeBudget budget;
    budget.setLimits({0.2, 1.0, 0.50});
    for (int i = 0; i < 100; ++i)
        budget.requestBegan(Start);
    QVERIFY(budget.tryHedge(Start, 400'000'000));
    QVERIFY(!budget.tryHedge(Start, 200'000'000));
    budget.settle(Start + 1min, 400'000'000, 100'000'000);
    QVERIFY(budget.tryHedge(Start + 1min, 200'000'000));
    QCOMPARE(budget.spentToday(Start + 1min), NanoUsd {300'000'000});
    QCOMPARE(budget.spentToday(Start + 23h), NanoUsd {300'000'000});
    QCOMPARE(budget.spentToday(Start + 25h), NanoUsd {0});
}

void tst_RoutingBudgets::longerWaitIsNeverShortened()
{
    RateLimitWindow window;
    const RetryPolicy policy;
    window.limited(Start, 60s, policy);
    window.limited(Start + 1s, 5s, policy);
    window.limited(Start + 2s, {}, policy);
    QCOMPARE(window.until(), SteadyTime(Start + 60s));
    QVERIFY(window.isStated());
    window.succeeded(); // of a request that was under way
    QVERIFY(window.isWaiting(Start + 59s));
    QVERIFY(!window.isWaiting(Start + 60s));
    window.limited(Start + 61s, 92h, policy);
    window.limited(Start + 62s, 100h, policy);
    QCOMPARE(window.until(), SteadyTime(Start + 62s + 100h));
    window.limited(Start + 63s, Milliseconds::max(), policy);
    QVERIFY(window.until() < Start + std::chrono::hours(24 * 32)); // no overflow
}

void tst_RoutingBudgets::guessedWaitsDouble()
{
    RateLimitWindow window;
    const RetryPolicy policy;
    SteadyTime now = Start;
    for (const Milliseconds wait : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 8000ms}) {
        window.limited(now, {}, policy);
        QCOMPARE(window.until(), SteadyTime(now + wait));
        QVERIFY(!window.isStated());
        now = window.until();
    }
    window.limited(now, {}, policy);
    window.succeeded();
    QVERIFY(!window.isWaiting(now));
    window.limited(now, {}, policy);
    QCOMPARE(window.until(), SteadyTime(now + 500ms));
}

void tst_RoutingBudgets::p95NeedsTwentySamples()
{
    ContentTimes times;
    for (int i = 1; i <= 19; ++i)
        times.add(Milliseconds(i));
    QVERIFY(!times.p95());
    QVERIFY(times.hedgeDelay() == 3s);
    times.add(20ms);
    QVERIFY(times.p95() == 19ms);
    for (int i = 0; i < 500; ++i)
        times.add(i % 10 == 0 ? 900ms : 100ms);
    QVERIFY(times.hedgeDelay() == 900ms);
}

void tst_RoutingBudgets::keysAreSpreadByWeight()
{
    TargetTrack target;
    target.endpoint = std::make_shared<EndpointTrack>();
    KeyPool pool;
    for (const int weight : {20, 5, 1}) {
        auto key = std::make_shared<KeyModelTrack>();
        key->key = std::make_shared<KeyTrack>();
        key->key->config.id = KeyId(QStringLiteral("k%1").arg(weight));
        pool.add(key, weight);
    }
    std::array<int, 3> chosen {};
    for (std::uint64_t conversation = 1; conversation <= 26'000; ++conversation)
        ++chosen[static_cast<std::size_t>(*pool.choose(target, 0, conversation, Start))];
    QVERIFY2(std::abs(chosen[0] - 20'000) < 1'000 && std::abs(chosen[1] - 5'000) < 500
            && std::abs(chosen[2] - 1'000) < 300,
        qPrintable(QStringLiteral("%1 %2 %3").arg(chosen[0]).arg(chosen[1]).arg(chosen[2])));
}

void tst_RoutingBudgets::conversationKeepsItsKey()
{
    TargetTrack target;
    target.endpoint = std::make_shared<EndpointTrack>();
    KeyPool pool;
    for (int i = 0; i < 4; ++i) {
        auto key = std::make_shared<KeyModelTrack>();
        key->key = std::make_shared<KeyTrack>();
        key->key->config.id = KeyId(QStringLiteral("k%1").arg(i));
        pool.add(key, 1);
    }
    const std::uint64_t hash = conversationHash("token", "be brief", "hello");
    QVERIFY(hash != conversationHash("token", "be briefhello", ""));
    QVERIFY(hash != conversationHash("other", "be brief", "hello"));
    const int own = *pool.choose(target, 0, hash, Start);
    // Another key that goes does not move it; its own that waits does, for as long as it waits.
    pool.track((own + 1) % 4)->key->refusedAt = Start;
    QCOMPARE(*pool.choose(target, 0, hash, Start), own);
    pool.track(own)->wait.wait(Start, 10s, true);
    const int other = *pool.choose(target, 0, hash, Start);
    QVERIFY(other != own && other != (own + 1) % 4);
    QCOMPARE(*pool.choose(target, 0, hash, Start + 10s), own);
    QVERIFY(!pool.choose(target, 0xf, hash, Start));
}

QTEST_GUILESS_MAIN(tst_RoutingBudgets)
#include "tst_routingbudgets.moc"
