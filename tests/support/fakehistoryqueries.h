// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"

#include <QMutex>
#include <QSemaphore>

#include <algorithm>
#include <map>

namespace Belay {

/// What a test wants history to say, and what it was asked. Filled before the reader starts; `asked` and the
/// gate may be used meanwhile.
struct FakeHistory {
    struct Asked {
        TargetId target;
        SeriesKind series = SeriesKind::Reach;
        TimeRange range;
        Milliseconds step {0};
    };
    /// The figures of one column; columns that are not here are empty.
    std::map<std::pair<TargetId, SeriesKind>, std::vector<HistoryBucket>> buckets;
    NumbersOfPeriod numbers;
    std::vector<Span> spans;
    std::vector<Sample> failures;
    std::vector<Sample> samples; ///< the newest first
    std::vector<Trace> traces; ///< the newest first
    PageMemory pages;
    std::vector<Incident> incidents; ///< the newest first
    PhaseMedians cold;
    PhaseMedians warm;

    /// Why every question stays without an answer.
    std::optional<Error> failure;

    /// Every question about columns waits for one of these where `gated` is set.
    bool gated = false;
    QSemaphore gate;

    std::vector<Asked> asked() const
    {
        const QMutexLocker lock(&mutex);
        return questions;
    }
    mutable QMutex mutex;
    std::vector<Asked> questions;
};

/// History without a database. Lives on the reader's thread; `history` outlives it.
class FakeHistoryQueries final : public HistoryQueries
{
public:
    explicit FakeHistoryQueries(FakeHistory &history)
        : m_history(history)
    { }

    std::vector<HistoryBucket> buckets(
        const TargetId &target, SeriesKind series, TimeRange range, Milliseconds step) override;
    NumbersOfPeriod numbers(const TargetId &, SeriesKind, TimeRange) override { return m_history.numbers; }
    std::vector<CardFigures> cards(const std::vector<TargetId> &targets, WallTime) override
    {
        return std::vector<CardFigures>(targets.size());
    }
    std::vector<Span> spans(const TargetId &, TimeRange) override { return m_history.spans; }
    std::vector<Span> newestSpans() override { return m_history.spans; }
    std::optional<WallTime> stateSince(const TargetId &) override { return {}; }
    std::vector<Sample> samples(
        const TargetId &target, SeriesKind series, TimeRange range, int limit) override;
    std::vector<Sample> failures(const TargetId &, TimeRange, int) override { return m_history.failures; }
    PhaseMedians phases(const TargetId &, SeriesKind, TimeRange, bool cold) override
    {
        return cold ? m_history.cold : m_history.warm;
    }
    LatencyBaseline baseline(const TargetId &, WallTime) override { return {}; }
    NanoUsd spentByProbes(const TargetId &, TimeRange) override { return m_history.numbers.usd; }
    bool everAnswered(const TargetId &) override { return true; }
    std::vector<Trace> traces(const TraceFilter &filter, int limit) override;
    std::optional<Trace> trace(const Ulid &id) override;
    std::vector<PageIncidentRecord> pageIncidents(TimeRange) override { return m_history.pages.incidents; }
    bool wasRead(const QString &page, WallTime at) override
    {
        return std::ranges::any_of(m_history.pages.newestReads,
            [&](const PageReadSpan &span) { return span.page == page && span.from <= at && at <= span.to; });
    }
    std::vector<PageReadSpan> newestPageReads() override { return m_history.pages.newestReads; }
    std::optional<Error> takeFailure() override { return m_history.failure; }
    std::vector<Incident> incidents(const IncidentFilter &filter) override;
    std::optional<Incident> incident(const Ulid &id) override;

private:
    FakeHistory &m_history;
};

} // namespace Belay
