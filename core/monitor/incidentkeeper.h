// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/history/historystore.h"
#include "core/monitor/incidentbook.h"
#include "core/monitor/statebook.h"

namespace Belay {

/// Shows the incident rules what the monitor sees, and tells and stores what they make of it.
class IncidentKeeper final
{
public:
    using Told = std::function<void(const IncidentEvent &)>;
    IncidentKeeper(const Clock &clock, RandomSource &random, HistoryStore &history, Told told);
    Q_DISABLE_COPY_MOVE(IncidentKeeper)

    /// What history knows; once, before the first result.
    void remember(const std::vector<Incident> &known);
    /// A provider's states were drawn anew.
    void review(const MonitoredProvider &provider);
    void take(const Sample &sample, Health health) { m_book.take(sample, health); }
    void keepOnly(const StateBook::Providers &watched);
    void remark(const IncidentRemark &remark) { tell(m_book.remark(remark)); }
    void takePage(const ProviderId &provider, const PageReading &page)
    {
        tell(m_book.takePage(provider, page));
    }
    /// The watch is over: what is open stays open.
    void stop() { tell(m_book.flush()); }

    /// As last told, so that a count that grows makes no board; the oldest first.
    std::vector<Incident> open() const;

private:
    void tell(const IncidentEvents &events);

    const Clock &m_clock;
    HistoryStore &m_history;
    Told m_told;
    UlidMaker m_ids;
    IncidentBook m_book;
    std::map<Ulid, Incident> m_open;
};

} // namespace Belay
