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
    void aFirstRefusalIsBeingConfirmed_data();
    void aFirstRefusalIsBeingConfirmed();
    void keyRejectedAndLimited();
    void vanishedModel();
    void modelThatNeverAnswered();
    void missingKey();
    void pausedModel();
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

void tst_Monitor::aFirstRefusalIsBeingConfirmed_data()
{
    QTest::addColumn<bool>("atTheCheck");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("expectedCause");
    QTest::addColumn<QString>("expectedState");
    const auto row = [](const char *name, bool atTheCheck, int status, const char *code, const char *cause,
                         const char *state) {
        QTest::addRow("%s", name) << atTheCheck << status << QByteArray(code) << QString::fromLatin1(cause)
                                  << QString::fromLatin1(state);
    };
    row("a key that is refused", true, 401, "invalid_api_key", "key", "key-rejected");
    row("a key that may not", true, 403, "forbidden", "key", "key-rejected");
    row("a key that is limited", true, 429, "rate_limit_exceeded", "rate-limit", "limited");
    row("a completion without credit", false, 429, "insufficient_quota", "quota", "limited");
    row("a completion that is limited", false, 429, "rate_limit_exceeded", "rate-limit", "limited");
    row("a completion that may not", false, 403, "forbidden", "key", "key-rejected");
}

void tst_Monitor::aFirstRefusalIsBeingConfirmed()
{
    QFETCH(bool, atTheCheck);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    const FakeAnswer refusal = error(status, code);
    MonitorBench bench;
    bench.answer(HostA, atTheCheck ? refusal : MonitorBench::goodCheck(), refusal);
    bench.apply(oneProvider(bench));
    bench.run(5s);
    const Verdict first = bench.row(TargetA)->verdict;
    QCOMPARE(toString(first.state), QStringLiteral("checking"));
    QCOMPARE(toString(first.owner), QStringLiteral("you"));
    QTEST(toString(first.cause), "expectedCause");
    QCOMPARE(toString(first.confidence), QStringLiteral("low"));
    QVERIFY2(first.reason.contains(QStringLiteral("once")), qPrintable(first.reason));
    QVERIFY2(!first.advice.contains(QStringLiteral("Nothing to do")), qPrintable(first.advice));
    QVERIFY(bench.board->overall.state != OverallState::Up);
    bench.run(15s);
    QTEST(bench.state(TargetA), "expectedState");
    const bool everUp = std::any_of(
        bench.told.begin(), bench.told.end(), [](const auto &told) { return told.state == TargetState::Up; });
    QVERIFY(!everUp || !atTheCheck);
}

void tst_Monitor::keyRejectedAndLimited()
{
    MonitorBench bench;
    bench.answer(HostA, MonitorBench::badKey(), MonitorBench::badKey());
    bench.apply(oneProvider(bench));
    bench.run(1s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("checking")); // one refusal is not yet a state
    bench.run(12s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("key-rejected"));
    QCOMPARE(toString(bench.row(TargetA)->verdict.cause), QStringLiteral("key"));
    QCOMPARE(toString(bench.board->providers.front().keys.front().health), QStringLiteral("rejected"));
    QCOMPARE(bench.requests(HostA, "POST"), 0); // no key is good, so nothing is paid for
    const std::vector<RecentCheck> bars = bench.row(TargetA)->recent; // of what can be seen
    QVERIFY(!bars.empty());
    QVERIFY(bars.back().state == TargetState::KeyRejected);
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
