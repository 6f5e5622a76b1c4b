// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pagereading.h"
#include "core/history/database.h"

namespace Belay {

/// Writes and deletes what was read of status pages; within the transaction of its caller, on the writer's
/// thread.
class PageWriter final
{
public:
    explicit PageWriter(Database &database);

    Result<void> write(
        const std::vector<PageIncidentRecord> &incidents, const std::vector<PageReadSpan> &reads);
    /// Deletes some of what was over before `before`. False: nothing was left to delete.
    Result<bool> trim(WallTime before);

private:
    QSqlQuery m_upsertIncident;
    QSqlQuery m_upsertRead;
    QSqlQuery m_deleteIncidents;
    QSqlQuery m_deleteReads;
};

} // namespace Belay
