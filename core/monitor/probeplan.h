// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/monitor/monitoredprovider.h"

namespace Belay {

/// Puts what is probed of a provider on the schedule; completions wait for planCompletions().
void addSlots(ProbeSchedule &schedule, const MonitoredProvider &provider);

/// Sets how often completions run, as config, price and budget allow now.
void planCompletions(ProbeSchedule &schedule, MonitoredProvider &provider, const Clock &clock);

/// Whether one may be sent when a person asks for it: also where they are switched off, never where the
/// budget is spent, the price unknown or the model paused.
bool mayComplete(CompletionNote note);

/// Whether the last result of a slot should be seen twice before it counts.
bool wantsConfirmation(const MonitoredProvider &provider, const ProbeSlot &slot);

} // namespace Belay
