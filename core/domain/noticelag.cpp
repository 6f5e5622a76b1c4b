// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/noticelag.h"

#include <algorithm>

namespace Belay {

namespace {

std::optional<Milliseconds> medianOf(std::vector<Milliseconds> leads)
{
    if (leads.empty())
        return {};
    std::ranges::sort(leads);
    const size_t middle = leads.size() / 2;
    return leads.size() % 2 == 1 ? leads[middle] : (leads[middle - 1] + leads[middle]) / 2;
}

} // namespace

LagFigure lagOf(const std::vector<Incident> &incidents, WallTime from, WallTime to)
{
    LagFigure figure;
    std::vector<Milliseconds> leads;
    for (const Incident &incident : incidents) {
        const bool theirs = incident.owner == Owner::Provider || incident.owner == Owner::Upstream;
        if (!theirs || incident.openedAt < from || incident.openedAt >= to)
            continue;
        ++figure.incidents;
        figure.posted += incident.notice ? 1 : 0;
        if (incident.lead)
            leads.push_back(*incident.lead);
    }
    figure.n = static_cast<qint64>(leads.size());
    figure.median = medianOf(std::move(leads));
    return figure;
}

std::vector<LagPoint> lagOverTime(const std::vector<Incident> &incidents, const std::vector<WallTime> &edges)
{
    std::vector<LagPoint> points;
    for (size_t i = 1; i < edges.size(); ++i)
        points.push_back({edges[i - 1], lagOf(incidents, edges[i - 1], edges[i])});
    return points;
}

} // namespace Belay
