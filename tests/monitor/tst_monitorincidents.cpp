// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

const QString HostA = QStringLiteral("a.example");
const QString TargetA = QStringLiteral("a/gpt-4.1-nano");

Config withModels(const MonitorBench &bench, int models)
{
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    if (models == 1)
        return config;
    config.providers.front().monitor.models.clear();
    for (int i = 0; i < models; ++i)
        config.providers.front().monitor.models.push_back(
            QStringLiteral("m%1").arg(i, 3, 10, QLatin1Char('0')));
    return config;
}

FakeAnswer dead()
{
    return FakeAnswer::json(R"({"error":{"message":"the servers are busy","code":"overloaded"}})", 503);
}

/// A bench whose monitor tells of incidents.
struct Watched {
    explicit Watched(std::uint64_t seed = 1)
        : bench(seed)
    {
        const auto note = [this](const char *what) {
            return [this, what](const Incident &incident) {
                told << QStringLiteral("%1 %2 of %n")
                            .arg(QLatin1StringView(what), toString(incident.cause))
                            .replace(QStringLiteral("%n"), QString::number(incident.targets.size()));
                last = incident;
            };
        };
        Monitor *monitor = bench.monitor.get();
        QObject::connect(monitor, &Monitor::incidentOpened, monitor, note("opened"));
        QObject::connect(monitor, &Monitor::incidentClosed, monitor, note("closed"));
    }
    std::vector<Incident> kept() const
    {
        std::vector<Incident> incidents;
        for (const auto &[id, incident] : bench.history.incidents)
            incidents.push_back(incident);
        return incidents;
    }
    QStringList told;
    Incident last;
    MonitorBench bench;
};

} // namespace

class tst_MonitorIncidents final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOutageFromItsBeginningToItsEnd();
    void aWholeProviderIsOneIncident();
    void aRejectedKeyIsAnIncidentOfYours();
    void theOwnNetworkIsNone();
    void sleepNeitherOpensNorCloses();
    void aRestartTakesItUpAgain();
    void aProviderThatIsRemovedHasNone();
    void whatAPersonAddsIsOnTheBoard();
};

void tst_MonitorIncidents::anOutageFromItsBeginningToItsEnd()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answerAll(HostA);
    bench.apply(withModels(bench, 1));
    bench.run(10min);
    QVERIFY(watched.told.isEmpty() && bench.board->incidents.empty());
    bench.answer(HostA, dead(), dead());
    bench.run(3min);
    QCOMPARE(watched.told, QStringList {QStringLiteral("opened outage of 1")});
    QCOMPARE(bench.board->incidents, watched.kept());
    const Incident open = watched.kept().front();
    QCOMPARE(open.targets, std::vector {TargetId::fromString(TargetA)});
    QVERIFY(open.owner == Owner::Provider);
    QVERIFY(open.outcome == Outcome::Overloaded);
    QCOMPARE(open.openedAt, bench.row(TargetA)->since);
    QCOMPARE(bench.row(TargetA)->incident, std::optional(IncidentMark {open.id, open.openedAt}));
    QVERIFY(open.firstError.contains(QStringLiteral("the servers are busy")));
    QVERIFY(!open.sentence.isEmpty());
    QVERIFY(open.samples >= 2 && open.peakErrorShare > 0);
    bench.run(20min);
    const WallTime recovers = bench.clock.wall();
    bench.answerAll(HostA);
    bench.run(20min);
    QCOMPARE(watched.told.size(), 2);
    QCOMPARE(watched.told.back(), QStringLiteral("closed outage of 1"));
    QCOMPARE(watched.kept().size(), size_t {1});
    QCOMPARE(watched.kept().front(), watched.last);
    QVERIFY(*watched.last.closedAt > recovers && *watched.last.closedAt - recovers < 8min);
    QCOMPARE(watched.last.peakErrorShare, 1.0);
    QVERIFY(bench.board->incidents.empty() && !bench.row(TargetA)->incident);
}

void tst_MonitorIncidents::aWholeProviderIsOneIncident()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answer(HostA, MonitorBench::goodCheck(), FakeAnswer::chatStream());
    Config config = withModels(bench, 200);
    config.providers.front().monitor.completionEvery.reset();
    bench.apply(config);
    bench.run(3min);
    bench.answer(HostA, dead(), dead());
    bench.run(3min);
    QCOMPARE(watched.told, QStringList {QStringLiteral("opened outage of 200")});
    QCOMPARE(watched.kept().size(), size_t {1});
}

