// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/targetfigures.h"

#include "core/domain/cover.h"
#include "ui/widgets/statuspalette.h"

#include <algorithm>
#include <numeric>

namespace Belay {

namespace {

using namespace std::chrono_literals;
constexpr int MostFailures = 200;
constexpr std::array<int, 4> PeriodDays {1, 7, 30, 90};

/// First content says how fast a model answers; a reach check has none and is measured whole.
const LatencyHistogram &latencyOf(
    const LatencyHistogram &firstContent, const LatencyHistogram &total, SeriesKind series)
{
    return series == SeriesKind::Reach || series == SeriesKind::Auth ? total : firstContent;
}

WallTime floorTo(WallTime time, Milliseconds step)
{
    return time - time.time_since_epoch() % step;
}

} // namespace

std::vector<PeriodFigures> askPeriods(
    HistoryQueries &history, const TargetId &target, WallTime now, int rawDays)
{
    const SeriesKind series = target.hasModel() ? SeriesKind::Completion : SeriesKind::Reach;
    std::vector<PeriodFigures> periods;
    for (const int days : PeriodDays) {
        const NumbersOfPeriod numbers = history.numbers(target, series, {now - days * 24h, now});
        const LatencyHistogram &latency = latencyOf(numbers.firstContent, numbers.total, series);
        PeriodFigures figures;
        figures.days = days;
        figures.uptime = numbers.uptime;
        figures.latency
            = {static_cast<qint64>(latency.count()), latency.quantile(0.50), latency.quantile(0.95)};
        figures.checks = std::accumulate(numbers.counts.begin(), numbers.counts.end(), quint64 {0});
        figures.usd = numbers.usd;
        figures.costIsPartial = days > rawDays;
        periods.push_back(std::move(figures));
    }
    return periods;
}

TargetId subjectOf(const TargetId &target, SeriesKind series)
{
    const bool ofProvider = series == SeriesKind::Reach || series == SeriesKind::Auth;
    return ofProvider ? TargetId {target.provider, {}} : target;
}

RangeQuestion questionFor(
    const TargetId &target, SeriesKind series, TimeRange range, Milliseconds interval, int columns)
{
    Milliseconds step = stepFor(range.to - range.from, columns);
    if (series == SeriesKind::Traffic) // not every sample of it is kept one by one: its roll-ups are
        step = std::max<Milliseconds>(step, std::chrono::minutes {5});
    RangeQuestion question {target, series, range, step, interval};
    question.range.from = floorTo(range.from, question.step);
    return question;
}

RangeAnswer askRange(HistoryQueries &history, const RangeQuestion &question)
{
    RangeAnswer answer;
    const TargetId subject = subjectOf(question.target, question.series);
    answer.series.from = question.range.from;
    answer.series.to = question.range.to;
    answer.series.step = question.step;
    answer.series.joinWithin = std::max(question.step, coverOf(question.interval));
    for (const HistoryBucket &bucket :
        history.buckets(subject, question.series, question.range, question.step)) {
        answer.series.points.push_back(
            pointOf(bucket.start, latencyOf(bucket.firstContent, bucket.total, question.series)));
        for (size_t i = 0; i < answer.counts.size(); ++i)
            answer.counts[i] += bucket.counts[i];
    }
    answer.spans = history.spans(question.target, question.range);
    answer.cold = history.phases(subject, question.series, question.range, true);
    answer.warm = history.phases(subject, question.series, question.range, false);
    answer.failures = history.failures(question.target, question.range, MostFailures);
    return answer;
}

std::vector<ChartBand> bandsOf(
    const std::vector<Span> &spans, const RangeQuestion &question, WallTime now, const QPalette &palette)
{
    std::vector<ChartBand> bands;
    const auto add = [&](WallTime from, WallTime to, TargetState state, Qt::BrushStyle pattern) {
        from = std::max(from, question.range.from);
        to = std::min(to, std::min(question.range.to, now));
        if (to > from)
            bands.push_back({from, to, statusColour(state, palette), pattern, statusWord(state)});
    };
    std::vector<Span> ordered = spans;
    std::ranges::sort(ordered, {}, &Span::from);
    // Between two checks nothing is written yet: only longer holes are a lack of data.
    const Milliseconds hole = std::max(question.step, coverOf(question.interval));
    WallTime known = question.range.from;
    for (const Span &span : ordered) {
        if (span.from - known > hole)
            add(known, span.from, TargetState::NoData, Qt::NoBrush);
        known = std::max(known, span.to);
        if (span.state == TargetState::Down)
            add(span.from, span.to, span.state, Qt::SolidPattern);
        else if (span.state == TargetState::KeyRejected)
            add(span.from, span.to, span.state, Qt::FDiagPattern);
        else if (span.state == TargetState::Limited)
            add(span.from, span.to, span.state, Qt::HorPattern);
        else if (span.state == TargetState::Paused)
            add(span.from, span.to, span.state, Qt::BDiagPattern);
        else if (span.state == TargetState::NoData)
            add(span.from, span.to, span.state, Qt::NoBrush);
    }
    if (std::min(question.range.to, now) - known > hole)
        add(known, question.range.to, TargetState::NoData, Qt::NoBrush);
    return bands;
}

} // namespace Belay
