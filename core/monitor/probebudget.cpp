// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probebudget.h"

#include "core/base/month.h"

#include <algorithm>
#include <cmath>

namespace Belay {

namespace {

/// Rounded up, so that the figure on the page does not change with every probe.
Milliseconds rounded(double millis)
{
    constexpr double Step = 10'000.0;
    return Milliseconds {static_cast<qint64>(std::ceil(millis / Step) * Step)};
}

} // namespace

Milliseconds leftOfMonth(WallTime now)
{
    return startOfMonth(now, 1) - now;
}

MonthForecast monthForecast(Milliseconds every, std::optional<NanoUsd> costOfOne, double monthlyBudgetUsd)
{
    constexpr int DaysOfMonth = 30;
    MonthForecast forecast;
    forecast.perDay = static_cast<int>(std::chrono::hours(24) / every);
    if (!costOfOne)
        return forecast;
    forecast.perMonth = *costOfOne * forecast.perDay * DaysOfMonth;
    forecast.isOverBudget = toUsd(*forecast.perMonth) > monthlyBudgetUsd;
    return forecast;
}

void ProbeBudget::turnMonth(WallTime now)
{
    const WallTime month = startOfMonth(now);
    if (m_month != month) {
        m_month = month;
        m_spent = 0;
    }
}

void ProbeBudget::spend(NanoUsd amount, WallTime now)
{
    turnMonth(now);
    m_spent += amount;
}

void ProbeBudget::remember(NanoUsd spentThisMonth, WallTime now)
{
    turnMonth(now);
    m_spent = std::max(m_spent, spentThisMonth);
}

NanoUsd ProbeBudget::spent(WallTime now) const
{
    return m_month == startOfMonth(now) ? m_spent : 0;
}

CompletionPlan ProbeBudget::plan(
    Milliseconds configured, double monthlyBudgetUsd, NanoUsd round, WallTime now) const
{
    if (round <= 0)
        return {configured, CompletionNote::None};
    const double left = monthlyBudgetUsd * 1e9 - static_cast<double>(spent(now));
    // Whole rounds alone count: the last one of a month must not find the budget just short of it.
    const double affordable = std::floor(left / static_cast<double>(round));
    if (affordable < 1.0)
        return {{}, CompletionNote::Spent};
    const double needed = static_cast<double>(leftOfMonth(now).count()) / affordable;
    if (needed <= static_cast<double>(configured.count()))
        return {configured, CompletionNote::None};
    const Milliseconds longest = std::max(configured, LongestStretch);
    if (needed >= static_cast<double>(longest.count()))
        return {longest, longest > configured ? CompletionNote::Stretched : CompletionNote::None};
    return {std::max(configured, std::min(rounded(needed), longest)), CompletionNote::Stretched};
}

} // namespace Belay
