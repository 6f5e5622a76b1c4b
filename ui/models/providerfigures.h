// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"

namespace Belay {

/// What the provider page asks of history.
struct ProviderFigures {
    static constexpr std::chrono::days UptimeOver {90};
    static constexpr int LagMonths = 12;

    UptimeFigure uptime; ///< of all targets together, over UptimeOver
    std::vector<Incident> incidents; ///< of the last LagMonths months (UTC), the newest first
};

/// On the reader's thread.
ProviderFigures askProviderFigures(
    HistoryQueries &history, const ProviderId &provider, const std::vector<TargetId> &targets, WallTime now);

} // namespace Belay
