// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/querysession.h"

namespace Belay {

/// Answers from its own read-only connection, opened on the first question.
class SqliteQueries final : public HistoryQueries
{
public:
    /// `generation` changes when another file has taken the place of the old one.
    SqliteQueries(QString path, std::shared_ptr<const std::atomic<int>> generation);
    ~SqliteQueries() override;
    Q_DISABLE_COPY_MOVE(SqliteQueries)

    std::vector<HistoryBucket> buckets(
        const TargetId &target, SeriesKind series, TimeRange range, Milliseconds step) override;
    NumbersOfPeriod numbers(const TargetId &target, SeriesKind series, TimeRange range) override;
    std::vector<CardFigures> cards(const std::vector<TargetId> &targets, WallTime now) override;
    std::vector<Span> spans(const TargetId &subject, TimeRange range) override;
    std::vector<Span> newestSpans() override;
    std::optional<WallTime> stateSince(const TargetId &subject) override;
    std::vector<Sample> samples(
        const TargetId &target, SeriesKind series, TimeRange range, int limit) override;
    std::vector<Sample> failures(const TargetId &target, TimeRange range, int limit) override;
    PhaseMedians phases(const TargetId &target, SeriesKind series, TimeRange range, bool cold) override;
    LatencyBaseline baseline(const TargetId &target, WallTime now) override;
    NanoUsd spentByProbes(const TargetId &target, TimeRange range) override;
    bool everAnswered(const TargetId &target) override;
    std::vector<Trace> traces(const TraceFilter &filter, int limit) override;
    std::optional<Trace> trace(const Ulid &id) override;
    std::vector<PageIncidentRecord> pageIncidents(TimeRange range) override;
    bool wasRead(const QString &page, WallTime at) override;
    std::vector<PageReadSpan> newestPageReads() override;
    std::optional<Error> takeFailure() override { return m_connection.takeFailure(); }
    std::vector<Incident> incidents(const IncidentFilter &filter) override;
    std::optional<Incident> incident(const Ulid &id) override;

private:
    QueryConnection m_connection;
};

} // namespace Belay
