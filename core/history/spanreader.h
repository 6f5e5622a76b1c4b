// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"
#include "core/history/readquery.h"

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
    /// When the state of the newest began: of those before it as far as it goes on.
    std::optional<WallTime> stateSince(const TargetId &subject);
    /// As uptimeOf() of the spans in `range`, summed where they are stored.
    UptimeFigure uptime(const TargetId &subject, TimeRange range);
    /// Adds what is known and down to columns of one width, aligned and without holes.
    void addTo(std::vector<HistoryBucket> &buckets, const TargetId &subject, Milliseconds step);

private:
    void addWithinColumns(std::vector<HistoryBucket> &buckets, const TargetId &subject, Milliseconds step);

    ReadQuery m_sums;
    ReadQuery m_withinColumns;
    ReadQuery m_acrossColumns;
    ReadQuery m_touching;
    ReadQuery m_newest;
    ReadQuery m_backwards;
};

} // namespace Belay
