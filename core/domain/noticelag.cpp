// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/noticelag.h"

#include "core/base/month.h"
#include "core/domain/statusboard.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::NoticeLag)
};

std::optional<Milliseconds> medianOf(std::vector<Milliseconds> leads)
{
    if (leads.empty())
        return {};
    std::ranges::sort(leads);
    const size_t middle = leads.size() / 2;
    return leads.size() % 2 == 1 ? leads[middle] : (leads[middle - 1] + leads[middle]) / 2;
}

} // namespace

bool isTheirs(const Incident &incident)
{
    return incident.owner == Owner::Provider || incident.owner == Owner::Upstream;
}

LagFigure lagOf(const std::vector<Incident> &incidents, WallTime from, WallTime to)
{
    LagFigure figure;
    std::vector<Milliseconds> leads;
    for (const Incident &incident : incidents) {
        if (!isTheirs(incident) || incident.openedAt < from || incident.openedAt >= to)
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

QString lagText(const LagFigure &figure)
{
    constexpr Milliseconds SameMinute {60'000};
    if (!figure.median)
        return {};
    if (std::chrono::abs(*figure.median) < SameMinute)
        return Words::tr("in the same minute");
    return *figure.median > Milliseconds {0}
        ? Words::tr("%1 before their page").arg(spokenDuration(*figure.median))
        : Words::tr("%1 after their page").arg(spokenDuration(-*figure.median));
}

QString lagSentence(const LagFigure &figure)
{
    if (figure.incidents == 0)
        return Words::tr("No incident was theirs, so there is nothing to compare.");
    QStringList parts {Words::tr("%n incidents were theirs.", nullptr, static_cast<int>(figure.incidents))};
    const int untold = static_cast<int>(figure.incidents - figure.posted);
    if (figure.median)
        parts << Words::tr("Belay saw them %1 (median of %n).", nullptr, static_cast<int>(figure.n))
                     .arg(lagText(figure));
    else if (figure.posted > 0)
        parts << Words::tr("How late their page was cannot be said: it was not being read at the time.");
    if (untold > 0)
        parts << Words::tr("%n were never posted, as far as their page was read.", nullptr, untold);
    return parts.join(u' ');
}

std::vector<WallTime> monthEdges(WallTime now, int months)
{
    std::vector<WallTime> edges;
    for (int back = months - 1; back >= 0; --back)
        edges.push_back(startOfMonth(now, -back));
    edges.push_back(now);
    return edges;
}

std::vector<LagPoint> lagOverTime(const std::vector<Incident> &incidents, const std::vector<WallTime> &edges)
{
    std::vector<LagPoint> points;
    for (size_t i = 1; i < edges.size(); ++i)
        points.push_back({edges[i - 1], lagOf(incidents, edges[i - 1], edges[i])});
    return points;
}

} // namespace Belay
