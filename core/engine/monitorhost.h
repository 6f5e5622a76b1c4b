// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread.h"
#include "core/engine/monitorcontrol.h"

namespace Belay {

/// The monitor on its thread, seen from the main thread. Painting never blurs a timing, because nothing else
/// runs there.
class MonitorHost final : public MonitorControl
{
    Q_OBJECT
public:
    /// `clock`, `catalogue` and `history` must outlive it.
    MonitorHost(Clock &clock, const Catalogue &catalogue, HistoryStore &history, QObject *parent = nullptr);
    ~MonitorHost() override;

    void apply(std::shared_ptr<const Config> config, KeyRingPtr keys);
    void remember(MonitorMemory memory);
    void observe(const Sample &traffic);
    void observeRequest(const Trace &trace);
    void remark(const IncidentRemark &remark);
    void systemSuspending();
    void systemResumed();
    void setSystemNetwork(NetworkState state);
    void checkNow(const std::optional<TargetId> &target, Monitor::Paid paid) override;
    /// Ends the monitor on its thread and waits for it; open spans are in the history's queue when it
    /// returns.
    void stop();

    QThread *thread() { return m_thread.thread(); }

Q_SIGNALS:
    void boardChanged(std::shared_ptr<const Belay::StatusBoard> board);
    void sampleTaken(const Belay::Sample &sample, bool counts);
    void stateChanged(const Belay::TargetStatus &status);
    void networkChanged(const Belay::NetworkStatus &status);
    void incidentOpened(const Belay::Incident &incident);
    void incidentUpdated(const Belay::Incident &incident);
    void incidentClosed(const Belay::Incident &incident, Belay::IncidentEnd end);

private:
    struct OnThread;
    void post(std::function<void(Monitor &)> work);

    std::unique_ptr<OnThread> m_onThread; // made, used and destroyed on m_thread
    WorkerThread m_thread;
};

} // namespace Belay
