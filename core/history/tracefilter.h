// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"

namespace Belay {

struct TimeRange {
    WallTime from;
    WallTime to; ///< not included
    bool operator==(const TimeRange &) const = default;
};

/// Which traces are wanted. What is empty does not limit.
struct TraceFilter {
    std::optional<TimeRange> range {}; ///< of the arrival
    std::optional<Ulid> before {}; ///< only older ones: the next page of a list
    std::optional<ChainId> chain {};
    std::optional<TargetId> target {}; ///< of any attempt
    std::optional<Outcome> outcome {}; ///< of any attempt
    std::optional<TraceEnd> ended {};
    std::optional<QString> token {};
    bool operator==(const TraceFilter &) const = default;

    bool matches(const Trace &trace) const;
};

} // namespace Belay
