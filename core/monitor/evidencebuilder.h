// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/chainmoves.h"
#include "core/monitor/peers.h"

namespace Belay {

/// What is known around a target besides its own provider.
struct Surroundings {
    NetworkStatus network;
    Peers peers;
    MovedOn moved;
    WallTime wall; ///< now
    bool noAnchors = false; ///< none is configured
};

/// All that Diagnosis is to know of a target now.
DiagnosisEvidence evidenceFor(const MonitoredProvider &provider, const MonitoredTarget &target,
    const Surroundings &around, SteadyTime now);

} // namespace Belay
