// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probebudget.h"
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_MonitorSpending final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unknownPrice();
    void spentBudgetStopsCompletionsAlone();
    void eachModelTellsWhatItCost();
    void theMonthComesTo();
};

namespace {

const QString A = QStringLiteral("a");
const QString HostA = QStringLiteral("a.example");
const QString TargetA = QStringLiteral("a/gpt-4.1-nano");

Config oneProvider(const MonitorBench &bench)
{
    Config config = bench.config;
    config.providers = {MonitorBench::provider(A)};
    return config;
}

} // namespace

void tst_MonitorSpending::unknownPrice()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    Config config = oneProvider(bench);
    config.providers.front().monitor.models = {QStringLiteral("nobody-described-this")};
    const QString target = QStringLiteral("a/nobody-described-this");
    bench.apply(config);
    bench.run(20min);
    QCOMPARE(bench.requests(HostA, "POST"), 0);
    QVERIFY(bench.row(target)->completionNote.contains(QStringLiteral("price")));
    bench.monitor->checkNow({}, Monitor::Paid::Yes);
    bench.run(1min);
    QCOMPARE(bench.requests(HostA, "POST"), 0); // not even when asked
    QCOMPARE(bench.ended.size(), size_t {1});
    Config priced = config;
    priced.prices[TargetId::fromString(target)] = Price {1, 1};
    bench.apply(priced);
    bench.run(1min);
    QCOMPARE(bench.requests(HostA, "POST"), 1);
    config.providers.front().monitor.acceptUnknownPrice = true;
    bench.apply(config);
    bench.run(1min);
    QCOMPARE(bench.requests(HostA, "POST"), 2);
    QVERIFY(bench.row(target)->completionNote.isEmpty());
}

void tst_MonitorSpending::spentBudgetStopsCompletionsAlone()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    MonitorMemory memory;
    memory.spentThisMonth[ProviderId {A}] = 999'999'000;
    bench.monitor->remember(memory);
    bench.run(30min);
    QCOMPARE(bench.requests(HostA, "POST"), 0);
    QVERIFY(bench.requests(HostA, "GET") > 20);
    QVERIFY(bench.row(TargetA)->completionNote.contains(QStringLiteral("spent")));
    QVERIFY(!bench.row(TargetA)->completionEvery.has_value());
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
}

void tst_MonitorSpending::eachModelTellsWhatItCost()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    Config config = oneProvider(bench);
    const TargetId dear {ProviderId {A}, QStringLiteral("dear")};
    config.providers.front().monitor.models.push_back(dear.model);
    config.prices[dear] = {900'000'000, 900'000'000};
    bench.apply(config);
    // What history holds of this month, with a model that nobody watches any more.
    MonitorMemory memory;
    memory.spentThisMonth[ProviderId {A}] = 90'000;
    memory.spentByTarget[dear] = 50'000;
    memory.spentByTarget[TargetId::fromString(TargetA)] = 10'000;
    bench.monitor->remember(memory);
    bench.run(1h);
    std::map<QString, NanoUsd> paid;
    for (const Sample &sample : bench.history.samples)
        paid[sample.target.toString()] += sample.usd.value_or(0);
    QVERIFY(paid[TargetA] > 0 && paid[dear.toString()] > paid[TargetA]);
    QCOMPARE(bench.row(TargetA)->spentThisMonth, 10'000 + paid[TargetA]);
    QCOMPARE(bench.row(dear.toString())->spentThisMonth, 50'000 + paid[dear.toString()]);
    // A config that changes forgets nothing, and a new month begins at nothing.
    config.providers.front().name = QStringLiteral("another name");
    bench.apply(config);
    bench.run(1s);
    QVERIFY(bench.row(TargetA)->spentThisMonth >= 10'000 + paid[TargetA]);
    bench.clock.setWall(bench.clock.wall() + 32 * 24h);
    bench.run(10s);
    QVERIFY(bench.row(TargetA)->spentThisMonth < 10'000); // what it has cost since, if anything
}

void tst_MonitorSpending::theMonthComesTo()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    Config config = oneProvider(bench);
    bench.apply(config);
    bench.run(5min);
    const auto month = [&bench] { return bench.board->providers.front().spending; };
    QCOMPARE(month().budget, NanoUsd {1'000'000'000});
    QVERIFY(month().spent > 0);
    const NanoUsd one = month().spent / bench.requests(HostA, "POST");
    // From MonitorBench's own day on, a request every five minutes, whole hours.
    const auto hours = std::chrono::ceil<std::chrono::hours>(leftOfMonth(bench.clock.wall()));
    QVERIFY(month().byMonthEnd);
    const NanoUsd coming = *month().byMonthEnd - month().spent;
    QCOMPARE(coming, one * (hours / 5min));
    config.providers.front().monitor.models = {QStringLiteral("nobody-described-this")};
    config.providers.front().monitor.acceptUnknownPrice = true;
    bench.apply(config);
    bench.run(1min);
    QVERIFY(!month().byMonthEnd);
    QVERIFY(month().spent > 0); // of the model before
}

QTEST_GUILESS_MAIN(tst_MonitorSpending)
#include "tst_monitorspending.moc"
