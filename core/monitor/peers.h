// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitoredprovider.h"

#include <map>
#include <memory>

namespace Belay {

/// What others did at the time of a target's trouble: models of the same provider, addresses of the same
/// servers, and providers that share nothing with it.
struct Peers {
    PeersSeen sameProvider;
    PeersSeen sameUpstream;
    PeersSeen others;
};

/// Only results since a minute before the trouble began count, and none that is over ten minutes old. Of a
/// target that is well nothing is asked.
Peers peersOf(const std::map<ProviderId, std::unique_ptr<MonitoredProvider>> &providers,
    const MonitoredProvider &provider, const MonitoredTarget &target, SteadyTime now);

} // namespace Belay
