// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/checkrounds.h"

#include <algorithm>
#include <utility>

namespace Belay {

void CheckRounds::begin(const std::optional<TargetId> &target, const std::vector<ProbeSlot> &slots)
{
    m_rounds.push_back({target, {slots.begin(), slots.end()}, {}});
    sweep();
}

bool CheckRounds::wantsConfirmation(const ProbeSlot &slot) const
{
    return std::any_of(m_rounds.begin(), m_rounds.end(),
        [&](const Round &round) { return round.open.contains(slot) && !round.confirmed.contains(slot); });
}

void CheckRounds::finished(const ProbeSlot &slot, bool confirms)
{
    for (Round &round : m_rounds) {
        if (!round.open.contains(slot))
            continue;
        if (confirms && !round.confirmed.contains(slot))
            round.confirmed.insert(slot);
        else
            round.open.erase(slot);
    }
    sweep();
}

void CheckRounds::endAll()
{
    for (Round &round : m_rounds)
        round.open.clear();
    sweep();
}

std::vector<std::optional<TargetId>> CheckRounds::takeEnded()
{
    return std::exchange(m_ended, {});
}

void CheckRounds::sweep()
{
    for (const Round &round : m_rounds) {
        if (round.open.empty())
            m_ended.push_back(round.target);
    }
    std::erase_if(m_rounds, [](const Round &round) { return round.open.empty(); });
}

} // namespace Belay
