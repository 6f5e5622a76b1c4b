// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_Monitor final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void upWithinSeconds();
    void reachIsDownWithinNinetySeconds_data();
    void reachIsDownWithinNinetySeconds();
    void aDeadModelIsDownInTime_data();
    void aDeadModelIsDownInTime();
    void upAgainAfterTwo();
    void keyRejectedAndLimited();
    void vanishedModel();
    void modelThatNeverAnswered();
    void missingKey();
    void unknownPrice();
    void spentBudgetStopsCompletionsAlone();
    void eachModelTellsWhatItCost();
    void pausedModel();
    void trafficSparesACompletion();
    void aMinuteOfTrafficIsOneBar();
    void localServerNamesItsModel();
    void keyGivenToALocalServerIsMissed();
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

FakeAnswer error(int status, const QByteArray &code)
{
    return FakeAnswer::json(R"({"error":{"message":"no","code":")" + code + R"("}})", status);
}

} // namespace

void tst_Monitor::upWithinSeconds()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    bench.run(3s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    const TargetStatus *row = bench.row(TargetA);
    QCOMPARE(toString(row->proof), QStringLiteral("stream"));
    QCOMPARE(row->completionEvery, std::optional<Milliseconds>(300s));
    QVERIFY(row->completionNote.isEmpty());
    QVERIFY(row->lastCheckAt && row->nextCheckAt && *row->nextCheckAt > *row->lastCheckAt);
    QCOMPARE(row->recent.size(), size_t {1});
    QVERIFY(row->spentThisMonth > 0);
    QVERIFY(!row->verdict.reason.isEmpty());
    QCOMPARE(bench.board->providers.size(), size_t {1});
    QCOMPARE(toString(bench.board->providers.front().keys.front().health), QStringLiteral("ok"));
    QCOMPARE(
        bench.board->providers.front().keys.front().last4, QStringLiteral("")); // a short value shows none
    QCOMPARE(toString(bench.board->network.state), QStringLiteral("online"));
    QCOMPARE(toString(bench.board->overall.state), QStringLiteral("up"));
    QCOMPARE(bench.history.samples.size(), size_t {3});
    bench.run(1h);
    // 60 s and 300 s with 20 % of jitter each way.
    QVERIFY(bench.requests(HostA, "GET") >= 50 && bench.requests(HostA, "GET") <= 76);
    QVERIFY(bench.requests(HostA, "POST") >= 10 && bench.requests(HostA, "POST") <= 16);
    const auto spans = bench.history.spans(TargetId::fromString(TargetA));
    QCOMPARE(spans.size(), size_t {1});
    QCOMPARE(uptimeOf(spans, spans.front().from, bench.clock.wall()).uptime(), std::optional<double>(1.0));
    QVERIFY(bench.clock.wall() - spans.front().to <= 61s);
}

void tst_Monitor::reachIsDownWithinNinetySeconds_data()
{
    QTest::addColumn<int>("how"); // 0 refused, 1 status 503, 2 hangs
    for (int seed = 1; seed <= 8; ++seed) {
        QTest::addRow("refused, seed %d", seed) << 0;
        QTest::addRow("overloaded, seed %d", seed) << 1;
        QTest::addRow("hangs, seed %d", seed) << 2;
    }
}

void tst_Monitor::reachIsDownWithinNinetySeconds()
{
    QFETCH(int, how);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        MonitorBench bench(seed);
        bench.answerAll(HostA);
        Config config = oneProvider(bench);
        config.providers.front().monitor.completionEvery.reset();
        bench.apply(config);
        bench.run(10min + 7s * static_cast<int>(seed));
        const FakeAnswer dead = how == 0 ? FakeAnswer::failing(HttpFailureKind::Connect)
            : how == 1                   ? error(503, "overloaded")
                                         : FakeAnswer::hanging();
        bench.answer(HostA, dead, dead);
        const SteadyTime died = bench.clock.steady();
        bench.run(120s);
        QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
        QVERIFY2(bench.told.back().at - died <= 90s,
            qPrintable(QString::number((bench.told.back().at - died).count())));
        QCOMPARE(toString(bench.told.back().verdict.owner), QStringLiteral("provider"));
        QCOMPARE(toString(bench.told.back().verdict.confidence), QStringLiteral("high"));
    }
}

