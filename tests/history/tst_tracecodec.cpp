// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracecodec.h"
#include "tests/support/fakeclock.h"
#include "tests/support/madetraces.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

std::vector<Trace> made(int count)
{
    FakeClock clock;
    MadeTraces maker(clock);
    std::vector<Trace> traces;
    for (int i = 0; i < count; ++i) {
        traces.push_back(maker.next());
        clock.advance(500us);
    }
    return traces;
}

} // namespace

class tst_TraceCodec final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrites();
    void holdsEveryValue();
    void isSmall();
    void cutsLongNames();
    void refusesDamagedBytes();
};

void tst_TraceCodec::readsWhatItWrites()
{
    const std::vector<Trace> traces = made(256);
    QCOMPARE(unpackTraces(packTraces(traces)), std::optional(traces));
    QCOMPARE(unpackTraces(packTraces({})), std::optional(std::vector<Trace>()));
    QCOMPARE(unpackTraces(packTraces(std::vector {Trace()})), std::optional(std::vector {Trace()}));
}

void tst_TraceCodec::holdsEveryValue()
{
    std::vector<Trace> traces;
    for (size_t i = 0; i < enumCount<Outcome>(); ++i) {
        Trace trace;
        trace.id = {~std::uint64_t {0} - i, i};
        trace.at = i % 2 == 0 ? WallTime() : WallTime::max();
        trace.ended = static_cast<TraceEnd>(i % enumCount<TraceEnd>());
        trace.dialect = static_cast<Dialect>(i % enumCount<Dialect>());
        trace.status = i % 2 == 0 ? INT_MAX : INT_MIN;
        trace.tokensIn = INT_MAX;
        trace.losersUsd = INT64_MAX;
        trace.usd = INT64_MIN;
        TraceAttempt attempt;
        attempt.target = TargetId::fromString(QStringLiteral("a/ö/%1").arg(i));
        attempt.outcome = static_cast<Outcome>(i);
        attempt.note = static_cast<AttemptNote>(i % enumCount<AttemptNote>());
        attempt.length = Microseconds::max();
        trace.attempts = {attempt, TraceAttempt()};
        traces.push_back(trace);
    }
    QCOMPARE(unpackTraces(packTraces(traces)), std::optional(traces));
}

void tst_TraceCodec::isSmall()
{
    const qsizetype size = packTraces(made(256)).size();
    QVERIFY2(size < 256 * 64, qPrintable(QString::number(size)));
}

void tst_TraceCodec::cutsLongNames()
{
    Trace trace;
    trace.chain = ChainId {QString(100'000, u'x')};
    trace.attempts.resize(10'000);
    trace.dropped.resize(10'000, QStringLiteral("seed"));
    const auto read = unpackTraces(packTraces(std::vector {trace}));
    QVERIFY(read && read->size() == 1);
    QCOMPARE(read->front().chain.value, QString(128, u'x'));
    QCOMPARE(read->front().attempts.size(), size_t {256});
    QCOMPARE(read->front().dropped.size(), size_t {32});
}

void tst_TraceCodec::refusesDamagedBytes()
{
    const QByteArray whole = packTraces(made(8));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!unpackTraces(whole.first(size)), qPrintable(QString::number(size)));
    QVERIFY(!unpackTraces(QByteArray(whole + 'x')));
    QVERIFY(!unpackTraces(QByteArray(64, '\xff')));
    QVERIFY(!unpackTraces(QByteArray("\x02\x00\x00", 3))); // a form that is not known
    SeededRandom random(7);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes = whole;
        for (int k = 0; k < 3; ++k)
            bytes[static_cast<qsizetype>(random.next() % static_cast<std::uint64_t>(bytes.size()))]
                = static_cast<char>(random.next());
        const auto traces = unpackTraces(bytes); // that it returns is the point
        QVERIFY(!traces || traces->size() <= static_cast<size_t>(whole.size()));
    }
}

QTEST_GUILESS_MAIN(tst_TraceCodec)
#include "tst_tracecodec.moc"
