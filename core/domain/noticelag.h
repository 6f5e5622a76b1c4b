// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

namespace Belay {

/// How late a provider's page was in some time.
struct LagFigure {
    qint64 incidents = 0; ///< of theirs
    qint64 posted = 0; ///< of them, those that the page ever told of
    qint64 n = 0; ///< of them, those with a lead: the page was being read
    std::optional<Milliseconds> median; ///< positive: Belay was first; empty without a lead
    bool operator==(const LagFigure &) const = default;
};

/// The provider's or its upstream's: of these alone a lag is told.
bool isTheirs(const Incident &incident);

/// Of the incidents that opened in [from, to) and were theirs.
LagFigure lagOf(const std::vector<Incident> &incidents, WallTime from, WallTime to);

/// A figure in words: the median, how many it stands on, and how many the page never told of. Says why where
/// there is nothing to compute.
QString lagSentence(const LagFigure &figure);
/// `9 min before their page`, `in the same minute`, `4 min after their page`; empty without a median.
QString lagText(const LagFigure &figure);

struct LagPoint {
    WallTime from;
    LagFigure figure;
    bool operator==(const LagPoint &) const = default;
};

/// One figure between each of `edges` (ascending) and the next.
std::vector<LagPoint> lagOverTime(const std::vector<Incident> &incidents, const std::vector<WallTime> &edges);

/// The beginnings of the month of `now` (UTC) and of the `months` - 1 before it, then `now`: edges of as many
/// points.
std::vector<WallTime> monthEdges(WallTime now, int months);

} // namespace Belay
