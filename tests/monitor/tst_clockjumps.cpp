// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/monitorbench.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

/// The wall clock is set, forward or back; the monotonic clock and the network go on as ever.
class tst_ClockJumps final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noStateComesOfAJump_data();
    void noStateComesOfAJump();
    void aFailureIsStillSeenInTime();
};

namespace {

const QString Target = QStringLiteral("a/gpt-4.1-nano");
const QString Host = QStringLiteral("a.example");

void start(MonitorBench &bench)
{
    bench.answerAll(Host);
    Config config = bench.config;
    config.providers = {MonitorBench::provider(QStringLiteral("a"))};
    bench.apply(config);
    bench.run(10min);
    QCOMPARE(bench.state(Target), QStringLiteral("up"));
}

} // namespace

void tst_ClockJumps::noStateComesOfAJump_data()
{
    QTest::addColumn<Milliseconds>("by");
    QTest::addRow("ten seconds forward") << Milliseconds(10s);
    QTest::addRow("an hour forward") << Milliseconds(1h);
    QTest::addRow("ten years forward") << Milliseconds(24h * 3'650);
    QTest::addRow("ten seconds back") << Milliseconds(-10s);
    QTest::addRow("an hour back") << Milliseconds(-1h);
    QTest::addRow("ten years back") << Milliseconds(-24h * 3'650);
    QTest::addRow("to the beginning of time") << Milliseconds(-1'789'000'000'000);
}

void tst_ClockJumps::noStateComesOfAJump()
{
    QFETCH(Milliseconds, by);
    MonitorBench bench;
    start(bench);
    bench.told.clear();
    const size_t samples = bench.history.samples.size();
    const size_t requests = bench.http.seen().size();
    const WallTime before = bench.clock.wall();
    bench.clock.jumpWall(by);
    const WallTime after = bench.clock.wall();
    bench.run(10min);
    QCOMPARE(bench.state(Target), QStringLiteral("up"));
    for (const MonitorBench::Told &told : bench.told)
        QVERIFY2(told.state == TargetState::Up || told.state == TargetState::NoData,
            qPrintable(toString(told.state)));
    // As many checks as ever: one a minute, and none in a burst.
    const size_t asked = bench.http.seen().size() - requests;
    QVERIFY2(asked >= 9 && asked <= 20, QByteArray::number(asked).constData());
    QVERIFY(bench.history.samples.size() > samples + 8);
    // Every span is a length of time that was lived through: none ends before it begins or claims the jump.
    for (const Span &span : bench.history.spans(TargetId::fromString(Target))) {
        QVERIFY(span.to >= span.from);
        QVERIFY2(span.to - span.from <= 21min, qPrintable(toIsoString(span.from) + toIsoString(span.to)));
    }
    if (by > 24h || by < -24h) {
        const auto vouchesForNow = [&](const Span &span) {
            return span.from >= after && span.from < after + 3min && span.to > after + 8min;
        };
        QVERIFY(std::ranges::any_of(bench.history.spans(TargetId::fromString(Target)), vouchesForNow));
    }
    const TargetStatus *row = bench.row(Target);
    QVERIFY(row->since <= bench.clock.wall());
    QVERIFY(row->lastCheckAt && *row->lastCheckAt >= std::min(before, after)
        && *row->lastCheckAt <= bench.clock.wall());
    QVERIFY(!row->nextCheckAt || *row->nextCheckAt <= bench.clock.wall() + 2min);
}

void tst_ClockJumps::aFailureIsStillSeenInTime()
{
    MonitorBench bench;
    start(bench);
    bench.clock.jumpWall(Milliseconds(-1h));
    bench.answer(Host, FakeAnswer::json("{}", 503), FakeAnswer::json("{}", 503));
    bench.run(90s);
    QCOMPARE(bench.state(Target), QStringLiteral("down"));
    QVERIFY(bench.row(Target)->since <= bench.clock.wall());
    bench.answerAll(Host);
    bench.clock.jumpWall(Milliseconds(2h)); // as a machine that slept: grace, then a round
    bench.run(4min);
    QCOMPARE(bench.state(Target), QStringLiteral("up"));
}

QTEST_GUILESS_MAIN(tst_ClockJumps)
#include "tst_clockjumps.moc"
