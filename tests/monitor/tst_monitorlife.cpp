// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/twoproviders.h"

#include <QLoggingCategory>
#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_MonitorLife final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sleep();
    void suspendAndResume();
    void checkNow();
    void checkNowConfirmsOnce();
    void applyKeepsWhatDidNotChange();
    void stopRecordsWhatWasUnderWay();
    void restart();
    void randomLives();
};

void tst_MonitorLife::sleep()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, HostA, FakeAnswer::hanging());
    bench.run(65s); // a request may be under way
    bench.answerAll(HostA);
    const WallTime slept = bench.clock.wall();
    bench.clock.jumpWall(Milliseconds(8h));
    const size_t before = bench.http.seen().size();
    const int forgotten = bench.http.forgotten();
    bench.run(5s);
    const SteadyTime woke = bench.clock.steady();
    QCOMPARE(bench.state(TargetB), QStringLiteral("no-data"));
    QVERIFY(bench.http.forgotten() > forgotten);
    bench.run(24s);
    QCOMPARE(bench.http.seen().size(), before); // grace
    bench.run(40s);
    QVERIFY(bench.http.seen().size() > before);
    for (size_t i = before; i < bench.http.seen().size(); ++i)
        QVERIFY(bench.http.seen()[i].at >= woke + 25s);
    QCOMPARE(bench.state(TargetB), QStringLiteral("up"));
    for (const Span &span : bench.history.spans(TargetId::fromString(TargetB)))
        QVERIFY(span.to <= slept || span.from >= slept + 8h);
}

void tst_MonitorLife::suspendAndResume()
{
    MonitorBench bench;
    startTwo(bench);
    bench.monitor->systemSuspending();
    const size_t before = bench.http.seen().size();
    bench.run(30s);
    QCOMPARE(bench.http.seen().size(), before);
    bench.clock.jumpWall(Milliseconds(1h));
    bench.monitor->systemResumed();
    bench.run(29s);
    QCOMPARE(bench.http.seen().size(), before);
    bench.run(35s);
    QVERIFY(bench.http.seen().size() > before);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    // A sleep that was announced and did not come.
    bench.monitor->systemSuspending();
    bench.run(3min);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
}

void tst_MonitorLife::checkNow()
{
    MonitorBench bench;
    bench.monitor->checkNow({}, Monitor::Paid::Yes); // nothing is configured
    QVERIFY(bench.ended.empty()); // never from inside
    bench.run(1ms);
    QCOMPARE(bench.ended.size(), size_t {1});
    startTwo(bench);
    const int free = bench.requests(HostA, "GET");
    const int paid = bench.requests(HostA, "POST");
    const int other = bench.requests(HostB, "GET");
    bench.monitor->checkNow(TargetId::fromString(TargetA), Monitor::Paid::No);
    bench.run(1s);
    QCOMPARE(bench.ended.size(), size_t {2});
    QVERIFY(bench.ended.back() == TargetId::fromString(TargetA));
    QCOMPARE(bench.requests(HostA, "GET"), free + 1);
    QCOMPARE(bench.requests(HostA, "POST"), paid);
    QCOMPARE(bench.requests(HostB, "GET"), other);
    bench.monitor->checkNow({}, Monitor::Paid::Yes);
    bench.run(1s);
    QCOMPARE(bench.requests(HostA, "POST"), paid + 1);
    QCOMPARE(bench.requests(HostB, "GET"), other + 1);
    QCOMPARE(bench.ended.size(), size_t {3});
    bench.run(5min);
    QCOMPARE(bench.ended.size(), size_t {3});
}

void tst_MonitorLife::checkNowConfirmsOnce()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, HostA, FakeAnswer::json("{}", 503));
    bench.monitor->checkNow(TargetId::fromString(TargetA), Monitor::Paid::No);
    bench.run(1s);
    QVERIFY(bench.ended.empty());
    bench.run(1500ms); // confirmed after 2 s
    QCOMPARE(bench.ended.size(), size_t {1});
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
}

void tst_MonitorLife::applyKeepsWhatDidNotChange()
{
    MonitorBench bench;
    startTwo(bench);
    const WallTime since = bench.row(TargetB)->since;
    const size_t requests = static_cast<size_t>(bench.requests(HostB, "GET"));
    bench.monitor->checkNow({}, Monitor::Paid::No);
    Config config = bench.config;
    config.providers.front().baseUrl = QUrl(QStringLiteral("https://c.example/v1"));
    bench.answerAll(QStringLiteral("c.example"));
    bench.apply(config);
    bench.run(1ms);
    QCOMPARE(bench.state(TargetA), QStringLiteral("checking")); // seen anew
    bench.run(5s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("up"));
    QVERIFY(bench.requests(QStringLiteral("c.example"), "GET") > 0);
    QCOMPARE(bench.row(TargetB)->since, since);
    QVERIFY(static_cast<size_t>(bench.requests(HostB, "GET")) <= requests + 1);
    QCOMPARE(bench.ended.size(), size_t {1}); // the round that was under way has ended all the same
    config.providers.clear();
    bench.apply(config);
    bench.run(5min);
    QVERIFY(bench.board->targets.empty());
    QCOMPARE(bench.http.running(), 0);
}

