// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"
#include "core/domain/statusboard.h"
#include "core/routing/chainplan.h"
#include "core/routing/hedgebudget.h"
#include "core/routing/retrybudget.h"

#include <map>

namespace Belay {

/// One breaker, block or wait as metrics and pages show it.
struct BreakerView {
    enum class Scope { Endpoint, Route, Key, KeyModel };
    Scope scope = Scope::Endpoint;
    TargetId target; ///< of an endpoint or key: the provider alone
    KeyId key; ///< empty for endpoints and routes
    CircuitBreaker::State state = CircuitBreaker::State::Closed;
    std::optional<SteadyTime> openedAt;
    std::optional<SteadyTime> closesAt; ///< when it may be tried again; empty: closed, or until an auth probe
    Outcome reason = Outcome::Ok; ///< of the last counted failure
    bool operator==(const BreakerView &) const = default;
};
template <>
struct EnumNames<BreakerView::Scope> {
    static constexpr auto values = std::to_array<std::string_view>({"endpoint", "route", "key", "key-model"});
};

/// Everything the gateway remembers between requests: breakers, blocks, waits, health routes, budgets and
/// times of each target. A plain object of the gateway's thread; it outlives its ChainRuns.
class TargetBoard final
{
public:
    TargetBoard() = default;
    TargetBoard(const TargetBoard &) = delete;
    TargetBoard &operator=(const TargetBoard &) = delete;

    /// Swaps the config. What is remembered survives where provider, base URL, key and model did not change.
    void apply(std::shared_ptr<const Config> config, const RoutingFacts &facts, SteadyTime now);
    /// The plan of a chain, or of one step with one target that a client named. Kept for the next request as
    /// long as the config stays; of named targets the last 256.
    ChainPlanPtr plan(const ChainConfig &chain, const RoutingFacts &facts, SteadyTime now);

    /// Results of probes (contract 3, *Breakers*): a completion feeds key x model, a failed reach the
    /// endpoint, an auth probe blocks or frees its key. Traffic and drills are ignored: runs feed their own.
    void observe(const Sample &sample, SteadyTime now);
    /// The monitor's states as health routes; targets that it does not watch follow their provider.
    void applyHealth(const StatusBoard &board, SteadyTime now);
    /// One of them; a target without model is its provider's row.
    void setHealth(const TargetId &target, TargetState state, SteadyTime now);

    /// All that is not closed, and every endpoint and target.
    std::vector<BreakerView> snapshot(SteadyTime now) const;

    RetryBudget &retries() { return m_retries; }
    HedgeBudget &hedges() { return m_hedges; }

private:
    struct ProviderTracks {
        std::shared_ptr<EndpointTrack> endpoint;
        std::vector<std::shared_ptr<KeyTrack>> keys;
        std::map<QString, std::shared_ptr<TargetTrack>> targets; // by model
        std::map<QString, TargetState> health; // by model; "" is the provider's own row
    };
    struct NamedPlan {
        ChainPlanPtr plan;
        std::uint64_t usedAt = 0;
    };

    void applyProvider(const ProviderConfig &provider, const RoutingFacts &facts);
    bool isNamed(const TargetId &target) const;
    void forgetOldestNamed();
    std::shared_ptr<TargetTrack> trackOf(const TargetId &target, SteadyTime now);
    void syncKeys(TargetTrack &track, const ProviderTracks &provider) const;
    std::optional<PlannedTarget> planTarget(
        const ChainTarget &target, const StepConfig &step, const RoutingFacts &facts, SteadyTime now);
    ChainPlanPtr makePlan(const ChainConfig &chain, const RoutingFacts &facts, SteadyTime now);

    std::shared_ptr<const Config> m_config;
    std::map<ProviderId, ProviderTracks> m_providers;
    std::map<ChainId, ChainPlanPtr> m_chains;
    std::map<TargetId, NamedPlan> m_named;
    std::uint64_t m_uses = 0;
    RetryBudget m_retries;
    HedgeBudget m_hedges;
};

} // namespace Belay
