// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/providerfigures.h"

#include "core/domain/noticelag.h"

namespace Belay {

ProviderFigures askProviderFigures(
    HistoryQueries &history, const ProviderId &provider, const std::vector<TargetId> &targets, WallTime now)
{
    constexpr int MostIncidents = 10'000;
    const TimeRange range {now - ProviderFigures::UptimeOver, now};
    ProviderFigures figures;
    for (const TargetId &target : targets) {
        const UptimeFigure one = uptimeOf(history.spans(target, range), range.from, range.to);
        figures.uptime.period += one.period;
        figures.uptime.known += one.known;
        figures.uptime.down += one.down;
        figures.uptime.slow += one.slow;
        figures.uptime.limited += one.limited;
    }
    IncidentFilter filter;
    filter.provider = provider;
    filter.range = TimeRange {monthEdges(now, ProviderFigures::LagMonths).front(), now};
    filter.limit = MostIncidents;
    figures.incidents = history.incidents(filter);
    return figures;
}

} // namespace Belay
