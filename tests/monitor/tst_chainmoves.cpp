// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/chainmoves.h"

#include "core/monitor/trafficcount.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_ChainMoves final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoAnsweredInstead();
    void whatIsNoMove_data();
    void whatIsNoMove();
    void onlyTheLastTenMinutes();
    void requestsOfTheLastFiveMinutes();
};

namespace {

const TargetId A {ProviderId {QStringLiteral("a")}, QStringLiteral("m")};
const TargetId B {ProviderId {QStringLiteral("b")}, QStringLiteral("m")};
const TargetId C {ProviderId {QStringLiteral("c")}, QStringLiteral("m")};
const SteadyTime Start {1h};

TraceAttempt attempt(const TargetId &target, Outcome outcome)
{
    TraceAttempt one;
    one.target = target;
    one.outcome = outcome;
    return one;
}

Trace request(std::vector<TraceAttempt> attempts, TraceEnd ended = TraceEnd::Ok)
{
    Trace trace;
    trace.ended = ended;
    if (ended == TraceEnd::Ok)
        trace.target = attempts.back().target;
    trace.attempts = std::move(attempts);
    return trace;
}

MovedOn movedFrom(const ChainMoves &moves, const TargetId &target, SteadyTime now = Start)
{
    return moves.of(target, now, [](const TargetId &other) { return other.provider.value.toUpper(); });
}

} // namespace

void tst_ChainMoves::whoAnsweredInstead()
{
    ChainMoves moves;
    moves.add(
        request({attempt(A, Outcome::Overloaded), attempt(A, Outcome::Overloaded), attempt(B, Outcome::Ok)}),
        Start);
    moves.add(request({attempt(A, Outcome::RateLimited), attempt(C, Outcome::ServerError),
                  attempt(B, Outcome::Ok)}),
        Start);
    moves.add(request({attempt(A, Outcome::Auth), attempt(C, Outcome::Ok)}), Start);
    moves.add(request({attempt(A, Outcome::Connect)}, TraceEnd::Error), Start);
    QCOMPARE(movedFrom(moves, A), (MovedOn {3, 1, QStringLiteral("B")}));
    QCOMPARE(movedFrom(moves, C), (MovedOn {1, 0, QStringLiteral("B")}));
    QCOMPARE(movedFrom(moves, B), MovedOn {});
}

void tst_ChainMoves::whatIsNoMove_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<TraceEnd>("ended");
    QTest::addRow("the race was lost") << Outcome::Cancelled << TraceEnd::Ok;
    QTest::addRow("it was not asked") << Outcome::Skipped << TraceEnd::Ok;
    QTest::addRow("the request itself was wrong") << Outcome::ContextLength << TraceEnd::Ok;
    QTest::addRow("the client had gone") << Outcome::ServerError << TraceEnd::ClientGone;
}

void tst_ChainMoves::whatIsNoMove()
{
    QFETCH(Outcome, outcome);
    QFETCH(TraceEnd, ended);
    ChainMoves moves;
    moves.add(request({attempt(A, outcome), attempt(B, Outcome::Ok)}, ended), Start);
    moves.add(request({attempt(A, Outcome::Reset), attempt(A, Outcome::Ok)}), Start); // it mended itself
    QCOMPARE(movedFrom(moves, A), MovedOn {});
}

void tst_ChainMoves::onlyTheLastTenMinutes()
{
    ChainMoves moves;
    moves.add(request({attempt(A, Outcome::Overloaded), attempt(B, Outcome::Ok)}), Start);
    moves.add(request({attempt(A, Outcome::Overloaded), attempt(C, Outcome::Ok)}), Start + 5min);
    QCOMPARE(movedFrom(moves, A, Start + 10min).requests, 2);
    QCOMPARE(movedFrom(moves, A, Start + 10min + 1s), (MovedOn {1, 0, QStringLiteral("C")}));
    QCOMPARE(movedFrom(moves, A, Start + 1h), MovedOn {});
}

void tst_ChainMoves::requestsOfTheLastFiveMinutes()
{
    TrafficCount count;
    QCOMPARE(count.seen(Start), TrafficSeen {});
    for (int minute = 0; minute < 12; ++minute) {
        count.add(true, Start + minute * 1min);
        count.add(false, Start + minute * 1min + 30s);
    }
    QCOMPARE(count.seen(Start + 11min + 40s), (TrafficSeen {5, 5}));
    QCOMPARE(count.seen(Start + 14min), (TrafficSeen {2, 2}));
    QCOMPARE(count.seen(Start + 16min), TrafficSeen {});
    QCOMPARE(count.seen(Start + 3h), TrafficSeen {});
}

QTEST_GUILESS_MAIN(tst_ChainMoves)
#include "tst_chainmoves.moc"
