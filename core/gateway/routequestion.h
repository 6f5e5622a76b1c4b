// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/upstreamwriter.h"
#include "core/routing/chainrun.h"

namespace Belay {

/// What is asked of routing for a request.
struct RouteQuestion {
    RouteRequest route;
    std::optional<ChainConfig> chain; ///< in place of the request's own: what only one target may be asked
};

/// Reads as much of the request as its face and chain call for, and no more.
RouteQuestion routeQuestionOf(const GatewayRequest &request, UpstreamWriter &writer);

} // namespace Belay
