// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/histogram.h"
#include "core/domain/incident.h"
#include "core/domain/pagememory.h"
#include "core/domain/sample.h"
#include "core/domain/span.h"
#include "core/domain/statusboard.h"
#include "core/history/incidentfilter.h"

#include <array>
#include <type_traits>
#include <vector>

namespace Belay {

/// Series are never mixed: a reach check is no completion, a probe no traffic.
enum class SeriesKind { Reach, Auth, Completion, Traffic, Drill };
template <>
struct EnumNames<SeriesKind> {
    static constexpr auto values
        = std::to_array<std::string_view>({"reach", "auth", "completion", "traffic", "drill"});
};
SeriesKind seriesOf(const Sample &sample);

/// The column width that pages use: at most 720 columns, and none narrower than what is still kept of `range`
/// at `now` (contract 3, *Kept*).
Milliseconds chartStep(TimeRange range, WallTime now);

using OutcomeCounts = std::array<std::uint32_t, enumCount<Outcome>()>;

/// One column of a chart. A bucket without samples is there with empty counts: the chart shows a gap.
struct HistoryBucket {
    WallTime start;
    Milliseconds known {0};
    Milliseconds down {0};
    OutcomeCounts counts {};
    LatencyHistogram firstContent; ///< of good answers
    LatencyHistogram total;
};

/// The figures of one card.
struct CardFigures {
    UptimeFigure uptime24h;
    UptimeFigure uptime30d;
    LatencySummary firstContent; ///< 24 h; of the reach series' total for a provider's row
    std::vector<RecentCheck> recent; ///< oldest first, at most TargetStatus::RecentChecks
};

/// Medians of phases, each as its own length (not from the start), for the breakdown.
struct PhaseMedians {
    qint64 n = 0;
    std::optional<Microseconds> dns;
    std::optional<Microseconds> tcp;
    std::optional<Microseconds> tls;
    std::optional<Microseconds> wait; ///< to the first byte
    std::optional<Microseconds> content; ///< from the first byte to the first content
    std::optional<Microseconds> rest;
};

/// What is usual of the completions of the last 7 days: medians of first contents, for the rule *slow*
/// (contract 3), and how many failed.
struct LatencyBaseline {
    qint64 sameHourN = 0;
    std::optional<Microseconds> sameHour;
    qint64 allN = 0;
    std::optional<Microseconds> all;
    /// 0...1, of the same hour where it has 20 that were good or hard failures, else of all; else empty.
    std::optional<double> failureShare {};
};

struct NumbersOfPeriod {
    UptimeFigure uptime;
    LatencyHistogram firstContent;
    LatencyHistogram total;
    OutcomeCounts counts {};
    NanoUsd usd = 0; ///< of probes, as far as raw samples reach
};

/// What pages and programs ask. Lives on one thread; every call is a read of committed rows. What cannot be
/// read is left out of the answer and noted: ask through answerOf(), or a HistoryReader, which do not pass a
/// part for the whole.
class HistoryQueries
{
public:
    virtual ~HistoryQueries() = default;
    /// Columns of `step` (a multiple of 5 min, 1 h or 1 d; under 5 min only within the raw window, and not of
    /// traffic, of which not every sample is kept), aligned to UTC, oldest first, without holes.
    virtual std::vector<HistoryBucket> buckets(
        const TargetId &target, SeriesKind series, TimeRange range, Milliseconds step)
        = 0;
    virtual NumbersOfPeriod numbers(const TargetId &target, SeriesKind series, TimeRange range) = 0;
    virtual std::vector<CardFigures> cards(const std::vector<TargetId> &targets, WallTime now) = 0;
    virtual std::vector<Span> spans(const TargetId &subject, TimeRange range) = 0;
    /// The newest span of every subject, to go on after a restart.
    virtual std::vector<Span> newestSpans() = 0;
    /// When the state of the newest span of `subject` began (contract 3, *Since*).
    virtual std::optional<WallTime> stateSince(const TargetId &subject) = 0;
    /// Newest first; raw samples only.
    virtual std::vector<Sample> samples(const TargetId &target, SeriesKind series, TimeRange range, int limit)
        = 0;
    /// Newest first, with their evidence; of the target and of its provider's reach and auth.
    virtual std::vector<Sample> failures(const TargetId &target, TimeRange range, int limit) = 0;
    virtual PhaseMedians phases(const TargetId &target, SeriesKind series, TimeRange range, bool cold) = 0;
    virtual LatencyBaseline baseline(const TargetId &target, WallTime now) = 0;
    /// Of one model, or (without a model) of the whole provider.
    virtual NanoUsd spentByProbes(const TargetId &target, TimeRange range) = 0;
    /// Whether the model ever answered here (`model-not-found` is then theirs).
    virtual bool everAnswered(const TargetId &target) = 0;
    /// Newest first, as their ids sort.
    virtual std::vector<Trace> traces(const TraceFilter &filter, int limit) = 0;
    virtual std::optional<Trace> trace(const Ulid &id) = 0;
    /// Of all status pages, that were going on in `range` as the page says it; newest first.
    virtual std::vector<PageIncidentRecord> pageIncidents(TimeRange range) = 0;
    /// Whether a page was being read at that time, and so would have told of an incident.
    virtual bool wasRead(const QString &page, WallTime at) = 0;
    /// The newest row of readings of each page, to go on after a restart.
    virtual std::vector<PageReadSpan> newestPageReads() = 0;
    /// The first read that failed since it was last asked: Protocol where the file is damaged.
    virtual std::optional<Error> takeFailure() = 0;
    /// Newest first.
    virtual std::vector<Incident> incidents(const IncidentFilter &filter) = 0;
    virtual std::optional<Incident> incident(const Ulid &id) = 0;
};

/// What `query` makes of its questions, or why one of them was not answered.
template <typename Query>
auto answerOf(HistoryQueries &queries, Query &&query) -> Result<std::invoke_result_t<Query, HistoryQueries &>>
{
    static_cast<void>(queries.takeFailure()); // of somebody who did not want to know
    auto answer = query(queries);
    if (auto failure = queries.takeFailure())
        return Unexpected {std::move(*failure)};
    return answer;
}

} // namespace Belay
