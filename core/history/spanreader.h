// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/database.h"
#include "core/history/historyqueries.h"

namespace Belay {

/// Reads spans of state.
class SpanReader final
{
public:
    explicit SpanReader(Database &database);

    /// Those that touch `range`, the oldest first.
    std::vector<Span> of(const TargetId &subject, TimeRange range);
    /// The newest of every subject.
    std::vector<Span> newest();

private:
    QSqlQuery m_touching;
    QSqlQuery m_newest;
};

} // namespace Belay
