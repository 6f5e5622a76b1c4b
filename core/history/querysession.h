// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/incidentreader.h"
#include "core/history/pagerowreader.h"
#include "core/history/rollupreader.h"
#include "core/history/spanreader.h"
#include "core/history/tracereader.h"

#include <atomic>
#include <memory>
#include <optional>

namespace Belay {

/// The readers of one open file.
class QueryReaders final
{
public:
    explicit QueryReaders(std::unique_ptr<Database> database);
    Q_DISABLE_COPY_MOVE(QueryReaders)

    struct Series {
        qint64 id;
        bool answered;
    };
    std::optional<Series> series(const TargetId &target, SeriesKind kind);
    /// Of the provider and of all its models.
    std::vector<qint64> probeSeriesOf(const ProviderId &provider);
    std::vector<Sample> newestSamples(const TargetId &target, SeriesKind kind, TimeRange range, int limit);

    std::unique_ptr<Database> database;
    SampleReader samples;
    RollupReader rollups;
    SpanReader spans;
    TraceReader traces;
    PageRowReader pages;
    IncidentReader incidents;

private:
    ReadQuery m_findSeries;
    ReadQuery m_probesOf;
};

/// A read-only connection that is opened on the first question, and anew when another file has taken the
/// place of the old one.
class QueryConnection final
{
public:
    /// `generation` changes with the file.
    QueryConnection(QString path, std::shared_ptr<const std::atomic<int>> generation);

    /// Null where the file cannot be read; that is noted.
    QueryReaders *readers();
    /// As HistoryQueries::takeFailure().
    std::optional<Error> takeFailure();
    void noteFailure(const Error &error);

private:
    const QString m_path;
    const std::shared_ptr<const std::atomic<int>> m_generation;
    int m_opened = -1; // generation of m_readers
    std::unique_ptr<QueryReaders> m_readers;
    std::optional<Error> m_failure; // of opening it, or of beginning to read
};

/// One question: all it reads is of one moment.
class QuerySession final
{
public:
    explicit QuerySession(QueryConnection &connection);
    explicit operator bool() const { return m_readers != nullptr; }
    QueryReaders *operator->() const { return m_readers; }

private:
    QueryReaders *m_readers;
    std::optional<Transaction> m_transaction;
};

} // namespace Belay
