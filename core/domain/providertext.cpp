// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/providertext.h"

#include <QCoreApplication>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::ProviderText)
};

/// What a provider's targets come to; those that are paused do not count.
struct Tally {
    QString name;
    int all = 0;
    int serving = 0;
    bool known = false;
    const TargetStatus *worst = nullptr; ///< null: no trouble
};

Tally tallyOf(const StatusBoard &board, const ProviderId &provider)
{
    Tally tally;
    for (const TargetStatus &target : board.targets) {
        if (target.id.provider != provider)
            continue;
        tally.name = target.providerName;
        const TargetState state = target.verdict.state;
        if (state == TargetState::Paused)
            continue;
        ++tally.all;
        tally.serving += servesYou(target.verdict) ? 1 : 0;
        tally.known = tally.known || (state != TargetState::NoData && state != TargetState::Checking);
        const int rank = severityRank(state);
        if (rank < severityRank(TargetState::NoData)
            && (!tally.worst || rank < severityRank(tally.worst->verdict.state)))
            tally.worst = &target;
    }
    return tally;
}

/// Beside targets that serve, the trouble is the model's and not the provider's.
QString worstClause(const Tally &tally, WallTime now)
{
    TargetStatus named = *tally.worst;
    if (tally.serving > 0 && tally.all > 1 && named.id.hasModel() && named.verdict.cause != Cause::Model)
        named.providerName = named.id.model;
    return troubleClause(named, now) + u'.';
}

QString whyNothingIsKnown(const NetworkStatus &network)
{
    if (network.state == NetworkState::Offline)
        return Words::tr("Your own network is offline, so nothing can be said about this provider.");
    if (network.state == NetworkState::Captive)
        return Words::tr(
            "Your network asks you to log in first, so nothing can be said about this provider.");
    return Words::tr("Nothing is known of this provider yet.");
}

QString troubleText(const PageReading &page)
{
    switch (page.trouble) {
    case PageTrouble::None:
        return {};
    case PageTrouble::NotYet:
        return Words::tr("It has not been read yet.");
    case PageTrouble::LinkOnly:
        return Words::tr("It has no form that a program can read: open it to see what it says.");
    case PageTrouble::NoFeed:
        return Words::tr("What answers at its address is no status feed that Belay knows.");
    case PageTrouble::Unreachable:
        return Words::tr("It could not be reached, which says nothing of the provider.");
    case PageTrouble::Refused:
        return Words::tr("It does not want to be read by a program, or not so often.");
    case PageTrouble::OwnNetwork:
        return Words::tr("It is not asked while your own network is down.");
    }
    return {};
}

} // namespace

QString providerSentence(const StatusBoard &board, const ProviderId &provider, WallTime now)
{
    const Tally tally = tallyOf(board, provider);
    if (tally.name.isEmpty())
        return Words::tr("Nothing of this provider is being watched.");
    if (tally.all == 0)
        return Words::tr("%1 is paused.").arg(tally.name);
    if (!tally.known)
        return whyNothingIsKnown(board.network);
    if (tally.all == 1 || tally.serving == 0)
        return tally.worst ? worstClause(tally, now) : Words::tr("%1 serves you.").arg(tally.name);
    const QString count = Words::tr("%1 serves you on %2 of %n targets.", nullptr, tally.all)
                              .arg(tally.name, QString::number(tally.serving));
    return tally.worst ? QString(count + u' ' + worstClause(tally, now)) : count;
}

TargetState worstStateOf(const StatusBoard &board, const ProviderId &provider)
{
    const auto known = std::ranges::find(board.providers, provider, &ProviderStatus::id);
    TargetState worst = known == board.providers.end() ? TargetState::Checking : known->state;
    for (const TargetStatus &target : board.targets) {
        if (target.id.provider == provider && severityRank(target.verdict.state) < severityRank(worst))
            worst = target.verdict.state;
    }
    return worst;
}

QString noticeTitle(const PageReading &page)
{
    if (page.state == NoticeState::Operational || page.state == NoticeState::Unknown)
        return {};
    const auto speaks = [&page](const SeenIncident &seen) {
        return seen.incident.maintenance == (page.state == NoticeState::Maintenance)
            && seen.incident.phase != PagePhase::Monitoring;
    };
    const auto found = std::ranges::find_if(page.open, speaks);
    return found == page.open.end() ? QString() : found->incident.title;
}

QString noticeWord(NoticeState state)
{
    switch (state) {
    case NoticeState::Operational:
        return Words::tr("all operational");
    case NoticeState::Degraded:
        return Words::tr("degraded");
    case NoticeState::PartialOutage:
        return Words::tr("partial outage");
    case NoticeState::MajorOutage:
        return Words::tr("major outage");
    case NoticeState::Maintenance:
        return Words::tr("maintenance");
    case NoticeState::Unknown:
        break;
    }
    return Words::tr("not known");
}

QString officialLine(NoticeState state, const QString &title)
{
    if (state == NoticeState::Unknown)
        return {};
    return title.isEmpty()
        ? Words::tr("Their page: %1", "all operational, degraded").arg(noticeWord(state))
        : Words::tr("Their page: %1: %2", "degraded, title of a post").arg(noticeWord(state), title);
}

QString pageReadingText(const PageReading &page, WallTime now)
{
    const QString trouble = troubleText(page);
    if (!page.readAt)
        return trouble;
    const QString read = Words::tr("Read %1 ago.").arg(spokenDuration(now - *page.readAt));
    return trouble.isEmpty() ? read
                             : Words::tr("%1 It was last read %2 ago.", "why it cannot be read, since when")
                                   .arg(trouble, spokenDuration(now - *page.readAt));
}

QString phaseWord(PagePhase phase)
{
    switch (phase) {
    case PagePhase::Investigating:
        return Words::tr("investigating");
    case PagePhase::Identified:
        return Words::tr("cause found");
    case PagePhase::Monitoring:
        return Words::tr("mended, being watched");
    case PagePhase::Resolved:
        return Words::tr("over");
    case PagePhase::Scheduled:
        return Words::tr("to come");
    case PagePhase::InProgress:
        return Words::tr("going on");
    case PagePhase::Unknown:
        break;
    }
    return {};
}

} // namespace Belay
