// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trafficsecond.h"
#include "core/history/historynames.h"
#include "core/history/historyrows.h"
#include "core/history/incidentwriter.h"
#include "core/history/pagewriter.h"
#include "core/history/tracewriter.h"

#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace Belay {

/// Up to where roll-ups of hours and days are complete. Beyond, queries go to the finer ones.
struct RollupMarks {
    WallTime hours;
    WallTime days;
};

/// Writes batches. A batch is written whole or not at all; lives on the writer's thread.
class HistoryWriter final
{
public:
    /// `marks` belongs to the keeper, which moves it.
    HistoryWriter(Database &database, HistoryNames &names, const RollupMarks &marks);

    Result<void> write(const HistoryRows &rows);

private:
    struct Column {
        RollupLevel level;
        qint64 series;
        WallTime start;
        auto operator<=>(const Column &) const = default;
    };
    struct CachedRollup {
        Rollup rollup;
        bool changed = false;
    };

    Result<void> writeAll(const HistoryRows &rows);
    Result<void> writeIncidents(const HistoryRows &rows);
    Result<void> writeSample(const Sample &sample);
    Result<void> insertSample(qint64 series, qint64 shape, const Sample &sample);
    Result<void> insertFailure(qint64 series, qint64 shape, const Sample &sample);
    Result<void> flushSamples();
    Result<void> writeSpan(const Span &span);
    Result<void> addRollup(const RollupRow &row);
    Result<void> noteAnswer(qint64 series, WallTime at);
    Result<Rollup *> rollupAt(const Column &column);
    Result<void> writeRollups();
    bool isKeptRaw(qint64 series, const Sample &sample);
    std::vector<RollupLevel> levelsFor(WallTime at) const;
    void forget();

    Database &m_database;
    HistoryNames &m_names;
    const RollupMarks &m_marks;
    TraceWriter m_traces;
    PageWriter m_pages;
    IncidentWriter m_incidents;
    QSqlQuery m_insertSamples; // a block of them
    QSqlQuery m_insertSample;
    QSqlQuery m_insertFailure;
    QSqlQuery m_newestSample;
    QSqlQuery m_upsertSpan;
    QSqlQuery m_noteAnswer;
    std::array<QSqlQuery, 3> m_selectRollup;
    std::array<QSqlQuery, 3> m_upsertRollup;
    QVariantList m_waiting; // values of samples for the next block
    std::unordered_map<qint64, qint64> m_newest; // of a series, in ms
    std::unordered_map<qint64, TrafficSecond> m_traffic;
    std::set<qint64> m_answered;
    std::map<Column, CachedRollup> m_rollups;
};

/// The table of a level.
QString tableOf(RollupLevel level);
/// How roll-ups name a time: minutes since 1970.
qint64 minutesOf(WallTime time);
WallTime timeOfMinutes(qint64 minutes);

} // namespace Belay
