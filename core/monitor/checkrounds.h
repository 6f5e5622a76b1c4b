// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/probeschedule.h"

#include <optional>
#include <set>
#include <vector>

namespace Belay {

/// The rounds that persons asked for: each ends exactly once, when its last probe (a confirm probe included)
/// has ended. Pure.
class CheckRounds final
{
public:
    void begin(const std::optional<TargetId> &target, const std::vector<ProbeSlot> &slots);
    /// Whether a round waits for this slot and would have a bad result confirmed; once each.
    bool wantsConfirmation(const ProbeSlot &slot) const;
    /// `confirms`: the slot runs once more for the rounds that wait for it.
    void finished(const ProbeSlot &slot, bool confirms);
    /// Every round ends: stopped, asleep.
    void endAll();
    /// Rounds that have ended since the last call, in their order.
    std::vector<std::optional<TargetId>> takeEnded();

private:
    struct Round {
        std::optional<TargetId> target;
        std::set<ProbeSlot> open;
        std::set<ProbeSlot> confirmed;
    };
    void sweep();

    std::vector<Round> m_rounds;
    std::vector<std::optional<TargetId>> m_ended;
};

} // namespace Belay
