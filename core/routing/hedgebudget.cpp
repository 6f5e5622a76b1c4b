// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/hedgebudget.h"

#include <cmath>

namespace Belay {

namespace {

template <typename Array>
auto &currentSlot(Array &slots, std::int64_t number)
{
    auto &slot = slots[static_cast<std::size_t>(number) % slots.size()];
    if (slot.number != number) {
        slot = {};
        slot.number = number;
    }
    return slot;
}

template <typename Array, typename Get>
auto sumOf(const Array &slots, std::int64_t number, Get get)
{
    decltype(get(slots[0])) sum = 0;
    for (const auto &slot : slots) {
        if (slot.number >= 0 && slot.number > number - static_cast<std::int64_t>(slots.size()))
            sum += get(slot);
    }
    return sum;
}

std::int64_t minuteOf(SteadyTime now)
{
    return std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
}

std::int64_t hourOf(SteadyTime now)
{
    return std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
}

} // namespace

void HedgeBudget::setLimits(const BudgetConfig &limits)
{
    m_share = limits.hedgeShare;
    m_perDay = std::llround(limits.hedgeUsdPerDay * 1e9);
}

void HedgeBudget::requestBegan(SteadyTime now)
{
    ++currentSlot(m_minutes, minuteOf(now)).requests;
}

bool HedgeBudget::tryHedge(SteadyTime now, NanoUsd expected)
{
    if (hedgesThisHour(now) + 1 > m_share * requestsThisHour(now) || spentToday(now) + expected > m_perDay)
        return false;
    ++currentSlot(m_minutes, minuteOf(now)).hedges;
    currentSlot(m_hours, hourOf(now)).spent += expected;
    return true;
}

void HedgeBudget::settle(SteadyTime now, NanoUsd expected, NanoUsd actual)
{
    currentSlot(m_hours, hourOf(now)).spent += actual - expected;
}

int HedgeBudget::requestsThisHour(SteadyTime now) const
{
    return sumOf(m_minutes, minuteOf(now), [](const Minute &minute) { return minute.requests; });
}

int HedgeBudget::hedgesThisHour(SteadyTime now) const
{
    return sumOf(m_minutes, minuteOf(now), [](const Minute &minute) { return minute.hedges; });
}

NanoUsd HedgeBudget::spentToday(SteadyTime now) const
{
    return sumOf(m_hours, hourOf(now), [](const Hour &hour) { return hour.spent; });
}

} // namespace Belay
