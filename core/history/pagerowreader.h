// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pagememory.h"
#include "core/history/readquery.h"
#include "core/history/tracefilter.h"

namespace Belay {

/// Reads what was read of status pages.
class PageRowReader final
{
public:
    explicit PageRowReader(Database &database);

    /// Those that were going on in `range` by the page's own times, else by ours; the newest first.
    std::vector<PageIncidentRecord> incidents(TimeRange range);
    bool wasRead(const QString &page, WallTime at);
    std::vector<PageReadSpan> newestReads();

private:
    ReadQuery m_incidents;
    ReadQuery m_wasRead;
    ReadQuery m_newestReads;
};

} // namespace Belay
