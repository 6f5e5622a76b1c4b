// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/statusboard.h"
#include "core/monitor/probebudget.h"
#include "core/monitor/probeendpoint.h"
#include "core/monitor/probeschedule.h"
#include "core/monitor/spankeeper.h"
#include "core/monitor/trafficcount.h"
#include "core/monitor/watchedseries.h"
#include "core/secrets/keyring.h"

#include <QDate>

#include <deque>
#include <map>

namespace Belay {

struct MonitoredKey {
    KeyConfig config;
    KeyStorage storage = KeyStorage::LockedOrMissing;
    Secret value;
    WatchedSeries auth;
    KeyHealth checked = KeyHealth::Unchecked; ///< by free checks
    std::optional<KeyHealth> used; ///< by completions and traffic, which alone see that credit is out
    std::optional<WallTime> checkedAt;
    bool wasAsked = false; ///< a check ended, even if the key was not asked in it
    bool wasGood = false; ///< it was accepted before
    std::optional<SteadyTime> refusedSince {}; ///< the first refusal that no acceptance has followed
    std::vector<ToldLimits> limits {}; ///< newest first, of at most ToldLimits::MostModels models

    /// What a check or a request with it came to.
    void note(Outcome outcome, SteadyTime at);
    /// What an answer told of its limits; one that tells of none leaves what was told before.
    void noteLimits(const Sample &sample);

    bool isUsable() const { return !value.isEmpty(); }
    KeyHealth health() const { return used.value_or(checked); }
};

struct MonitoredTarget {
    TargetId id;
    bool paused = false;
    WatchedSeries completion;
    WatchedSeries traffic;
    SpanKeeper spans;
    std::deque<RecentCheck> recent;
    std::optional<WallTime> lastCheckAt;
    std::optional<Price> price;
    std::optional<NanoUsd> costOfOne; ///< of one completion; empty: unknown
    CompletionPlan plan;
    ProbeBudget spending; ///< by its own probes alone
    bool everAnswered = false;
    bool ownModelUnknown = false; ///< the newest completion: not found, and it never answered here
    Verdict verdict;
    WallTime since;
    std::optional<WallTime> trafficBar {}; ///< when the newest bar of traffic in `recent` began
    TrafficCount requests {}; ///< of the gateway
    QString upstream {}; ///< who really serves it: equal words share a fate
};

/// What a config asks to watch of a provider: the models it names, else the catalogue's cheapest, else the
/// provider's own row.
std::vector<TargetId> watchedTargets(const ProviderConfig &config, const Catalogue &catalogue);

/// One provider of the config as it is being watched. Pure data with the questions that its parts answer.
class MonitoredProvider final
{
public:
    MonitoredProvider(const ProviderConfig &config, const Catalogue &catalogue, NetworkConfig::Local local,
        const KeyRing *keys, WallTime now);

    const ProviderConfig &config() const { return m_config; }
    const ProviderKind &kind() const { return m_kind; }
    const QUrl &baseUrl() const { return m_baseUrl; }
    QString host() const { return hostAndPort(m_baseUrl); }
    /// Judged without the own network.
    bool isLocal() const { return m_local; }
    bool isPaused() const;
    /// Also where a kind takes requests without one, once a key was given to it.
    bool needsKey() const { return !m_kind.keyOptional || !m_config.keys.empty(); }
    bool isKeyMissing() const;
    /// A kind of the person's own machine: its completions cost nothing.
    bool isFree() const { return !m_kind.localPorts.empty(); }
    /// The models come from the server's own list.
    bool discoversModel() const;

    /// What the person entered goes before the catalogue's price.
    void setPrice(
        MonitoredTarget &target, const std::optional<Price> &entered, const Catalogue &catalogue) const;
    /// How often completions of a target run now, and why not otherwise.
    CompletionPlan planOf(const MonitoredTarget &target, WallTime now) const;

    /// Of all its probes; what is to come as the plans of its targets are now.
    MonthSpending spending(WallTime now) const;

    MonitoredTarget *target(const TargetId &id);
    MonitoredKey *key(const KeyId &id);
    /// The one that completions use: the first whose health is ok, or that has no check at all.
    const MonitoredKey *completionKey() const;
    /// None of them is known to be good, and a check that will tell is still to come.
    bool awaitsKeyCheck() const;
    /// The endpoint with a key's value, or without one.
    ProbeEndpoint endpoint(const MonitoredKey *key, const Catalogue &catalogue) const;
    std::vector<ProbeSlot> slots() const;

    TargetComposite composite(const MonitoredTarget &target, SteadyTime now) const;
    /// The series behind a part of a target's state; for auth that of the best key.
    const WatchedSeries &seriesOf(EvidencePart part, const MonitoredTarget &target, SteadyTime now) const;
    Proof proof(const MonitoredTarget &target, SteadyTime now) const;
    /// What the provider's own page says; null: it has none, or nobody wants it read.
    const PageReading *page() const { return pageReading ? &*pageReading : nullptr; }
    /// Ends the cover of all series.
    void endCover();

    /// Takes over what an earlier watcher of the same provider knew (state survives where provider, base URL,
    /// key and model did not change).
    void inherit(MonitoredProvider &earlier);
    /// Makes the targets anew when the server's list named a model.
    void discover(const QString &model, const Catalogue &catalogue, WallTime now);

    std::vector<MonitoredTarget> targets;
    std::vector<MonitoredKey> keys;
    WatchedSeries reach;
    ProbeBudget budget;
    std::optional<PageReading> pageReading; ///< as the watch over the pages last told it
    std::vector<QString> offered; ///< models, as the provider lists them
    std::map<QString, QDate> retiring; ///< of them, with their last day
    bool listWanted = false; ///< the list of models is to be fetched with the next check

private:
    void addTarget(const QString &model, const Catalogue &catalogue, WallTime now);

    ProviderConfig m_config;
    const ProviderKind &m_kind;
    QUrl m_baseUrl;
    bool m_local = false;
};

} // namespace Belay
