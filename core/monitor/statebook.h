// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/history/historystore.h"
#include "core/monitor/chainmoves.h"
#include "core/monitor/monitor.h"
#include "core/monitor/monitoredprovider.h"
#include "core/monitor/ownnetwork.h"

#include <functional>
#include <set>

namespace Belay {

/// The providers being watched: takes results in, keeps states, verdicts and spans.
class StateBook final
{
public:
    using Providers = std::map<ProviderId, std::unique_ptr<MonitoredProvider>>;
    struct Told {
        std::function<void(const MonitoredProvider &, const MonitoredTarget &)> stateChanged;
        /// The verdicts of a provider were drawn anew, whether or not one changed.
        std::function<void(const MonitoredProvider &)> reviewed;
    };

    StateBook(const Clock &clock, const Catalogue &catalogue, HistoryStore &history,
        const OwnNetwork &network, Told told);
    Q_DISABLE_COPY_MOVE(StateBook)

    const Providers &providers() const { return m_providers; }
    MonitoredProvider *find(const ProviderId &id) const;
    /// Takes over a config; the ids of providers that are new, changed or gone. The others are untouched.
    std::set<ProviderId> apply(const Config &config, const KeyRing *keys);
    void remember(MonitorMemory memory);

    /// Takes a result in, once it is known whose network it speaks of; what it says of the provider's health.
    Health take(MonitoredProvider &provider, const Sample &sample, const ResultContext &context);
    /// A request of the gateway ended.
    void take(const Trace &trace) { m_moves.add(trace, m_clock.steady()); }
    /// The server's list of models came. Whether the targets changed by it.
    bool takeModels(MonitoredProvider &provider, std::vector<QString> models);
    /// Draws the verdicts anew and lets spans grow.
    void review(MonitoredProvider &provider);
    void reviewAll();
    /// Nothing is known any more from `at` on: asleep; or (internet alone) the own network is down.
    enum class Whose { All, Internet };
    void endCover(Whose whose, WallTime at);
    /// Ends the open spans: the watch is over.
    void close(WallTime at);

private:
    void prime(MonitoredProvider &provider, const Config &config);
    void recall(MonitoredProvider &provider);
    void forgetSamples(const ProviderId &provider);
    void replay(MonitoredProvider &provider);
    void replay(
        WatchedSeries &series, const std::vector<Sample> &samples, const MonitoredTarget *target) const;
    void takeCompletion(MonitoredProvider &provider, MonitoredTarget &target, const Sample &sample,
        Health health, const ResultContext &context);
    void noteRecent(MonitoredTarget &target, const Sample &sample, Health health);
    void noteTraffic(MonitoredTarget &target, const Sample &sample);
    std::optional<WallTime> vouchedUntil(
        const MonitoredProvider &provider, const MonitoredTarget &target) const;
    QString nameOf(const TargetId &target, const ProviderId &besides) const;
    void write(const std::vector<Span> &spans);

    const Clock &m_clock;
    const Catalogue &m_catalogue;
    HistoryStore &m_history;
    const OwnNetwork &m_network;
    Told m_told;
    Providers m_providers;
    NetworkConfig::Local m_local = NetworkConfig::Local::Direct;
    bool m_noAnchors = false;
    MonitorMemory m_memory;
    std::map<TargetId, Price> m_prices;
    ChainMoves m_moves;
};

} // namespace Belay
