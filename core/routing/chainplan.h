// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/chainconfig.h"
#include "core/domain/money.h"
#include "core/routing/keypool.h"

#include <memory>
#include <vector>

namespace Belay {

/// What routing has to be told of a target by those who hold the catalogue.
struct TargetFacts {
    bool hidesReasoning = false;
    bool nativeResponses = false; ///< serves /v1/responses itself
    bool directRoute = false; ///< reached without a proxy
    std::optional<int> contextTokens;
    std::optional<Price> price;
};

/// What routing has to be told of a key by those who hold its value.
struct KeyFacts {
    bool usable = true; ///< false: its value could not be read
    std::uint64_t stamp = 0; ///< changes with the value, and says nothing about it
};

/// Looks up facts of layers above; asked only while plans are made.
class RoutingFacts
{
public:
    virtual ~RoutingFacts() = default;
    virtual TargetFacts target(const ProviderConfig &provider, const QString &model) const = 0;
    virtual KeyFacts key(const ProviderConfig &provider, const KeyConfig &key) const = 0;
    /// Whether the provider is called without a key where none is configured.
    virtual bool isKeyOptional(const ProviderConfig &provider) const = 0;
};

struct PlannedTarget {
    std::shared_ptr<TargetTrack> track;
    KeyPool keys; ///< the usable ones; a provider without any has one entry of an empty id
    int weight = 1;
    TargetFacts facts;
    Milliseconds firstContent {20'000}; ///< its own or its model's (contract 3, *Deadlines*)
    QStringView modelName; ///< after the last `/`: what embeddings must keep

    const TargetId &id() const { return track->target; }
};

struct PlannedStep {
    int index = 0; ///< of the step in the chain's config
    int firstTarget = 0; ///< how many targets the steps before it have
    std::vector<PlannedTarget> targets; ///< only those that are on and have a key
    std::optional<RaceConfig> race;
    bool pool = false;
    RetryPolicy retry;
    Timeouts timeouts;
    std::uint32_t retryOn = 0; ///< a bit for each outcome

    bool alsoRetries(Outcome outcome) const { return (retryOn >> static_cast<unsigned>(outcome)) & 1U; }
};

/// A chain with everything looked up: what a ChainRun walks. Immutable; a request keeps the one it began
/// with.
struct ChainPlan {
    ChainConfig config;
    std::vector<PlannedStep> steps; ///< those that are on and have a target
    Milliseconds deadline {60'000}; ///< of streams, with the time that hidden reasoning needs
    int targetCount = 0;
};

using ChainPlanPtr = std::shared_ptr<const ChainPlan>;

} // namespace Belay
