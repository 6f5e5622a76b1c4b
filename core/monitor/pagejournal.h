// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/pagememory.h"

#include <map>

namespace Belay {

/// Keeps for one page when each incident was first seen and through which time the page was being read. Pure:
/// time comes in, what history is to keep comes out.
class PageJournal final
{
public:
    /// A reading vouches for the page this long; a longer gap ends a row of readings.
    static constexpr Milliseconds StaleAfter = std::chrono::minutes {6};

    explicit PageJournal(QString page);

    /// What history knew before; the earlier time of two counts.
    void remember(const PageMemory &memory);
    /// Takes a successful reading in. What is new or has changed, to be written.
    std::vector<PageIncidentRecord> take(const StatusPage &page, WallTime now);
    const std::optional<PageReadSpan> &readSpan() const { return m_read; }
    /// Before the gap that ended them: of this run, and of earlier ones at the incidents that they left.
    const std::vector<PageReadSpan> &earlierReads() const { return m_earlier; }
    WallTime firstSeen(const QString &incident, WallTime otherwise) const;

private:
    void addEarlier(const PageReadSpan &span);
    bool isKept(const PageIncident &incident, WallTime now) const;

    QString m_page;
    std::optional<PageReadSpan> m_read;
    std::vector<PageReadSpan> m_earlier;
    std::map<QString, PageIncidentRecord> m_known; // by id
    std::map<QString, bool> m_open; // as the newest reading had it
};

} // namespace Belay
