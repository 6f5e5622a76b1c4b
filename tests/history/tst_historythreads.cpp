// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historyworker.h"
#include "core/history/sqlitequeries.h"
#include "tests/history/historyfixture.h"

#include <QtTest>

#include <condition_variable>
#include <thread>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr WallTime Noon {Milliseconds {1'790'000'000'000}};
constexpr TimeRange Day {Noon - 1h, Noon + 23h};

/// The writer on a plain thread. SqliteHistory gives it one with an event loop, which Debian's Qt runs unseen
/// by the thread sanitizer; here it sees every lock there is.
class PlainWriter final
{
public:
    using Work = std::function<void(HistoryWorker &)>;

    PlainWriter(const QString &path, const HistoryOptions &options)
        : m_queue(options.queueBound, HistoryWorker::BatchSize,
            [this](WriteQueue::Wake) {
                post([](HistoryWorker &worker) { worker.wake(WriteQueue::Wake::Full); });
            })
        , m_worker(path, options, m_queue, [this](Work work) { post(std::move(work)); })
        , m_thread([this] { run(); })
    { }
    /// Writes what waits and returns when the file is closed.
    void end()
    {
        post([this](HistoryWorker &worker) {
            worker.close();
            m_ended = true;
        });
        m_thread.join();
    }
    WriteQueue &queue() { return m_queue; }
    const HistoryWorker &worker() const { return m_worker; }
    bool opened() const { return m_opened; }

private:
    void post(Work work)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_works.push_back(std::move(work));
        }
        m_changed.notify_one();
    }
    void run()
    {
        m_opened = m_worker.open().has_value();
        while (!m_ended) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_works.empty(); });
            const Work work = std::move(m_works.front());
            m_works.pop_front();
            lock.unlock();
            work(m_worker);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Work> m_works;
    bool m_ended = false; // of the writer's thread
    std::atomic<bool> m_opened = false;
    WriteQueue m_queue;
    HistoryWorker m_worker;
    std::thread m_thread; // last: it uses the rest
};

} // namespace

class tst_HistoryThreads final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyWriteOneReadsAndOneAsksHowItIs();
};

void tst_HistoryThreads::manyWriteOneReadsAndOneAsksHowItIs()
{
    constexpr int Producers = 3;
    constexpr int Each = 3'000;
    HistoryFixture fixture;
    fixture.clock.setWall(Noon);
    PlainWriter writer(fixture.path(), fixture.options());
    QTRY_VERIFY(writer.opened());

    std::atomic<bool> done {false};
    const auto generation = std::make_shared<std::atomic<int>>(0);
    std::thread reader([&] {
        SqliteQueries queries(fixture.path(), generation);
        while (!done) {
            queries.failures(haiku(), Day, 20);
            queries.buckets(haiku(), SeriesKind::Completion, Day, 1h);
        }
    });
    std::atomic<int> running = Producers;
    std::vector<std::thread> producers;
    for (int p = 0; p < Producers; ++p) {
        producers.emplace_back([&queue = writer.queue(), &running, p] {
            for (int i = 0; i < Each; ++i) {
                const WallTime at = Noon + Milliseconds {i * Producers + p};
                queue.push(i % 5 == 0 ? failedCompletion(at) : goodCompletion(at));
            }
            --running;
        });
    }
    QString trouble;
    while (running > 0) {
        trouble += writer.worker().lastError();
        ++*generation; // as if the file had been set aside: the reader opens it anew
    }
    for (std::thread &producer : producers)
        producer.join();
    writer.end();
    done = true;
    reader.join();
    QVERIFY2(writer.worker().lastWriteOk() && trouble.isEmpty(), qPrintable(trouble));

    SqliteQueries queries(fixture.path(), generation);
    std::uint64_t kept = 0;
    for (const HistoryBucket &bucket : queries.buckets(haiku(), SeriesKind::Completion, Day, 1h)) {
        for (const std::uint32_t one : bucket.counts)
            kept += one;
    }
    QCOMPARE(kept, std::uint64_t {Producers * Each});
}

QTEST_GUILESS_MAIN(tst_HistoryThreads)
#include "tst_historythreads.moc"
