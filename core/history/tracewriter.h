// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"
#include "core/history/database.h"

#include <span>

namespace Belay {

/// Writes and deletes traces, in blocks; within the transaction of its caller, on the writer's thread.
class TraceWriter final
{
public:
    explicit TraceWriter(Database &database);

    /// A few blocks of the oldest go for each that comes, so that the bound holds at any load.
    Result<void> write(const std::vector<Trace> &traces);
    /// Deletes some of what arrived before `before` or is beyond the bound. False: nothing was left to
    /// delete.
    Result<bool> trim(WallTime before);
    /// After a rollback: what was written since the last commit does not exist.
    void forget() { m_last = -1; }

    static constexpr qint64 MostTraces = 100'000;

private:
    Result<void> writeBlock(std::span<const Trace> traces);
    Result<qint64> last();

    QSqlQuery m_insert;
    QSqlQuery m_selectLast;
    QSqlQuery m_selectOldest;
    QSqlQuery m_delete;
    QSqlQuery m_deleteBeyond;
    qint64 m_last = -1; // seq of the newest block; unknown at first
};

} // namespace Belay
