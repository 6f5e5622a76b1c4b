// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/readquery.h"
#include "core/history/tracefilter.h"

namespace Belay {

/// Reads traces out of their blocks.
class TraceReader final
{
public:
    explicit TraceReader(Database &database);

    /// The newest first, at most `limit`.
    std::vector<Trace> newest(const TraceFilter &filter, int limit);
    std::optional<Trace> one(const Ulid &id);

private:
    bool ask(const QByteArray &firstId, const QByteArray &lastId, const TimeRange &range);
    /// Those of the block that is being read.
    std::vector<Trace> block();

    ReadQuery m_blocks;
};

} // namespace Belay
