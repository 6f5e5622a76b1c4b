// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/incidenttext.h"

#include "core/domain/noticelag.h"
#include "core/domain/statusboard.h"

#include <QCoreApplication>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Incident)
};

/// The provider, and the model where it is one alone.
QString nameOf(const Incident &incident, const QString &provider)
{
    const bool one = incident.targets.size() == 1 && incident.targets.front().hasModel();
    return one ? QString(provider + u' ' + incident.targets.front().model) : provider;
}

QString titleOfDown(const Incident &incident, const QString &name)
{
    if (incident.cause == Cause::Model)
        return Words::tr("%1: the model is gone").arg(name);
    if (incident.owner == Owner::Upstream)
        return Words::tr("%1 fails: the one behind it is down").arg(name);
    if (incident.owner == Owner::Unknown)
        return Words::tr("%1 fails, and it is not clear whose side it is").arg(name);
    return Words::tr("%1 is down").arg(name);
}

} // namespace

QString incidentTitle(const Incident &incident, const QString &provider)
{
    const QString name = nameOf(incident, provider);
    switch (incident.state) {
    case TargetState::KeyRejected:
        return Words::tr("%1 rejects your key").arg(provider);
    case TargetState::Limited:
        return incident.cause == Cause::Quota ? Words::tr("Your credit at %1 is used up").arg(provider)
                                              : Words::tr("%1 limits you").arg(name);
    case TargetState::Slow:
        return Words::tr("%1 is slow").arg(name);
    default:
        return titleOfDown(incident, name);
    }
}

QString incidentsSentence(const std::vector<Incident> &incidents, WallTime now)
{
    constexpr Milliseconds Lately = std::chrono::hours {30 * 24};
    int open = 0;
    int theirs = 0;
    int yours = 0;
    int lately = 0;
    for (const Incident &incident : incidents) {
        lately += now - incident.openedAt <= Lately ? 1 : 0;
        if (!incident.isOpen())
            continue;
        ++open;
        theirs += isTheirs(incident) ? 1 : 0;
        yours += incident.owner == Owner::You ? 1 : 0;
    }
    const QString before = Words::tr("%n began in the last 30 days.", nullptr, lately);
    if (open == 0)
        return Words::tr("No incident is open.") + u' ' + before;
    if (open == 1) {
        const QString one = theirs > 0 ? Words::tr("One incident is open: theirs.")
            : yours > 0                ? Words::tr("One incident is open: yours.")
                                       : Words::tr("One incident is open, and it is not clear whose it is.");
        return one + u' ' + before;
    }
    QStringList sides;
    if (theirs > 0)
        sides << Words::tr("%1 theirs", "incidents").arg(theirs);
    if (yours > 0)
        sides << Words::tr("%1 yours", "incidents").arg(yours);
    if (const int others = open - theirs - yours; others > 0)
        sides << Words::tr("%1 not clear", "incidents").arg(others);
    return Words::tr("%1 incidents are open: %2.", "how many, whose side")
               .arg(open)
               .arg(sides.join(Words::tr(", ", "between the items of a list")))
        + u' ' + before;
}

QString incidentTargets(const Incident &incident)
{
    if (incident.targets.size() == 1)
        return incident.targets.front().toString();
    return Words::tr("%n targets", nullptr, static_cast<int>(incident.targets.size()));
}

QString leadSentence(const std::optional<Milliseconds> &lead)
{
    constexpr Milliseconds SameMinute {60'000};
    if (!lead)
        return {};
    if (std::chrono::abs(*lead) < SameMinute)
        return Words::tr("Belay and their page saw it in the same minute.");
    return *lead > Milliseconds {0}
        ? Words::tr("Belay saw it %1 before their page.").arg(spokenDuration(*lead))
        : Words::tr("Their page told of it %1 before Belay saw it.").arg(spokenDuration(-*lead));
}

QUrl addressOf(const IncidentNotice &notice)
{
    for (const QUrl &url : {notice.link, QUrl(notice.page)}) {
        if (url.scheme() == u"https" && url.isValid())
            return url;
    }
    return {};
}

Milliseconds lengthOf(const Incident &incident, WallTime now)
{
    return std::max(incident.closedAt.value_or(now) - incident.openedAt, Milliseconds {0});
}

bool endedUnseen(const Incident &incident)
{
    return incident.closedAt && *incident.closedAt <= incident.lastBadAt;
}

WallTime changedAt(const Incident &incident)
{
    WallTime changed = std::max(incident.openedAt, incident.closedAt.value_or(incident.openedAt));
    if (incident.notice) {
        changed = std::max(changed, incident.notice->firstSeenAt);
        changed = std::max(changed, incident.notice->resolvedAt.value_or(changed));
    }
    return changed;
}

} // namespace Belay
