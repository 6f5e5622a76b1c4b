// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosis.h"
#include "tests/monitor/monitorbench.h"

#include <QtTest>

#include <algorithm>

using namespace Belay;
using namespace std::chrono_literals;

/// What the monitor sees around a failure reaches the verdict.
class tst_Evidence final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void othersOfTheSameMinute();
    void siblingsThatAnswer();
    void siblingsThatFailToo();
    void oneRetiredKey();
    void allKeysAtOnce();
    void aKeyThatWasRefusedLongAgo();
    void requestsOfTheGateway();
    void whatTheChainsDid();
    void limitsOfTheHeaders();
    void whatIsUsual();
    void aCalmTargetHasNoCrowdAroundIt();
};

namespace {

const QString A = QStringLiteral("a/gpt-4.1-nano");

void start(
    MonitorBench &bench, const std::vector<QString> &providers, const std::vector<QString> &models = {})
{
    Config config = bench.config;
    for (const QString &id : providers) {
        bench.answerAll(id + QStringLiteral(".example"));
        config.providers.push_back(MonitorBench::provider(id));
        if (!models.empty())
            config.providers.back().monitor.models = models;
    }
    bench.apply(config);
    bench.run(10min);
}

FakeAnswer error(int status, const QByteArray &code)
{
    return FakeAnswer::json(R"({"error":{"message":"no","code":")" + code + R"("}})", status);
}

QString clueOf(const MonitorBench &bench, const QString &target, ClueKind kind, bool supports = true)
{
    for (const Clue &clue : bench.row(target)->verdict.evidence) {
        if (clue.kind == kind && clue.supports == supports)
            return clue.text;
    }
    return {};
}

QString sideOf(const MonitorBench &bench, const QString &target)
{
    const Verdict &verdict = bench.row(target)->verdict;
    return QStringLiteral("%1 %2/%3")
        .arg(toString(verdict.state), toString(verdict.owner), toString(verdict.cause));
}

/// A second key beside the one that every provider of the bench has.
Config withTwoKeys(MonitorBench &bench)
{
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    config.providers.front().keys.push_back({KeyId {QStringLiteral("spare")}, {}, 1});
    return config;
}

} // namespace

void tst_Evidence::othersOfTheSameMinute()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    const FakeAnswer dead = error(503, "overloaded");
    bench.answer(QStringLiteral("a.example"), dead, dead);
    bench.run(3min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("down provider/outage"));
    QCOMPARE(
        clueOf(bench, A, ClueKind::Others), QStringLiteral("2 other providers answer in the same minute."));
    QVERIFY(clueOf(bench, A, ClueKind::Reach).contains(QStringLiteral("fails")));
    bench.answer(QStringLiteral("b.example"), dead, dead);
    bench.answer(QStringLiteral("c.example"), dead, dead);
    bench.run(12min);
    QCOMPARE(clueOf(bench, A, ClueKind::Others, false),
        QStringLiteral("2 other providers fail in the same minute."));
}

void tst_Evidence::siblingsThatAnswer()
{
    MonitorBench bench;
    bench.http.setScript([](const HttpRequest &request) {
        const bool dead = request.body.contains("gpt-5-nano");
        return request.method != "POST" ? MonitorBench::goodCheck()
            : dead                      ? error(500, "server_error")
                                        : FakeAnswer::chatStream();
    });
    start(bench, {QStringLiteral("a")}, {QStringLiteral("gpt-4.1-nano"), QStringLiteral("gpt-5-nano")});
    bench.run(10min);
    const QString dead = QStringLiteral("a/gpt-5-nano");
    QCOMPARE(bench.state(A), QStringLiteral("up"));
    QCOMPARE(sideOf(bench, dead), QStringLiteral("down provider/outage"));
    QVERIFY2(bench.row(dead)->verdict.reason.contains(QStringLiteral("other models there answer")),
        qPrintable(bench.row(dead)->verdict.reason));
    QVERIFY(bench.row(dead)->verdict.advice.contains(QStringLiteral("another model of a")));
    QVERIFY(clueOf(bench, dead, ClueKind::Reach).contains(QStringLiteral("can be reached")));
}

void tst_Evidence::siblingsThatFailToo()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a")}, {QStringLiteral("gpt-4.1-nano"), QStringLiteral("gpt-5-nano")});
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), error(500, "server_error"));
    bench.run(12min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("down provider/outage"));
    QCOMPARE(clueOf(bench, A, ClueKind::SameProvider), QStringLiteral("1 other models of it fail too."));
}

void tst_Evidence::oneRetiredKey()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a")});
    bench.answer(QStringLiteral("a.example"), MonitorBench::badKey(), MonitorBench::badKey());
    bench.run(3min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("key-rejected you/key"));
    QVERIFY2(bench.row(A)->verdict.reason.contains(QStringLiteral("which worked before")),
        qPrintable(bench.row(A)->verdict.reason));
}

void tst_Evidence::allKeysAtOnce()
{
    MonitorBench bench;
    bench.answerAll(QStringLiteral("a.example"));
    bench.apply(withTwoKeys(bench));
    bench.run(10min);
    bench.answer(QStringLiteral("a.example"), MonitorBench::badKey(), MonitorBench::badKey());
    bench.run(4min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("key-rejected provider/outage"));
    QVERIFY(bench.row(A)->verdict.advice.contains(QStringLiteral("Do not replace your keys yet")));
    bench.answerAll(QStringLiteral("a.example"));
    bench.run(4min);
    QCOMPARE(bench.state(A), QStringLiteral("up"));
}

