// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/outcome.h"

#include <optional>
#include <vector>

namespace Belay {

// Chains and their policies, as config.json writes them: contract 4, under Envoy's names.

struct RetryPolicy {
    int numRetries = 2;
    Milliseconds baseInterval {500};
    Milliseconds maxInterval {8'000};
    bool operator==(const RetryPolicy &) const = default;
};

struct Timeouts {
    Milliseconds connect {5'000};
    std::optional<Milliseconds> firstContent; ///< empty: 20 s, or 120 s where the model hides its reasoning
    Milliseconds idle {60'000};
    Milliseconds total {120'000};
    bool operator==(const Timeouts &) const = default;
};

struct ChainTarget {
    TargetId target;
    int weight = 1;
    std::vector<KeyId> keys; ///< empty: all
    bool operator==(const ChainTarget &) const = default;
};

struct RaceConfig {
    std::optional<Milliseconds> after; ///< empty: the target's own p95
    bool operator==(const RaceConfig &) const = default;
};

struct StepConfig {
    std::vector<ChainTarget> targets;
    std::optional<RaceConfig> race;
    bool pool = false;
    RetryPolicy retry;
    Timeouts timeouts;
    std::vector<Outcome> retryOn; ///< added to those of contract 2
    bool enabled = true;
    bool operator==(const StepConfig &) const = default;
};

struct ChainConfig {
    ChainId id;
    std::vector<QString> aliases;
    std::optional<Milliseconds> deadline; ///< empty: 60 s, more where reasoning is hidden
    Milliseconds answerDeadline {300'000};
    std::vector<StepConfig> steps;
    bool operator==(const ChainConfig &) const = default;
};

struct BreakerConfig {
    int consecutiveFailures = 5;
    double failureRatio = 0.5;
    int minimumRequests = 10;
    Milliseconds window {60'000};
    Milliseconds cooldown {30'000};
    Milliseconds maxCooldown {600'000};
    int successesToClose = 2;
    bool operator==(const BreakerConfig &) const = default;
};

struct BudgetConfig {
    double retryShare = 0.2;
    double hedgeShare = 0.05;
    double hedgeUsdPerDay = 0.50;
    bool operator==(const BudgetConfig &) const = default;
};

} // namespace Belay
