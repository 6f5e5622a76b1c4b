// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/outcome.h"

#include <optional>

namespace Belay {

/// One bar of the row of recent checks: a probe, or some time of the gateway's traffic.
struct RecentCheck {
    WallTime at;
    TargetState state = TargetState::NoData; ///< the state that this check alone speaks for
    Outcome outcome = Outcome::Ok;
    std::optional<Microseconds> latency; ///< first content of a completion, total of a reach check
    bool isCompletion = false; ///< a probe's own, of which it is known what is usual
    bool operator==(const RecentCheck &) const = default;
};

/// A completion that went well and took longer than `limit` to its first content speaks for *slow*.
void noteSlow(RecentCheck &check, Microseconds limit);

} // namespace Belay
