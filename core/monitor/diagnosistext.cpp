// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosistext.h"

#include "core/monitor/diagnosiswords.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

DiagnosisText outcomeText(const DiagnosisEvidence &e, const Side &side)
{
    for (const auto family : {&keyText, &requestText, &wayText, &serverText}) {
        DiagnosisText text = family(e, side);
        if (!text.reason.isEmpty())
            return text;
    }
    return {};
}

QString keyAdvice(KeyStorage storage)
{
    switch (storage) {
    case KeyStorage::NoKeychain:
        return Words::tr("This desktop has no keychain: take the key from a variable or a file.");
    case KeyStorage::SessionOnly:
        return Words::tr("The key was kept for one session only: paste it again.");
    case KeyStorage::Environment:
        return Words::tr("Set the variable that holds the key and start Belay again.");
    case KeyStorage::File:
        return Words::tr("Make the key file readable for you alone (mode 0600).");
    case KeyStorage::Stored:
    case KeyStorage::LockedOrMissing:
        break;
    }
    return Words::tr("Unlock the keychain, or paste the key on the Keys page.");
}

DiagnosisText missingKeyText(const DiagnosisEvidence &e)
{
    const bool watched = e.outcome == Outcome::Skipped || e.outcome == Outcome::Ok;
    return {Words::tr("Belay has no key for %1, so it cannot say more than that").arg(e.provider)
            + (watched ? Words::tr(" its address is watched.") : Words::tr(" it was not asked.")),
        keyAdvice(e.keyStorage)};
}

DiagnosisText ownNetworkText(const DiagnosisEvidence &e)
{
    if (e.network == NetworkState::Captive)
        return {Words::tr("Your network answers in place of %1: it asks you to log in first.").arg(hostOf(e)),
            Words::tr("Open a browser and log in to this network; checks go on by themselves.")};
    return {Words::tr("Your own network is offline, so nothing can be said about %1.").arg(e.provider),
        Words::tr("Check your connection; checks go on by themselves.")};
}

bool isUncleared(const DiagnosisEvidence &e)
{
    return isTransportFailure(e.outcome) && !e.local && !e.networkCleared;
}

DiagnosisText nobodyToAskText(const DiagnosisEvidence &e)
{
    const QString anchors = e.noAnchors
        ? Words::tr(
            " With an address under “anchors” in config.json, Belay can tell the two apart by itself.")
        : QString();
    return {Words::tr("%1 could not be reached, and nobody else was there to tell whose side it is.")
                .arg(hostOf(e)),
        Words::tr("Check the address and your own connection.") + anchors};
}

/// A text says exactly what was met, though nobody else tells whose side that is.
DiagnosisText toldUnclearedText(const DiagnosisEvidence &e, const Side &side)
{
    DiagnosisText text = outcomeText(e, side);
    if (e.outcome != Outcome::Tls)
        text.reason += Words::tr(
            " Nobody else is known to have answered at that time, so it is not clear whose side it is.");
    return text;
}

DiagnosisText slowText(const DiagnosisEvidence &e, const Side &side)
{
    const QString median = e.firstContent ? secondsText(*e.firstContent) : Words::tr("long");
    const QString limit
        = e.slowLimit ? Words::tr(", over its limit of %1").arg(secondsText(*e.slowLimit)) : QString();
    const QString begin = Words::tr("The first content of %1 takes %2%3").arg(subjectOf(e), median, limit);
    if (side.owner == Owner::You)
        return {Words::tr("%1, and others are slow too: your own connection is the likely cause.").arg(begin),
            Words::tr("See what else uses your connection; try another network.")};
    if (side.owner == Owner::Unknown)
        return {Words::tr("%1; whether it waits or your connection does is not clear.").arg(begin),
            Words::tr("It works, slower than usual. See whether other services are slow too; if not, use "
                      "another model where time matters.")};
    if (side.owner == Owner::Upstream)
        return {Words::tr("%1: %2 serves it.").arg(begin, quoted(e.servedBy, 60)),
            Words::tr("It works, slower than usual: ask %1 for another upstream or use another model where "
                      "time matters.")
                .arg(e.provider)};
    const QString page = isTroubleOnPage(e.notice) ? Words::tr("; their status page says so too") : QString();
    return {Words::tr("%1%2.").arg(begin, page),
        Words::tr(
            "It works, slower than usual, and the waiting is on their side: use another model where time "
            "matters.")};
}

DiagnosisText noDataText(const DiagnosisEvidence &e, const Side &side)
{
    if (e.keyMissing)
        return missingKeyText(e);
    if (side.owner != Owner::Unknown)
        return outcomeText(e, side);
    if (isUncleared(e))
        return nobodyToAskText(e);
    return {Words::tr("There is no fresh result of %1.").arg(subjectOf(e)),
        Words::tr("Check now, or wait for the next check.")};
}

} // namespace

DiagnosisText textOf(const DiagnosisEvidence &e, const Side &side)
{
    const bool ownNetwork = side.owner == Owner::You && side.cause == Cause::Network;
    const bool answered = e.outcome == Outcome::NotAnAnswer && e.state != TargetState::NoData;
    if (e.state == TargetState::Slow)
        return slowText(e, side);
    if (e.state == TargetState::Paused)
        return {Words::tr("Probes of %1 are paused.").arg(e.model.isEmpty() ? e.provider : e.model),
            Words::tr("Resume them to see its state.")};
    if (ownNetwork && !answered)
        return ownNetworkText(e);
    if (e.state == TargetState::NoData)
        return noDataText(e, side);
    if (side.owner == Owner::Unknown && isUncleared(e))
        return e.told ? toldUnclearedText(e, side) : nobodyToAskText(e);
    const bool waits = e.state == TargetState::Checking && !e.told;
    if (waits && side.owner == Owner::Unknown)
        return {
            Words::tr("The first result of %1 is on its way.").arg(e.provider), Words::tr("Wait a moment.")};
    const DiagnosisText text = outcomeText(e, side);
    if (waits)
        return {text.reason + Words::tr(" That was once: it is being confirmed."),
            Words::tr("Wait a moment for the second answer.")};
    return text;
}

} // namespace Belay
