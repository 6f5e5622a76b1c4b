// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/domain/outcome.h"

#include <optional>
#include <vector>

namespace Belay {

/// A time in which a subject had one state. Uptime, since-when and coverage come from spans alone. Spans of a
/// subject never overlap; the time between them is no data.
struct Span {
    TargetId subject;
    WallTime from;
    WallTime to; ///< so far vouched for; an open span grows by writing it again with the same `from`
    TargetState state = TargetState::NoData;
    Owner owner = Owner::None;
    Cause cause = Cause::None;
    Outcome outcome = Outcome::Ok;
    bool operator==(const Span &) const = default;
};

/// How long nothing may be known of a state that goes on all the same (contract 3, *Since*).
constexpr Milliseconds LongestBreak {15 * 60'000};
/// Whether `later` goes on with the state of the span before it, whoever's side it was.
bool goesOn(const Span &earlier, const Span &later);

/// Under this name, which no provider can have, history keeps when the own network was there (up) and when it
/// was offline or captive (down).
TargetId ownNetworkSubject();

/// What spans say about a period (contract 3, *Cover*).
struct UptimeFigure {
    Milliseconds period {0};
    Milliseconds known {0};
    Milliseconds down {0};
    Milliseconds slow {0};
    Milliseconds limited {0};

    /// `(known − down) / known`; nothing where nothing is known.
    std::optional<double> uptime() const;
    std::optional<double> coverage() const;
    bool operator==(const UptimeFigure &) const = default;
};

/// Sums the spans that fall into [from, to).
UptimeFigure uptimeOf(const std::vector<Span> &spans, WallTime from, WallTime to);

/// Two decimals, rounded down: 99.999 % is never printed as 100 %.
QString percentText(std::optional<double> share);

} // namespace Belay