void tst_Evidence::aKeyThatWasRefusedLongAgo()
{
    MonitorBench bench;
    bool spareIsGood = false;
    bool mainIsGood = true;
    bench.http.setScript([&](const HttpRequest &request) {
        if (request.url.host() != u"a.example")
            return MonitorBench::goodCheck();
        const bool isSpare = request.auth && request.auth->secret.equals(Secret("sk-test-spare"));
        const bool good = isSpare ? spareIsGood : mainIsGood;
        return !good                   ? MonitorBench::badKey()
            : request.method == "POST" ? FakeAnswer::chatStream()
                                       : MonitorBench::goodCheck();
    });
    Config config = withTwoKeys(bench);
    KeyRing::Entries entries;
    entries[{config.providers.front().id, KeyId {QStringLiteral("main")}}]
        = KeyRingEntry {KeyStorage::Stored, Secret("sk-test-main")};
    entries[{config.providers.front().id, KeyId {QStringLiteral("spare")}}]
        = KeyRingEntry {KeyStorage::Stored, Secret("sk-test-spare")};
    bench.monitor->apply(
        std::make_shared<const Config>(config), std::make_shared<const KeyRing>(std::move(entries)));
    bench.run(30min);
    mainIsGood = false; // the spare one was never good, so this is no outage of the key check
    bench.run(4min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("key-rejected you/key"));
}

void tst_Evidence::requestsOfTheGateway()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a")});
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), error(500, "server_error"));
    Sample sample;
    sample.target = TargetId::fromString(A);
    sample.source = SampleSource::Traffic;
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::ServerError;
    sample.status = 500;
    for (int i = 0; i < 3; ++i) {
        sample.at = bench.clock.wall();
        bench.monitor->observe(sample);
        bench.run(1s);
    }
    QCOMPARE(sideOf(bench, A), QStringLiteral("down provider/outage"));
    QCOMPARE(
        clueOf(bench, A, ClueKind::Traffic), QStringLiteral("Of 3 requests through the gateway 3 failed."));
    bench.run(7min);
    QVERIFY(clueOf(bench, A, ClueKind::Traffic).isEmpty());
}

void tst_Evidence::whatTheChainsDid()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a"), QStringLiteral("b")});
    const FakeAnswer dead = error(503, "overloaded");
    bench.answer(QStringLiteral("a.example"), dead, dead);
    Trace trace;
    trace.target = TargetId::fromString(QStringLiteral("b/gpt-4.1-nano"));
    TraceAttempt failed;
    failed.target = TargetId::fromString(A);
    failed.outcome = Outcome::Overloaded;
    TraceAttempt answered;
    answered.target = *trace.target;
    answered.outcome = Outcome::Ok;
    trace.attempts = {failed, answered};
    bench.monitor->observeRequest(trace);
    bench.monitor->observeRequest(trace);
    bench.run(3min);
    QCOMPARE(bench.row(A)->verdict.handled, QStringLiteral("2 requests moved on to b."));
    QVERIFY(bench.row(trace.target->toString())->verdict.handled.isEmpty());
    bench.run(11min);
    QVERIFY(bench.row(A)->verdict.handled.isEmpty());
}

void tst_Evidence::limitsOfTheHeaders()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a")});
    FakeAnswer limited = error(429, "");
    limited.headers.push_back({"x-ratelimit-remaining-tokens", "0"});
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), limited);
    bench.run(12min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("limited you/rate-limit"));
    QCOMPARE(toString(bench.row(A)->verdict.confidence), QStringLiteral("high"));
    QCOMPARE(clueOf(bench, A, ClueKind::Limits), QStringLiteral("Nothing is left of its limit on tokens."));
}

void tst_Evidence::whatIsUsual()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a")});
    MonitorMemory memory;
    LatencyBaseline &baseline = memory.baselines[TargetId::fromString(A)];
    baseline.sameHourN = 100;
    baseline.sameHour = 300ms;
    baseline.failureShare = 0.01;
    bench.monitor->remember(memory);
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), FakeAnswer::chatStream(2s));
    bench.run(40min);
    QCOMPARE(sideOf(bench, A), QStringLiteral("slow provider/slow"));
    QCOMPARE(clueOf(bench, A, ClueKind::Usual), QStringLiteral("At this hour 0.3 s is usual."));
    QVERIFY(bench.row(A)->slowLimit == Microseconds(900ms));
    QVERIFY(bench.row(A)->recent.back().state == TargetState::Slow);
    bench.answer(QStringLiteral("a.example"), MonitorBench::goodCheck(), error(500, "server_error"));
    bench.run(12min);
    QCOMPARE(
        clueOf(bench, A, ClueKind::Usual), QStringLiteral("At this hour 1.0 % of its checks fail usually."));
    DiagnosisEvidence never;
    never.state = TargetState::Down;
    never.outcome = Outcome::ServerError;
    never.usual.failureShare = 0.0004;
    QCOMPARE(diagnose(never).evidence.back().text,
        QStringLiteral("At this hour hardly any of its checks fails usually."));
}

void tst_Evidence::aCalmTargetHasNoCrowdAroundIt()
{
    MonitorBench bench;
    start(bench, {QStringLiteral("a"), QStringLiteral("b")});
    const std::vector<Clue> before = bench.row(A)->verdict.evidence;
    QVERIFY(!before.empty());
    QVERIFY(std::ranges::all_of(before, &Clue::supports));
    QVERIFY(clueOf(bench, A, ClueKind::Others).isEmpty());
    bench.run(10min);
    QVERIFY(bench.row(A)->verdict.evidence == before); // or every board would differ from the last
}

QTEST_GUILESS_MAIN(tst_Evidence)
#include "tst_evidence.moc"
