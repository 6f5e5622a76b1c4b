// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/money.h"

#include <optional>

namespace Belay {

/// Why completions run otherwise than configured.
enum class CompletionNote { None, Stretched, Spent, UnknownPrice, Off, Paused, NoModel };

struct CompletionPlan {
    std::optional<Milliseconds> every; ///< in force; empty: none run
    CompletionNote note = CompletionNote::None;
    bool operator==(const CompletionPlan &) const = default;
};

/// Of the month (UTC) that `now` is in.
Milliseconds leftOfMonth(WallTime now);

/// What completions of one model come to, before any budget stretches them.
struct MonthForecast {
    int perDay = 0;
    std::optional<NanoUsd> perMonth; ///< of 30 days; empty: the price is unknown
    bool isOverBudget = false;
    bool operator==(const MonthForecast &) const = default;
};
/// `costOfOne` is empty where the price is unknown.
MonthForecast monthForecast(Milliseconds every, std::optional<NanoUsd> costOfOne, double monthlyBudgetUsd);

/// What one provider's completions may cost in a month (contract 3, *Budget*). Months are UTC. Pure.
class ProbeBudget final
{
public:
    static constexpr Milliseconds LongestStretch {3'600'000};

    void spend(NanoUsd amount, WallTime now);
    /// What history says was spent this month; the larger figure holds, as history lags behind.
    void remember(NanoUsd spentThisMonth, WallTime now);
    NanoUsd spent(WallTime now) const;
    /// `round` is what one completion of each model together costs.
    CompletionPlan plan(Milliseconds configured, double monthlyBudgetUsd, NanoUsd round, WallTime now) const;

private:
    void turnMonth(WallTime now);

    std::optional<WallTime> m_month; // when the one that is counted began
    NanoUsd m_spent = 0;
};

} // namespace Belay