void tst_MonitorLife::stopRecordsWhatWasUnderWay()
{
    MonitorBench bench;
    startTwo(bench);
    fail(bench, HostA, FakeAnswer::hanging());
    bench.monitor->checkNow({}, Monitor::Paid::Yes);
    bench.run(1s);
    QVERIFY(bench.ended.empty());
    bench.monitor->stop();
    QCOMPARE(bench.ended.size(), size_t {1});
    QCOMPARE(bench.http.running(), 0);
    int cancelled = 0;
    for (const Sample &sample : bench.history.samples)
        cancelled += sample.outcome == Outcome::Cancelled ? 1 : 0;
    QCOMPARE(cancelled, 2);
    const WallTime stopped = bench.clock.wall();
    QCOMPARE(bench.history.spans(TargetId::fromString(TargetB)).back().to, stopped);
    const size_t requests = bench.http.seen().size();
    bench.monitor->checkNow({}, Monitor::Paid::Yes);
    bench.monitor->stop();
    bench.run(10min);
    QCOMPARE(bench.http.seen().size(), requests);
    // A question after the end is answered too.
    QCOMPARE(bench.history.spans(TargetId::fromString(TargetB)).back().to, stopped);
    QCOMPARE(bench.ended.size(), size_t {2});
}

void tst_MonitorLife::restart()
{
    MonitorBench bench;
    fail(bench, HostA, FakeAnswer::json("{}", 503));
    MonitorMemory memory;
    const WallTime now = bench.clock.wall();
    memory.newestSpans = {{TargetId::fromString(TargetA), now - 30min, now - 20s, TargetState::Down,
        Owner::Provider, Cause::Outage, Outcome::Overloaded}};
    bench.monitor->remember(memory);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(15s);
    QCOMPARE(bench.state(TargetA), QStringLiteral("down"));
    QCOMPARE(bench.row(TargetA)->since, now - 30min);
    const auto spans = bench.history.spans(TargetId::fromString(TargetA));
    QVERIFY(spans.front().from >= now); // the time off is not claimed
}

void tst_MonitorLife::randomLives()
{
    QLoggingCategory::setFilterRules(QStringLiteral("belay.*.info=false"));
    SeededRandom chance(99);
    const std::vector<FakeAnswer> weathers {MonitorBench::goodCheck(), MonitorBench::badKey(),
        FakeAnswer::json("{}", 503), FakeAnswer::json("{}", 429), FakeAnswer::hanging(),
        FakeAnswer::failing(HttpFailureKind::Connect), FakeAnswer::failing(HttpFailureKind::Tls),
        FakeAnswer::chatStream(), FakeAnswer::json("<html>")};
    for (int life = 0; life < 120; ++life) {
        MonitorBench bench(static_cast<std::uint64_t>(life));
        const auto pick = [&] { return weathers[chance.next() % weathers.size()]; };
        Config config = bench.config;
        const int providers = 1 + static_cast<int>(chance.next() % 6);
        for (int i = 0; i < providers; ++i)
            config.providers.push_back(MonitorBench::provider(QStringLiteral("p%1").arg(i)));
        bench.apply(config);
        int asked = 0;
        for (int step = 0; step < 12; ++step) {
            const QString host
                = QStringLiteral("p%1.example").arg(chance.next() % static_cast<std::uint64_t>(providers));
            bench.answer(chance.uniform() < 0.2 ? Anchor : host, pick(), pick());
            const double what = chance.uniform();
            if (what < 0.05) {
                bench.clock.jumpWall(Milliseconds(static_cast<qint64>(chance.between(-3e6, 9e6))));
            } else if (what < 0.1) {
                bench.monitor->checkNow({}, Monitor::Paid::Yes);
                ++asked;
            } else if (what < 0.13) {
                config.providers.front().monitor.every
                    = Milliseconds(chance.uniform() < 0.5 ? 10'000 : 60'000);
                bench.apply(config);
            } else if (what < 0.15) {
                bench.monitor->systemSuspending();
            }
            bench.run(Milliseconds(static_cast<qint64>(chance.between(0, 120'000))));
            if (!bench.board)
                continue;
            QCOMPARE(bench.board->targets.size(), static_cast<size_t>(providers));
            for (size_t i = 1; i < bench.board->targets.size(); ++i)
                QVERIFY(severityRank(bench.board->targets[i - 1].verdict.state)
                    <= severityRank(bench.board->targets[i].verdict.state));
            for (const TargetStatus &row : bench.board->targets)
                QVERIFY(!row.verdict.reason.isEmpty() && row.recent.size() <= TargetStatus::RecentChecks);
        }
        bench.monitor->stop();
        QCOMPARE(static_cast<int>(bench.ended.size()), asked);
        QVERIFY(bench.http.mostAtOnce() <= 8 && bench.http.mostPerHost() <= 2);
        for (const ProviderConfig &provider : config.providers) {
            const auto spans = bench.history.spans({provider.id, provider.monitor.models.front()});
            for (size_t i = 0; i < spans.size(); ++i) {
                QVERIFY(spans[i].to >= spans[i].from);
                QVERIFY(i == 0 || spans[i].from >= spans[i - 1].to);
            }
            const auto uptime
                = uptimeOf(spans, WallTime {}, bench.clock.wall() + std::chrono::hours {9'000}).uptime();
            QVERIFY(!uptime || (*uptime >= 0.0 && *uptime <= 1.0));
        }
    }
}

QTEST_GUILESS_MAIN(tst_MonitorLife)
#include "tst_monitorlife.moc"
