// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"

#include <QStringView>

namespace Belay {

struct Fault;

/// Go's durations as providers write them: `6m0s`, `2m59.56s`, `120ms`, `1h2m3.5s`; a bare number is seconds.
/// Nothing for anything else, for what is negative and for more than a year.
std::optional<Milliseconds> durationOf(QStringView text);

/// How long the provider says to wait, from the best of its hints (providers.md 0.3): the `retry-after`
/// family, fields and texts of the body, the reset of a limit of which nothing remains. `x-should-retry` is
/// not heeded: contract 2 decides what is tried again.
std::optional<Milliseconds> retryHint(
    const HttpHeaders &headers, const Fault &fault, RateLimitFamily family, WallTime now);

/// A limit as the headers of an answer tell it (providers.md 0.5).
struct LimitState {
    QString window; ///< as the header names it: `requests`, `tokens-minute`
    double remaining = 0;
    std::optional<Milliseconds> reset;
    bool operator==(const LimitState &) const = default;
};

/// The one that is nearest to its end; of those that are spent, the one that lasts longest. Nothing where the
/// headers tell of none.
std::optional<LimitState> tightestLimit(const HttpHeaders &headers, RateLimitFamily family, WallTime now);

} // namespace Belay
