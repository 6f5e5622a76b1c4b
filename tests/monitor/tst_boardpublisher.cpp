// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/boardbuilder.h"
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_BoardPublisher final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRoundOfProbesIsCalm();
    void aNewConfigDoesNotWait();
    void aTargetNamesTheIncidentOfItsCause_data();
    void aTargetNamesTheIncidentOfItsCause();
};

void tst_BoardPublisher::aTargetNamesTheIncidentOfItsCause_data()
{
    using enum TargetState;
    QTest::addColumn<TargetState>("state");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("expected");
    QTest::newRow("an outage beside a newer limit") << Down << Cause::Outage << QStringLiteral("outage");
    QTest::newRow("the limit beside the outage") << Limited << Cause::RateLimit << QStringLiteral("limit");
    QTest::newRow("whose side is not clear") << Down << Cause::None << QStringLiteral("outage");
    QTest::newRow("none is like it: the newest") << Slow << Cause::Slow << QStringLiteral("limit");
}

void tst_BoardPublisher::aTargetNamesTheIncidentOfItsCause()
{
    QFETCH(const TargetState, state);
    QFETCH(const Cause, cause);
    QFETCH(const QString, expected);
    const TargetId target = TargetId::fromString(QStringLiteral("acme/large"));
    const WallTime opened {std::chrono::hours {500'000}};
    Incident outage;
    outage.id = {1, 0};
    outage.targets = {target};
    outage.cause = Cause::Outage;
    outage.openedAt = opened;
    Incident limit = outage;
    limit.id = {2, 0};
    limit.cause = Cause::RateLimit;
    limit.state = TargetState::Limited;
    limit.openedAt = opened + 1min;
    Incident elsewhere = outage;
    elsewhere.id = {3, 0};
    elsewhere.targets = {TargetId::fromString(QStringLiteral("acme/small"))};
    StatusBoard board;
    TargetStatus &row = board.targets.emplace_back();
    row.id = target;
    row.verdict.state = state;
    row.verdict.cause = cause;
    addIncidents(board, {outage, limit, elsewhere});
    const Incident &named = expected == u"outage" ? outage : limit;
    QCOMPARE(board.targets.front().incident, std::optional(IncidentMark {named.id, named.openedAt}));
}

void tst_BoardPublisher::aRoundOfProbesIsCalm()
{
    MonitorBench bench;
    Config config = bench.config;
    for (int i = 0; i < 40; ++i) {
        const QString id = QStringLiteral("p%1").arg(i);
        config.providers.push_back(MonitorBench::provider(id));
        bench.answerAll(id + QStringLiteral(".example"));
    }
    bench.apply(config);
    bench.run(10min);
    QCOMPARE(bench.board->targets.size(), size_t {40});
    for (size_t i = 1; i < bench.boardTimes.size(); ++i)
        QVERIFY(bench.boardTimes[i] - bench.boardTimes[i - 1] >= 250ms);
    QVERIFY(bench.http.mostAtOnce() <= 8);
    // Nothing new, no board.
    bench.monitor->stop();
    const size_t boards = bench.boardTimes.size();
    bench.run(10min);
    QCOMPARE(bench.boardTimes.size(), boards);
}

// The first of these boards is empty: what the program shows at its start must not wait for that one's turn.
void tst_BoardPublisher::aNewConfigDoesNotWait()
{
    MonitorBench bench;
    bench.monitor->setSystemNetwork(NetworkState::Online);
    bench.run(1ms);
    QCOMPARE(bench.boardTimes.size(), size_t {1});
    QVERIFY(bench.board->targets.empty());

    bench.config.providers.push_back(MonitorBench::provider(QStringLiteral("p")));
    bench.apply(bench.config);
    bench.run(1ms);
    QCOMPARE(bench.boardTimes.size(), size_t {2});
    QCOMPARE(bench.board->targets.size(), size_t {1});
}

QTEST_GUILESS_MAIN(tst_BoardPublisher)
#include "tst_boardpublisher.moc"
