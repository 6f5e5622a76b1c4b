// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayanswers.h"
#include "core/providers/classifier.h"
#include "core/routing/runsummary.h"

namespace Belay {

/// The row of contract 8 for a chain that gave up on a request of this face.
GatewayFault faultOf(GiveUpReason reason, Face face);

/// An error of the provider, retold to a client of another dialect (contract 8).
ClientFault retoldFault(const Classification &seen, int status, const QByteArray &requestId);

} // namespace Belay