void tst_MonitorIncidents::aRejectedKeyIsAnIncidentOfYours()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answer(HostA, MonitorBench::badKey(), MonitorBench::badKey());
    bench.apply(withModels(bench, 1));
    bench.run(5min);
    QCOMPARE(watched.told, QStringList {QStringLiteral("opened key of 1")});
    QVERIFY(watched.last.owner == Owner::You);
    QVERIFY(watched.last.state == TargetState::KeyRejected);
}

void tst_MonitorIncidents::theOwnNetworkIsNone()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answerAll(HostA);
    bench.apply(withModels(bench, 1));
    bench.run(10min);
    const FakeAnswer gone = FakeAnswer::failing(HttpFailureKind::Connect);
    bench.answer(HostA, gone, gone);
    bench.answer(QStringLiteral("anchor.example"), gone, gone);
    bench.run(1h);
    QVERIFY(bench.board->network.state == NetworkState::Offline);
    QVERIFY(watched.told.isEmpty());
    // An outage that was there before goes on behind it.
    bench.answerAll(QStringLiteral("anchor.example"));
    bench.answer(HostA, dead(), dead());
    bench.run(10min);
    QCOMPARE(watched.told.size(), 1);
    bench.answer(HostA, gone, gone);
    bench.answer(QStringLiteral("anchor.example"), gone, gone);
    bench.run(2h);
    QCOMPARE(bench.state(TargetA), QStringLiteral("no-data"));
    QCOMPARE(watched.told.size(), 1);
}

void tst_MonitorIncidents::sleepNeitherOpensNorCloses()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answer(HostA, dead(), dead());
    bench.apply(withModels(bench, 1));
    bench.run(5min);
    QCOMPARE(watched.told.size(), 1);
    bench.monitor->systemSuspending();
    bench.clock.jumpWall(3h);
    bench.monitor->systemResumed();
    bench.run(10min);
    QCOMPARE(watched.told.size(), 1);
    QCOMPARE(bench.board->incidents.size(), size_t {1});
}

void tst_MonitorIncidents::aRestartTakesItUpAgain()
{
    Watched before;
    before.bench.answer(HostA, dead(), dead());
    before.bench.apply(withModels(before.bench, 1));
    before.bench.run(10min);
    QCOMPARE(before.kept().size(), size_t {1});
    MonitorMemory memory;
    memory.incidents = before.kept(); // nothing more than what a crash leaves

    for (const bool stillDown : {true, false}) {
        Watched after(7);
        after.bench.clock.jumpWall(before.bench.clock.wall() + 1min - after.bench.clock.wall());
        after.bench.answerAll(HostA);
        if (stillDown)
            after.bench.answer(HostA, dead(), dead());
        after.bench.monitor->remember(memory);
        after.bench.apply(withModels(after.bench, 1));
        after.bench.run(10min);
        QCOMPARE(after.told, stillDown ? QStringList {} : QStringList {QStringLiteral("closed outage of 1")});
        QCOMPARE(after.kept().size(), size_t {1});
        QCOMPARE(after.kept().front().id, before.kept().front().id);
    }
}

void tst_MonitorIncidents::aProviderThatIsRemovedHasNone()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answer(HostA, dead(), dead());
    bench.apply(withModels(bench, 1));
    bench.run(5min);
    Config none = bench.config;
    none.providers.clear();
    bench.apply(none);
    QCOMPARE(watched.told.back(), QStringLiteral("closed outage of 1"));
}

void tst_MonitorIncidents::whatAPersonAddsIsOnTheBoard()
{
    Watched watched;
    MonitorBench &bench = watched.bench;
    bench.answer(HostA, dead(), dead());
    bench.apply(withModels(bench, 1));
    bench.run(5min);
    bench.monitor->remark({watched.last.id, QStringLiteral("a note"), true});
    bench.run(1s);
    const Incident shown = bench.board->incidents.front();
    QVERIFY(shown.muted && shown.note == u"a note");
    QCOMPARE(watched.kept(), std::vector {shown});
}

QTEST_GUILESS_MAIN(tst_MonitorIncidents)
#include "tst_monitorincidents.moc"
