// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/gatewaystreams.h"

namespace Belay {

// What the gateway holds and uses while next to nothing happens.

/// idle4000MiB: the whole process with as many clients that have asked once and stay.
bool measureIdleClients(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);
/// idleCpuPercent: of one core, watching its providers, while nobody asks.
bool measureIdle(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);
/// slowReaderGrowthMiB: the most that the process grows while one client takes a byte a second of 10 MB.
bool measureSlowReader(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);

} // namespace Belay
