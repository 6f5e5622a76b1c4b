// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/history/database.h"

namespace Belay {

/// Writes incidents and what a person adds to them; within the transaction of the one who calls.
class IncidentWriter final
{
public:
    explicit IncidentWriter(Database &database);

    /// Replaces all of an incident that is there already, but the person's remark.
    Result<void> write(const Incident &incident);
    Result<void> write(const IncidentRemark &remark);

private:
    QSqlQuery m_closeOthers;
    QSqlQuery m_upsert;
    QSqlQuery m_remark;
};

} // namespace Belay
