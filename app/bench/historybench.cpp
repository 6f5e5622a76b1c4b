// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/historybench.h"

#include "core/base/random.h"
#include "core/history/sqlitehistory.h"

#include <QTemporaryDir>

#include <atomic>
#include <cmath>
#include <ostream>
#include <thread>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr int Targets = 20;
constexpr auto Year = 365 * 24h;
constexpr Milliseconds Every = 60s;
constexpr WallTime End {Milliseconds {1'795'305'600'000}}; // 2026-11-22T00:00:00Z
constexpr int Runs = 50;

/// Wall time is that of the samples, so that folding and retention run as they would in that year.
class YearClock final : public Clock
{
public:
    WallTime wall() const override { return WallTime {Milliseconds {m_wall.load()}}; }
    void setWall(WallTime time) { m_wall = time.time_since_epoch().count(); }
    SteadyTime steady() const override { return m_real.steady(); }
    std::unique_ptr<Alarm> createAlarm(std::function<void()> due) override
    {
        return m_real.createAlarm(std::move(due));
    }

private:
    std::atomic<qint64> m_wall {(End - Year).time_since_epoch().count()};
    SystemClock m_real;
};

/// Completions with all measures: the largest row that a probe makes. The last target is the slowest and the
/// least reliable one.
class YearOfSamples
{
public:
    YearOfSamples()
    {
        for (int i = 0; i < Targets; ++i)
            m_targets.push_back(TargetId::fromString(QStringLiteral("provider-%1/model-%1").arg(i)));
    }
    const std::vector<TargetId> &targets() const { return m_targets; }
    const TargetId &slowest() const { return m_targets.back(); }

