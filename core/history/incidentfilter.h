// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/history/tracefilter.h"

namespace Belay {

/// Which incidents are wanted. What is empty does not limit.
struct IncidentFilter {
    std::optional<TimeRange> range {}; ///< that they touch; an open one goes on
    std::optional<ProviderId> provider {};
    bool openOnly = false;
    int limit = 1'000; ///< the newest of them
    bool operator==(const IncidentFilter &) const = default;
};

} // namespace Belay
