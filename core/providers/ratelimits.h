// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ratelimit.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"

namespace Belay {

/// All limits that the headers of an answer tell in the words of a family, each with at least a limit or what
/// remains of it; `now` is when the answer came.
std::vector<RateLimit> rateLimitsOf(const HttpHeaders &headers, RateLimitFamily family, WallTime now);

/// A limit as it matters to the next request.
struct LimitState {
    QString window; ///< as the header names it: `requests`, `tokens-minute`
    double remaining = 0;
    std::optional<Milliseconds> reset;
    bool operator==(const LimitState &) const = default;
};

/// The one that is nearest to its end; of those that are spent, the one that lasts longest. Nothing where
/// none says what remains.
std::optional<LimitState> tightestLimit(const std::vector<RateLimit> &limits, WallTime now);

/// The longest reset of those of which nothing remains: before it the next request fails again.
std::optional<Milliseconds> waitForLimits(const std::vector<RateLimit> &limits, WallTime now);

} // namespace Belay
