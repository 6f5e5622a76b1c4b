// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/gatewayfigures.h"
#include "app/bench/gatewaystage.h"

namespace Belay {

struct RequestExtent {
    int rounds = 3;
    Seconds length {4}; ///< of each run of wrk
    int firstTokens = 500;
    int bodies = 7;
};

/// p50RatioNginx, rpsRatioNginx, rpsRatioNginxNoHistory: round after round the same load directly, through
/// nginx and through Belay; what came next to each other is compared. False when a round failed.
bool measureRequests(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures);
/// addedFirstTokenP99Ms: one stream at a time, in turn directly and through Belay.
bool measureFirstToken(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures);
/// body20MiBRatio: a request that holds an image, to the end of its small answer.
bool measureLargeBody(GatewayStage &stage, const RequestExtent &extent, GatewayFigures &figures);

} // namespace Belay
