// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_MonitorTraffic final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trafficSparesACompletion();
    void aMinuteOfTrafficIsOneBar();
    void theNewestLimitsOfAKeyAreTold();
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

void tst_MonitorTraffic::trafficSparesACompletion()
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

void tst_MonitorTraffic::aMinuteOfTrafficIsOneBar()
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

void tst_MonitorTraffic::theNewestLimitsOfAKeyAreTold()
{
    MonitorBench bench;
    bench.answerAll(HostA);
    bench.apply(oneProvider(bench));
    bench.run(5s);
    const auto told = [&bench] {
        bench.run(1s);
        return bench.board->providers.front().keys.front().limits;
    };
    QVERIFY(told().empty());
    Sample traffic;
    traffic.target = TargetId::fromString(TargetA);
    traffic.key = bench.board->providers.front().keys.front().id;
    traffic.source = SampleSource::Traffic;
    traffic.kind = ProbeKind::Completion;
    traffic.outcome = Outcome::Ok;
    traffic.status = 200;
    traffic.at = bench.clock.wall();
    traffic.limits = {{QStringLiteral("requests"), 500, 499, {}}};
    bench.monitor->observe(traffic);
    QCOMPARE(told(), (std::vector {ToldLimits {traffic.target.model, traffic.at, traffic.limits}}));
    Sample silent = traffic;
    silent.limits.clear();
    bench.monitor->observe(silent); // what was told before stays
    QCOMPARE(told().size(), size_t {1});
    traffic.limits.front().remaining = 498;
    bench.monitor->observe(traffic);
    QCOMPARE(told().front().limits.front().remaining, std::optional<double>(498));
}

QTEST_GUILESS_MAIN(tst_MonitorTraffic)
#include "tst_monitortraffic.moc"