    Sample next(int target, WallTime at)
    {
        Sample sample;
        sample.at = at + Milliseconds {static_cast<qint64>(m_random.between(0, 12'000))};
        sample.target = m_targets[static_cast<size_t>(target)];
        sample.key = m_key;
        sample.kind = ProbeKind::Completion;
        sample.proof = Proof::Stream;
        sample.status = 200;
        sample.outcome = Outcome::Ok;
        fill(sample.timings, 300'000.0 + 60'000.0 * target);
        sample.tokensIn = 12;
        sample.tokensOut = 5;
        sample.usd = 2'400;
        sample.servedModel = m_model;
        if (m_random.uniform() < 0.001 * (1 + target))
            fail(sample);
        return sample;
    }

    /// A day with three short outages; the slowest target has twelve.
    void spansOfDay(HistoryStore &store, WallTime day) const
    {
        for (int i = 0; i < Targets; ++i) {
            const int outages = i + 1 == Targets ? 12 : 3;
            const Milliseconds piece = Milliseconds {24h} / outages;
            for (int k = 0; k < outages; ++k) {
                const WallTime from = day + piece * k;
                const auto &target = m_targets[static_cast<size_t>(i)];
                store.record(Span {target, from, from + piece - 7min, TargetState::Up});
                store.record(Span {target, from + piece - 7min, from + piece, TargetState::Down,
                    Owner::Provider, Cause::Outage, Outcome::ServerError});
            }
        }
    }

private:
    void fill(PhaseTimings &timings, double typicalFirstContent)
    {
        // Near to a log-normal law: three throws of the dice are enough of a bell for widths of histograms.
        const double bell = m_random.uniform() + m_random.uniform() + m_random.uniform() - 1.5;
        const auto first = static_cast<qint64>(typicalFirstContent * std::exp(bell * 0.7));
        const auto jitter
            = [this](double low, double high) { return static_cast<qint64>(m_random.between(low, high)); };
        timings.dns = Microseconds {jitter(800, 9'000)};
        timings.tcp = *timings.dns + Microseconds {jitter(9'000, 24'000)};
        timings.tls = *timings.tcp + Microseconds {jitter(14'000, 38'000)};
        timings.firstByte = *timings.tls + Microseconds {first * 9 / 10};
        timings.firstContent = *timings.firstByte + Microseconds {first / 10};
        timings.total = *timings.firstContent + Microseconds {jitter(60'000, 400'000)};
    }

    void fail(Sample &sample) const
    {
        sample.outcome = Outcome::Overloaded;
        sample.status = 529;
        sample.proof = Proof::Reach;
        sample.timings.firstContent.reset();
        sample.tokensIn = sample.tokensOut = std::nullopt;
        sample.usd.reset();
        sample.requestId = QStringLiteral("req_011CSHoEeqs5C35K2UUqR7Fy");
        sample.evidence = Evidence {QStringLiteral("overloaded_error"), QStringLiteral("203.0.113.7:443"),
            QStringLiteral("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                           "\"message\":\"Overloaded\"}}"),
            5s};
    }

    SeededRandom m_random {20'261'122};
    const KeyId m_key {QStringLiteral("main")};
    const QString m_model = QStringLiteral("model-2026-10-01");
    std::vector<TargetId> m_targets;
};

double millisecondsOf(const std::function<void()> &work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

double p95Runs(const std::function<void()> &work)
{
    std::vector<double> runs;
    for (int i = 0; i < Runs; ++i)
        runs.push_back(millisecondsOf(work));
    return p95Of(std::move(runs));
}

/// The whole year through record(), as the monitor hands its results over. Samples a second; nothing when the
/// store gave up.
std::optional<double> takeIn(SqliteHistory &history, YearClock &clock, std::ostream &progress)
{
    constexpr quint64 RoomInQueue = 12'000; // producers that never wait would drop, and this one could
    YearOfSamples year;
    bool ok = true;
    qint64 written = 0;
    const double took = millisecondsOf([&] {
        for (WallTime at = End - Year; at < End && ok; at += Every) {
            if ((at - (End - Year)) % 24h == 0ms) {
                clock.setWall(at);
                ok = history.tidy().has_value();
                year.spansOfDay(history, at);
            }
            for (int target = 0; target < Targets; ++target)
                history.record(year.next(target, at));
            written += Targets;
            while (written % 1'000 == 0 && history.health().queued > RoomInQueue)
                std::this_thread::sleep_for(1ms);
            if (written % 2'000'000 == 0)
                progress << "history: " << written << " samples\n" << std::flush;
        }
        clock.setWall(End);
        ok = ok && history.flush().has_value() && history.tidy().has_value();
    });
    if (!ok || history.health().dropped > 0) {
        progress << "history: " << history.health().detail.toStdString() << ", dropped "
                 << history.health().dropped << '\n';
        return {};
    }
    progress << "history: " << written << " samples in " << took / 1'000 << " s\n";
    return static_cast<double>(written) / (took / 1'000);
}

/// The worst p95 of all ranges that the pages offer, and a few in between.
double chartMs(HistoryQueries &queries, std::ostream &progress)
{
    const YearOfSamples year;
    double worst = 0;
    for (const auto length :
        {1h, 6h, 24h, 3 * 24h, 7 * 24h, 30 * 24h, 34 * 24h, 90 * 24h, 180 * 24h, 365 * 24h}) {
        const TimeRange range {End - length, End};
        const Milliseconds step = chartStep(range, End);
        const double ms = p95Runs(
            [&] { std::ignore = queries.buckets(year.slowest(), SeriesKind::Completion, range, step); });
        progress << "history: chart of " << length.count() << " h in steps of "
                 << toDurationString(step).toStdString() << ": " << ms << " ms\n";
        worst = std::max(worst, ms);
    }
    return worst;
}

struct ReadFigures {
    double chartMs = 0;
    double cardsMs = 0;
    double openMs = 0;
};

std::optional<ReadFigures> readAll(const QString &path, HistoryOptions options, std::ostream &progress)
{
    ReadFigures figures;
    std::unique_ptr<SqliteHistory> history;
    std::unique_ptr<HistoryQueries> queries;
    const YearOfSamples year;
    figures.openMs = millisecondsOf([&] {
        auto opened = SqliteHistory::open(path, std::move(options));
        if (!opened)
            return;
        history = std::move(opened.value());
        queries = history->openQueries();
        std::ignore = queries->newestSpans();
    });
    if (!history)
        return {};
    figures.cardsMs = p95Runs([&] { std::ignore = queries->cards(year.targets(), End); });
    figures.chartMs = chartMs(*queries, progress);
    progress << "history: opened in " << figures.openMs << " ms, cards in " << figures.cardsMs << " ms\n";
    return figures;
}

} // namespace

std::vector<Figure> runHistoryBench(std::ostream &progress)
{
    constexpr double MiB = 1024.0 * 1024.0;
    constexpr double Samples = double {Targets} * (Year / Every);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.sqlite"));
    YearClock clock;
    HistoryOptions keepAll {.clock = clock};
    keepAll.rawDays = 1'000;

    std::optional<double> perSecond;
    if (auto history = SqliteHistory::open(path, keepAll))
        perSecond = takeIn(*history.value(), clock, progress);
    if (!perSecond)
        return {};
    const double allBytes = static_cast<double>(sizeOfHistory(path));
    // The larger file is the harder one to read; the default one must not be slower.
    const auto large = readAll(path, keepAll, progress);
    if (auto history = SqliteHistory::open(path, {.clock = clock})) {
        const double took = millisecondsOf([&] { std::ignore = history.value()->tidy(); });
        progress << "history: default retention applied in " << took / 1'000 << " s\n";
    }
    const double defaultBytes = static_cast<double>(sizeOfHistory(path));
    const auto usual = readAll(path, {.clock = clock}, progress);
    if (!large || !usual)
        return {};
    return {{"bytesPerSample", allBytes / Samples, "B", 60, Figure::Bound::AtMost},
        {"fileMiB", defaultBytes / MiB, "MiB", 120e6 / MiB, Figure::Bound::AtMost},
        {"samplesPerSecond", *perSecond, "1/s", 80'000, Figure::Bound::AtLeast},
        {"chartMs", std::max(large->chartMs, usual->chartMs), "ms", 16, Figure::Bound::AtMost},
        {"cardsMs", std::max(large->cardsMs, usual->cardsMs), "ms", 30, Figure::Bound::AtMost},
        {"openMs", std::max(large->openMs, usual->openMs), "ms", 100, Figure::Bound::AtMost}};
}

} // namespace Belay
