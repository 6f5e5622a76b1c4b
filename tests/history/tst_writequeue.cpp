// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/writequeue.h"
#include "tests/history/historyfixture.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Noon {Milliseconds {1'790'000'000'000}};

std::uint64_t countOf(const HistoryRows &rows)
{
    std::uint64_t count = rows.samples.size();
    for (const RollupRow &row : rows.rollups) {
        for (const std::uint32_t one : row.rollup.counts)
            count += one;
    }
    return count;
}

} // namespace

class tst_WriteQueue final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrderOfArrival();
    void successesGoFirstAndErrorsLast();
    void tracesGoBeforeSamples();
    void aGrowingSpanWaitsOnce();
    void wakesForTheFirstAndForAFullBatch();
    void losesNothingBetweenThreads();
};

void tst_WriteQueue::keepsTheOrderOfArrival()
{
    WriteQueue queue(10, 5, [](WriteQueue::Wake) {});
    const std::vector<Sample> samples {goodCompletion(Noon), failedCompletion(Noon + 1s),
        goodCompletion(Noon + 2s), failedCompletion(Noon + 3s)};
    for (const Sample &sample : samples)
        queue.push(sample);
    QCOMPARE(queue.take(3).samples, std::vector<Sample>(samples.begin(), samples.begin() + 3));
    QCOMPARE(queue.size(), size_t {1});
    QCOMPARE(queue.take(3).samples, std::vector<Sample>(samples.begin() + 3, samples.end()));
    QVERIFY(queue.take(3).isEmpty());
}

void tst_WriteQueue::successesGoFirstAndErrorsLast()
{
    WriteQueue queue(3, 100, [](WriteQueue::Wake) {});
    queue.push(failedCompletion(Noon));
    queue.push(goodCompletion(Noon + 1s));
    queue.push(goodCompletion(Noon + 2s));
    queue.push(failedCompletion(Noon + 3s)); // the oldest success goes
    queue.push(failedCompletion(Noon + 4s)); // the other one goes
    queue.push(goodCompletion(Noon + 5s)); // only errors are left: this one goes itself
    queue.push(failedCompletion(Noon + 6s)); // the oldest error goes
    QCOMPARE(queue.dropped(), std::uint64_t {4});
    const HistoryRows rows = queue.take(10);
    const std::vector<Sample> expected {
        failedCompletion(Noon + 3s), failedCompletion(Noon + 4s), failedCompletion(Noon + 6s)};
    QCOMPARE(rows.samples, expected);
    QCOMPARE(countOf(rows), std::uint64_t {7});
}

void tst_WriteQueue::tracesGoBeforeSamples()
{
    WriteQueue queue(3, 100, [](WriteQueue::Wake) {});
    const auto trace = [](std::uint64_t number) {
        Trace made;
        made.id = {0, number};
        return made;
    };
    queue.push(trace(1));
    queue.push(goodCompletion(Noon));
    queue.push(trace(2));
    queue.push(trace(3)); // the oldest trace goes
    queue.push(goodCompletion(Noon + 1s)); // the next one goes
    QCOMPARE(queue.size(), size_t {3});
    QCOMPARE(queue.droppedTraces(), std::uint64_t {2});
    queue.push(failedCompletion(Noon + 2s)); // the last one goes
    queue.push(trace(4)); // no trace is left to give way: this one goes itself
    QCOMPARE(queue.droppedTraces(), std::uint64_t {4});
    QCOMPARE(queue.dropped(), std::uint64_t {0});
    HistoryRows rows = queue.take(10);
    QCOMPARE(rows.samples.size(), size_t {3});
    QVERIFY(rows.traces.empty());
    for (std::uint64_t i = 5; i < 8; ++i)
        queue.push(trace(i));
    rows = queue.take(2);
    QCOMPARE(rows.traces, (std::vector {trace(5), trace(6)}));
    QVERIFY(!queue.isEmpty());
    QCOMPARE(queue.take(2).traces, std::vector {trace(7)});
    QVERIFY(queue.isEmpty());
}

void tst_WriteQueue::aGrowingSpanWaitsOnce()
{
    WriteQueue queue(3, 100, [](WriteQueue::Wake) {});
    Span span {haiku(), Noon, Noon + 1min, TargetState::Up};
    queue.push(span);
    span.to = Noon + 2min;
    queue.push(span);
    QVERIFY(!queue.isEmpty());
    QCOMPARE(queue.size(), size_t {0});
    QCOMPARE(queue.take(10).spans, std::vector<Span> {span});
    QVERIFY(queue.isEmpty());
    QVERIFY(queue.take(10).isEmpty());
}

void tst_WriteQueue::wakesForTheFirstAndForAFullBatch()
{
    std::vector<WriteQueue::Wake> wakes;
    WriteQueue queue(10, 3, [&wakes](WriteQueue::Wake wake) { wakes.push_back(wake); });
    for (int i = 0; i < 5; ++i)
        queue.push(goodCompletion(Noon));
    const std::vector<WriteQueue::Wake> expected {WriteQueue::Wake::First, WriteQueue::Wake::Full};
    QCOMPARE(wakes, expected);
}

void tst_WriteQueue::losesNothingBetweenThreads()
{
    constexpr int Producers = 4;
    constexpr int Each = 5'000;
    std::atomic<int> wakes {0};
    WriteQueue queue(500, 100, [&wakes](WriteQueue::Wake) { ++wakes; });
    std::atomic<bool> done {false};
    std::uint64_t taken = 0;
    std::thread consumer([&] {
        bool last = false;
        while (!last) {
            last = done.load(); // what is pushed before `done` is taken in the round after it
            for (HistoryRows rows = queue.take(64); !rows.isEmpty(); rows = queue.take(64))
                taken += countOf(rows);
            std::this_thread::yield();
        }
    });
    std::vector<std::thread> producers;
    for (int p = 0; p < Producers; ++p) {
        producers.emplace_back([&queue, p] {
            for (int i = 0; i < Each; ++i)
                queue.push(i % 7 == 0 ? failedCompletion(Noon + Milliseconds {i * Producers + p})
                                      : goodCompletion(Noon + Milliseconds {i * Producers + p}));
        });
    }
    for (std::thread &producer : producers)
        producer.join();
    done = true;
    consumer.join();
    QCOMPARE(taken, std::uint64_t {Producers * Each});
    QVERIFY(wakes > 0);
}

QTEST_GUILESS_MAIN(tst_WriteQueue)
#include "tst_writequeue.moc"
