// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/simulator/simulator.h"

namespace Belay {

/// What the demo plays: eight providers of known kinds with keys of their own making.
std::vector<SimulatedProvider> demoProviders();
/// One target down, one limited, one key rejected, one target slow, the others clear (contract 10).
Weather defaultDemoWeather();
/// A config for the providers that `simulator` plays: reached on their ports without a proxy, judged as if on
/// the internet with the simulator's anchor, probed often, with session keys. Nothing in it leaves loopback.
Config demoConfig(const Simulator &simulator);

} // namespace Belay