void tst_Monitor::aDeadModelIsDownInTime_data()
{
    QTest::addColumn<bool>("hangs");
    QTest::addRow("it answers with errors") << false;
    QTest::addRow("it hangs") << true;
}

void tst_Monitor::aDeadModelIsDownInTime()
{
    QFETCH(bool, hangs);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        MonitorBench bench(seed);
        bench.answerAll(HostA);
        bench.apply(oneProvider(bench));
        bench.run(20min + 13s * static_cast<int>(seed));
        bench.answer(
            HostA, MonitorBench::goodCheck(), hangs ? FakeAnswer::hanging() : error(500, "server_error"));
        const SteadyTime died = bench.clock.steady();
        bench.run(10min);
        QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
        // One interval as it was drawn, at most 1.2 of 300 s, and 40 s.
        QVERIFY(bench.told.back().at - died <= 360s + 40s);
        QCOMPARE(toString(bench.board->providers.front().state), QStringLiteral("up"));
    }
}

void tst_Monitor::upAgainAfterTwo()
{
    MonitorBench bench;
    bench.answer(HostA, error(503, "overloaded"), error(503, "overloaded"));
    bench.apply(oneProvider(bench));
    bench.run(15s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    bench.answerAll(HostA);
    bench.run(73s); // one good check, which is not enough
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    bench.run(72s);
    QCOMPARE(toString(bench.board->providers.front().state), QStringLiteral("up"));
}

void tst_Monitor::keyRejectedAndLimited()
{
    MonitorBench bench;
    bench.answer(HostA, MonitorBench::badKey(), MonitorBench::badKey());
    bench.apply(oneProvider(bench));
    bench.run(1s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up")); // reach alone, and one refusal is not yet a state
    bench.run(12s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("key-rejected"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.cause), QStringLiteral("key"));
    QCOMPARE(toString(bench.board->providers.front().keys.front().health), QStringLiteral("rejected"));
    QCOMPARE(bench.requests(HostA, "POST"), 0); // no key is good, so nothing is paid for
    const auto spans = bench.history.spans(TargetId::fromString(TargetA));
    QCOMPARE(toString(spans.back().state), QStringLiteral("key-rejected"));

    MonitorBench limited;
    limited.answer(HostA, MonitorBench::goodCheck(), error(429, "rate_limit_exceeded"));
    limited.apply(oneProvider(limited));
    limited.run(15s);
    QCOMPARE(limited.state(TargetA), QStringLiteral("limited"));
    QCOMPARE(toString(limited.row(TargetA)->verdict.cause), QStringLiteral("rate-limit"));
    limited.answer(HostA, MonitorBench::goodCheck(), error(429, "insufficient_quota"));
    limited.run(7min);
    QCOMPARE(toString(limited.row(TargetA)->verdict.cause), QStringLiteral("quota"));
    QCOMPARE(toString(limited.board->providers.front().keys.front().health), QStringLiteral("out-of-credit"));
}

void tst_Monitor::vanishedModel()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    bench.run(1min);
    bench.answer(HostA, MonitorBench::goodCheck(), error(404, "model_not_found"));
    bench.run(7min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    const TargetStatus *row = bench.row(TargetA);
    QCOMPARE(toString(row->verdict.cause), QStringLiteral("model"));
    QCOMPARE(row->offeredModels,
        (std::vector<QString> {QStringLiteral("gpt-5-nano"), QStringLiteral("gpt-4o-mini")}));
    QVERIFY(row->verdict.advice.contains(QStringLiteral("Probe gpt-5-nano instead")));
    QCOMPARE(toString(bench.board->providers.front().state), QStringLiteral("up"));
}

void tst_Monitor::modelThatNeverAnswered()
{
    MonitorBench bench;
    bench.answer(HostA, MonitorBench::goodCheck(), error(404, "model_not_found"));
    bench.apply(oneProvider(bench));
    bench.run(5min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.owner), QStringLiteral("you"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.cause), QStringLiteral("configuration"));
    MonitorMemory memory;
    memory.everAnswered = {TargetId::fromString(TargetA)};
    bench.monitor->remember(memory);
    bench.run(15min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
}

void tst_Monitor::missingKey()
{
    MonitorBench bench;
    bench.answer(HostA, MonitorBench::badKey(), MonitorBench::badKey());
    bench.config.providers = {MonitorBench::provider(A)};
    KeyRing::Entries entries;
    entries[{ProviderId {A}, KeyId {QStringLiteral("main")}}]
        = KeyRingEntry {KeyStorage::LockedOrMissing, {}};
    bench.monitor->apply(
        std::make_shared<const Config>(bench.config), std::make_shared<const KeyRing>(std::move(entries)));
    bench.run(10min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.cause), QStringLiteral("key"));
    QCOMPARE(toString(bench.row(TargetA)->proof), QStringLiteral("reach"));
    QCOMPARE(bench.requests(HostA, "POST"), 0);
    for (const FakeHttpClient::Seen &seen : bench.http.seen())
        QVERIFY(!seen.keyed);
    QCOMPARE(toString(bench.history.samples[1].outcome), QStringLiteral("skipped"));
}

void tst_Monitor::unknownPrice()
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

void tst_Monitor::spentBudgetStopsCompletionsAlone()
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

void tst_Monitor::eachModelTellsWhatItCost()
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

void tst_Monitor::pausedModel()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    Config config = oneProvider(bench);
    config.providers.front().monitor.paused = config.providers.front().monitor.models;
    bench.apply(config);
    bench.run(10min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("paused"));
    QVERIFY(bench.http.seen().empty());
    bench.monitor->checkNow(TargetId::fromString(TargetA), Monitor::Paid::Yes);
    bench.run(1s);
    QCOMPARE(bench.ended.size(), size_t {1});
    QVERIFY(bench.http.seen().empty());
    config.providers.front().monitor.paused.clear();
    bench.apply(config);
    bench.run(5s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
}

void tst_Monitor::trafficSparesACompletion()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    bench.run(5s);
    const int before = bench.requests(HostA, "POST");
    Sample traffic;
    traffic.target = TargetId::fromString(TargetA);
    traffic.source = SampleSource::Traffic;
    traffic.kind = ProbeKind::Completion;
    traffic.outcome = Outcome::Ok;
    traffic.status = 200;
    for (int i = 0; i < 30; ++i) {
        bench.run(60s);
        traffic.at = bench.clock.wall();
        bench.monitor->observe(traffic);
    }
    QCOMPARE(bench.requests(HostA, "POST"), before);
    traffic.outcome = Outcome::ServerError;
    traffic.status = 500;
    bench.monitor->observe(traffic);
    bench.monitor->observe(traffic);
    bench.run(1s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    traffic.source = SampleSource::Drill; // counts for nothing
    traffic.outcome = Outcome::Ok;
    bench.monitor->observe(traffic);
    bench.monitor->observe(traffic);
    bench.run(1s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
}

void tst_Monitor::aMinuteOfTrafficIsOneBar()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    bench.run(5s);
    const auto recent = [&bench] {
        bench.run(1s);
        const TargetStatus *row = bench.row(TargetA);
        return row ? row->recent : std::vector<RecentCheck>();
    };
    const size_t before = recent().size();
    Sample traffic;
    traffic.target = TargetId::fromString(TargetA);
    traffic.source = SampleSource::Traffic;
    traffic.kind = ProbeKind::Completion;
    traffic.outcome = Outcome::Ok;
    traffic.status = 200;
    traffic.at = bench.clock.wall();
    for (int i = 0; i < 1'000; ++i)
        bench.monitor->observe(traffic);
    QCOMPARE(recent().size(), before + 1);
    QVERIFY(recent().back().state == TargetState::Up);
    traffic.outcome = Outcome::ServerError;
    traffic.status = 500;
    traffic.at = bench.clock.wall();
    bench.monitor->observe(traffic); // one alone is no outage
    QVERIFY(recent().back().state == TargetState::Up);
    bench.monitor->observe(traffic);
    QVERIFY(recent().back().state == TargetState::Down);
    QCOMPARE(recent().size(), before + 1);
    bench.run(60s);
    const size_t later = recent().size();
    traffic.at = bench.clock.wall();
    bench.monitor->observe(traffic);
    QCOMPARE(recent().size(), later + 1);
}

void tst_Monitor::localServerNamesItsModel()
{
    MonitorBench bench;
    ProviderConfig ollama;
    ollama.id = ProviderId {QStringLiteral("ollama")};
    ollama.name = QStringLiteral("Ollama");
    ollama.kind = ProviderKindId::Ollama;
    bench.answer(QStringLiteral("localhost"), MonitorBench::goodCheck(), FakeAnswer::chatStream());
    bench.answer(QStringLiteral("127.0.0.1"), MonitorBench::goodCheck(), FakeAnswer::chatStream());
    Config config = bench.config;
    config.providers = {ollama};
    bench.apply(config);
    bench.run(10s);
    QCOMPARE(bench.state(QStringLiteral("ollama/gpt-5-nano")), QStringLiteral("up"));
    QCOMPARE(bench.board->targets.size(), size_t {1});
    QCOMPARE(bench.row(QStringLiteral("ollama/gpt-5-nano"))->spentThisMonth, NanoUsd {0});
    // A server that is off is down, and nobody else has to be asked.
    const FakeAnswer off = FakeAnswer::failing(HttpFailureKind::Connect);
    bench.answer(QStringLiteral("localhost"), off, off);
    bench.answer(QStringLiteral("127.0.0.1"), off, off);
    bench.run(90s);
    QCOMPARE(bench.state(QStringLiteral("ollama/gpt-5-nano")), QStringLiteral("down"));
    QCOMPARE(bench.requests(QStringLiteral("anchor.example"), "GET"), 0);
}

void tst_Monitor::keyGivenToALocalServerIsMissed()
{
    MonitorBench bench;
    ProviderConfig vllm;
    vllm.id = ProviderId {QStringLiteral("vllm")};
    vllm.name = QStringLiteral("vLLM");
    vllm.kind = ProviderKindId::Vllm;
    vllm.monitor.models = {QStringLiteral("m")};
    bench.answer(QStringLiteral("localhost"), MonitorBench::goodCheck(), FakeAnswer::chatStream());
    bench.answer(QStringLiteral("127.0.0.1"), MonitorBench::goodCheck(), FakeAnswer::chatStream());
    Config config = bench.config;
    config.providers = {vllm};
    bench.apply(config);
    bench.run(10s);
    QCOMPARE(bench.state(QStringLiteral("vllm/m")), QStringLiteral("up"));
    const int before = bench.requests(QStringLiteral("127.0.0.1"), "POST")
        + bench.requests(QStringLiteral("localhost"), "POST");
    QVERIFY(before > 0);
    // A file that cannot be read, or a keychain that is locked.
    config.providers.front().keys = {{KeyId {QStringLiteral("main")}, {}, 1}};
    bench.monitor->apply(std::make_shared<const Config>(config), std::make_shared<const KeyRing>());
    bench.run(10min);
    const TargetStatus *row = bench.row(QStringLiteral("vllm/m"));
    QCOMPARE(toString(row->verdict.state), toString(TargetState::NoData));
    QCOMPARE(toString(row->verdict.owner), toString(Owner::You));
    QCOMPARE(toString(row->verdict.cause), toString(Cause::Key));
    QCOMPARE(bench.requests(QStringLiteral("127.0.0.1"), "POST")
            + bench.requests(QStringLiteral("localhost"), "POST"),
        before);
}

QTEST_GUILESS_MAIN(tst_Monitor)
#include "tst_monitor.moc"
