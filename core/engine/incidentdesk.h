// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/engine/historyreader.h"
#include "core/engine/incidentcontrol.h"
#include "core/engine/monitorhost.h"
#include "core/history/historystore.h"

namespace Belay {

/// Passes on what the monitor tells of incidents, takes remarks, and keeps the feed of the newest ones.
class IncidentDesk final : public IncidentControl
{
    Q_OBJECT
public:
    /// All must outlive it.
    IncidentDesk(MonitorHost &monitor, HistoryStore &history, HistoryReader &reader, const Clock &clock);

    void remark(const IncidentRemark &remark) override;
    /// What providers are called, from now on.
    void setConfig(std::shared_ptr<const Config> config);
    /// Reads what history knows; `feedChanged` follows.
    void start();

Q_SIGNALS:
    void feedChanged(const QByteArray &atom);

private:
    void take(const Incident &incident);
    void publish();

    MonitorHost &m_monitor;
    HistoryStore &m_history;
    HistoryReader &m_reader;
    const WallTime m_since;
    std::map<Ulid, Incident, std::greater<>> m_newest; // the newest first, at most MostInFeed
    std::map<ProviderId, QString> m_names;
};

} // namespace Belay
