// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/domain/config.h"
#include "core/domain/incident.h"
#include "core/domain/pagememory.h"
#include "core/domain/statusboard.h"
#include "core/history/historyqueries.h"
#include "core/history/historystore.h"
#include "core/http/httpclient.h"
#include "core/providers/catalogue.h"
#include "core/secrets/keyring.h"

#include <QObject>

#include <memory>
#include <set>

namespace Belay {

/// What the monitor is made of. All must outlive it and be usable on its thread.
struct MonitorParts {
    HttpClient &http;
    Clock &clock;
    RandomSource &random;
    const Catalogue &catalogue;
    HistoryStore &history;
};

/// What history knows that the rules need; read by the engine, brought at start and refreshed every hour.
struct MonitorMemory {
    std::vector<Span> newestSpans;
    std::map<TargetId, WallTime> stateSince; ///< of their states, which may be older than these spans
    /// Oldest first, at start alone: what still vouches, so that a state survives a restart.
    std::vector<Sample> recentSamples;
    std::map<TargetId, LatencyBaseline> baselines;
    std::set<TargetId> everAnswered;
    std::set<std::pair<ProviderId, KeyId>> acceptedKeys; ///< lately, besides those of recentSamples
    std::map<ProviderId, NanoUsd> spentThisMonth; ///< models that no config names any more included
    std::map<TargetId, NanoUsd> spentByTarget; ///< this month
    PageMemory pages;
    std::vector<Incident> incidents; ///< at start alone: open ones, and those that closed within a day
};

/// Watches every provider of a config: schedules probes, keeps states and spans, publishes the board. Lives
/// on the monitor thread; every method is called there.
class Monitor final : public QObject
{
    Q_OBJECT
public:
    explicit Monitor(MonitorParts parts);
    ~Monitor() override;
    Q_DISABLE_COPY_MOVE(Monitor)

    /// Takes over a new config whole. State survives where provider, base URL, key and model did not change.
    void apply(std::shared_ptr<const Config> config, KeyRingPtr keys);
    void remember(MonitorMemory memory);
    /// Probes one target (its provider's reach and auth too), or all; free probes at once, completions as
    /// `paid` says.
    enum class Paid { No, Yes };
    void checkNow(const std::optional<TargetId> &target, Paid paid);
    /// A result of the gateway: spares a probe and feeds the target's state.
    void observe(const Sample &traffic);
    /// A request of the gateway ended: what its chain did is told with the targets that failed in it.
    void observeRequest(const Trace &trace);
    /// What a person added to an incident.
    void remark(const IncidentRemark &remark);
    /// From the system: a suspend began or ended, or the machine says that there is no network at all.
    void systemSuspending();
    void systemResumed();
    void setSystemNetwork(NetworkState state);
    /// No probe starts after this; those in flight are recorded as cancelled, open spans are closed.
    void stop();

Q_SIGNALS:
    /// At most four times a second, and only when it changed. Uptime figures are not filled: the engine adds
    /// them.
    void boardChanged(std::shared_ptr<const Belay::StatusBoard> board);
    /// `counts` is false where it says nothing of the provider: the own network was down, or it was
    /// cancelled.
    void sampleTaken(const Belay::Sample &sample, bool counts);
    void stateChanged(const Belay::TargetStatus &status);
    void networkChanged(const Belay::NetworkStatus &status);
    /// One provider and cause, with all its targets in it. The same id again where a relapse is the same
    /// incident.
    void incidentOpened(const Belay::Incident &incident);
    /// Another target, a notice, a remark; its counts, at most once a minute.
    void incidentUpdated(const Belay::Incident &incident);
    void incidentClosed(const Belay::Incident &incident, Belay::IncidentEnd end);
    /// The round that checkNow() asked for has ended, a confirm probe included.
    void checkFinished(const std::optional<Belay::TargetId> &target);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Belay
