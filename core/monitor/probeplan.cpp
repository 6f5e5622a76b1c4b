// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeplan.h"

#include <algorithm>

namespace Belay {

void addSlots(ProbeSchedule &schedule, const MonitoredProvider &provider)
{
    for (const ProbeSlot &slot : provider.slots()) {
        std::optional<Milliseconds> interval;
        if (slot.kind == ProbeSlot::Kind::Check)
            interval = provider.config().monitor.every;
        schedule.add(slot, provider.host(), interval);
    }
}

void planCompletions(ProbeSchedule &schedule, MonitoredProvider &provider, const Clock &clock)
{
    for (MonitoredTarget &target : provider.targets) {
        target.plan = provider.planOf(target, clock.wall());
        schedule.setInterval({target.id, {}, ProbeSlot::Kind::Completion}, target.plan.every, clock.steady());
        if (target.plan.every)
            target.completion.rules().setInterval(*target.plan.every);
    }
}

bool mayComplete(CompletionNote note)
{
    return note == CompletionNote::None || note == CompletionNote::Stretched || note == CompletionNote::Off;
}

bool wantsConfirmation(const MonitoredProvider &provider, const ProbeSlot &slot)
{
    if (slot.kind == ProbeSlot::Kind::Completion)
        return std::any_of(
            provider.targets.begin(), provider.targets.end(), [&](const MonitoredTarget &target) {
                return target.id == slot.target && target.completion.rules().wantsConfirmation();
            });
    return provider.reach.rules().wantsConfirmation()
        || std::any_of(provider.keys.begin(), provider.keys.end(), [&](const MonitoredKey &key) {
               return key.config.id == slot.key && key.auth.rules().wantsConfirmation();
           });
}

} // namespace Belay
