// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/historybench.h"

#include "app/bench/hourofload.h"
#include "app/bench/yearofhistory.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <ostream>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr auto Year = 365 * 24h;
constexpr WallTime End {Milliseconds {1'795'305'600'000}}; // 2026-11-22T00:00:00Z
constexpr int Runs = 50;

double p95Runs(const std::function<void()> &work)
{
    std::vector<double> runs;
    for (int i = 0; i < Runs; ++i)
        runs.push_back(millisecondsOf(work));
    return p95Of(std::move(runs));
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

std::vector<Figure> runHistoryBench(const BenchCall &call)
{
    constexpr double MiB = 1024.0 * 1024.0;
    const QCoreApplication application(call.argc, call.argv);
    std::ostream &progress = call.progress;
    const TimeRange range {call.quick ? End - 10 * 24h : End - Year, End};
    const auto minutes = static_cast<double>((range.to - range.from) / YearOfSamples::Every);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.sqlite"));
    YearClock clock(range.from);
    HistoryOptions keepAll {.clock = clock};
    keepAll.rawDays = 1'000;

    std::optional<double> perSecond;
    if (auto history = SqliteHistory::open(path, keepAll))
        perSecond = recordRange(*history.value(), clock, range, progress);
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
    const Seconds load = call.quick ? Seconds {60} : Seconds {3'600};
    const auto loaded = recordLoad(folder.filePath(QStringLiteral("load.sqlite")), load, progress);
    if (!large || !usual || !loaded)
        return {};
    return {{"bytesPerSample", allBytes / (minutes * YearOfSamples::Targets), "B", 60, Figure::Bound::AtMost},
        {"fileMiB", defaultBytes / MiB, "MiB", 120e6 / MiB, Figure::Bound::AtMost},
        {"samplesPerSecond", *perSecond, "1/s", 80'000, Figure::Bound::AtLeast},
        {"chartMs", std::max(large->chartMs, usual->chartMs), "ms", 16, Figure::Bound::AtMost},
        {"cardsMs", std::max(large->cardsMs, usual->cardsMs), "ms", 30, Figure::Bound::AtMost},
        {"openMs", std::max(large->openMs, usual->openMs), "ms", 100, Figure::Bound::AtMost},
        {"loadHourMiB", loaded->grownBytes / MiB, "MiB", 40e6 / MiB, Figure::Bound::AtMost},
        {"handOverSampleNs", loaded->sampleNs, "ns", 5'000, Figure::Bound::AtMost},
        {"handOverTraceNs", loaded->traceNs, "ns", 5'000, Figure::Bound::AtMost}};
}

} // namespace Belay
