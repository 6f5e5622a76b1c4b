// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/chainconfig.h"
#include "core/domain/money.h"

#include <array>
#include <cstdint>

namespace Belay {

/// Bounds what hedging may add (contract 3, *Budgets*): a share of the requests of the last hour, and money
/// in the last 24 hours.
class HedgeBudget final
{
public:
    void setLimits(const BudgetConfig &limits);
    void requestBegan(SteadyTime now);
    /// Whether one more hedge of this expected cost fits; if so it is counted, and its cost is held until
    /// settle().
    bool tryHedge(SteadyTime now, NanoUsd expected);
    /// Replaces what was held for a hedge by what it cost.
    void settle(SteadyTime now, NanoUsd expected, NanoUsd actual);

    int requestsThisHour(SteadyTime now) const;
    int hedgesThisHour(SteadyTime now) const;
    NanoUsd spentToday(SteadyTime now) const;

private:
    struct Minute {
        std::int64_t number = -1;
        int requests = 0;
        int hedges = 0;
    };
    struct Hour {
        std::int64_t number = -1;
        NanoUsd spent = 0;
    };
    double m_share = 0.05;
    NanoUsd m_perDay = 500'000'000;
    std::array<Minute, 60> m_minutes {};
    std::array<Hour, 24> m_hours {};
};

} // namespace Belay
