// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/http/httpvalues.h"
#include "core/providers/catalogue.h"

#include <QStringView>

namespace Belay {

struct Fault;

/// Whole milliseconds, rounded up. Nothing for what is negative, no number or more than a year.
std::optional<Milliseconds> waitOf(double ms);

/// Go's durations as providers write them: `6m0s`, `2m59.56s`, `120ms`, `1h2m3.5s`; a bare number is seconds.
/// Nothing for anything else, for what is negative and for more than a year.
std::optional<Milliseconds> durationOf(QStringView text);

/// How long the provider says to wait, from the best of its hints: the `retry-after`
/// family, fields and texts of the body, the reset of a limit of which nothing remains. `x-should-retry` is
/// not heeded: contract 2 decides what is tried again.
std::optional<Milliseconds> retryHint(
    const HttpHeaders &headers, const Fault &fault, RateLimitFamily family, WallTime now);

} // namespace Belay
