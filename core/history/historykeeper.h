// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historynames.h"
#include "core/history/historywriter.h"
#include "core/history/pagewriter.h"
#include "core/history/tracewriter.h"

namespace Belay {

/// Folds finer roll-ups into coarser ones when their time has passed, deletes what is older than contract 3
/// (*Kept*) says and gives the room back; in steps of a few milliseconds, so that the writer never waits.
class HistoryKeeper final
{
public:
    HistoryKeeper(Database &database, HistoryNames &names, int rawDays, int traceDays);

    const RollupMarks &marks() const { return m_marks; }
    /// Reads the marks; a new file starts with all of the past folded.
    Result<void> load(WallTime now);
    void setKept(int rawDays, int traceDays)
    {
        m_rawDays = rawDays;
        m_traceDays = traceDays;
    }
    /// One step. False: nothing is left to do, the next call starts anew.
    Result<bool> step(WallTime now);

private:
    enum class Stage { FoldHours, FoldDays, Samples, FiveMinutes, Hours, Failures, Traces, Pages, Vacuum };

    Result<bool> fold(RollupLevel level, WallTime now);
    Result<void> foldColumn(RollupLevel level, WallTime start);
    Result<void> foldSeries(RollupLevel level, qint64 series, WallTime start);
    Result<std::optional<WallTime>> nextColumn(RollupLevel level);
    Result<void> moveMark(RollupLevel level, WallTime to);
    Result<bool> deleteOld(const QString &table, const QString &column, qint64 before);
    Result<qint64> deleteSlice(const QString &table, const QString &column, qint64 series, qint64 before);
    Result<bool> trimFailures();
    Result<bool> vacuum();
    WallTime &markOf(RollupLevel level);

    Database &m_database;
    HistoryNames &m_names;
    TraceWriter m_traces;
    PageWriter m_pages;
    int m_rawDays;
    int m_traceDays;
    RollupMarks m_marks;
    Stage m_stage = Stage::FoldHours;
    size_t m_seriesAt = 0; // how far deleteOld() has come
};

} // namespace Belay
