// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/gatewayfigures.h"
#include "app/bench/gatewaystage.h"

namespace Belay {

struct StreamExtent {
    int rounds = 2;
    int usual = 512; ///< streams beside each other
    int many = 1'000;
    int most = 2'000; ///< told, not held against anything; 0: left out
    Seconds length {30};
    Seconds tlsLength {10};
    int idleClients = 4'000;
    Seconds idleLength {30};
    Seconds slowLength {15};
};

/// streams512CpuRatio, streams512P99Ratio, streams512Lost, residentPerStreamKiB: in turn through nginx and
/// through Belay.
bool measureStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);
/// streams1000Lost; twice as many are told.
bool measureManyStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);
/// residentPerTlsStreamKiB; what is lost of them is added to streams512Lost.
bool measureTlsStreams(GatewayStage &stage, const StreamExtent &extent, GatewayFigures &figures);

} // namespace Belay
