// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/boardbuilder.h"
#include "core/monitor/checkrounds.h"
#include "core/monitor/clearance.h"
#include "core/monitor/incidentkeeper.h"
#include "core/monitor/monitor.h"
#include "core/monitor/pagewatch.h"
#include "core/monitor/probeexecutor.h"
#include "core/monitor/probeschedule.h"
#include "core/monitor/sleepwatch.h"
#include "core/monitor/statebook.h"

namespace Belay {

/// Wires the machines: time and results go in, requests, states and boards come out.
class Monitor::Private final
{
public:
    Private(Monitor &monitor, MonitorParts given);
    Q_DISABLE_COPY_MOVE(Private)

    void apply(const Config &config, const KeyRingPtr &ring);
    void remember(MonitorMemory memory);
    void checkNow(const std::optional<TargetId> &target, Paid paid);
    void observe(const Sample &traffic);
    void observeRequest(const Trace &trace);
    void remark(const IncidentRemark &remark);
    void suspend();
    void resume();
    void setSystemNetwork(NetworkState state);
    void stop();

private:
    static constexpr Milliseconds TickEvery {5'000};

    StatusBoard board() const;
    // the schedule
    void step();
    void startDue();
    void startCompletion(const ProbeSlot &slot, MonitoredProvider &provider);
    void planAll();
    // results
    void probeEnded(const ProbeSlot &slot, const ProbeResult &result);
    void settle(const ProbeSlot &slot, const ProbeResult &result, bool counts);
    ResultContext contextOf(const ProbeResult &result, const MonitoredProvider &provider, bool counts) const;
    void takeTraffic(const Sample &traffic, bool counts);
    void cancel(const std::function<bool(const ProbeSlot &)> &which);
    void tellEnded();
    void tell(const IncidentEvent &event);
    // gaps: monitorgaps.cpp
    void tick();
    void sleptSince(WallTime from);
    void noteNetwork();
    void recordNetwork();
    void write(const std::vector<Span> &spans);
    // status pages: monitorpages.cpp
    void planPages();
    void readPages(const std::optional<TargetId> &target);
    void pageChanged(const QString &page);
    void reviewPages();

    Monitor &q;
    MonitorParts parts;
    OwnNetwork network;
    NetworkState toldNetwork = NetworkState::Unknown;
    SpanKeeper networkSpans {ownNetworkSubject()};
    Clearance clearance;
    SleepWatch sleepWatch;
    ProbeSchedule schedule;
    ProbeExecutor executor;
    CheckRounds rounds;
    IncidentKeeper incidents;
    StateBook book;
    PageWatch pages;
    BoardPublisher publisher;
    std::unique_ptr<Alarm> wakeAlarm;
    std::unique_ptr<Alarm> tickAlarm;
    std::optional<SteadyTime> suspendedAt;
    SteadyTime reviewedAt;
    bool stopped = false;
};

} // namespace Belay
