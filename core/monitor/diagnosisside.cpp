// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosisside.h"

#include <QRegularExpression>

namespace Belay {

namespace {

constexpr Side Nobody {Owner::Unknown, Cause::None};
constexpr Side OwnNetworkSide {Owner::You, Cause::Network};
constexpr Side ProviderOutage {Owner::Provider, Cause::Outage};

/// A failure that another host in the same request path may have made.
bool mayBeUpstream(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Overloaded:
    case Outcome::ServerError:
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
    case Outcome::Empty:
    case Outcome::NotAnAnswer:
    case Outcome::Cut:
        return true;
    default:
        return false;
    }
}

Side tlsSide(const DiagnosisEvidence &e)
{
    if (e.local)
        return ProviderOutage;
    if (e.refusedByDate && e.clock == ClockWord::Wrong) // before the issuer: many hosts have theirs of one
        return {Owner::You, Cause::Clock};
    if (e.issuerShared)
        return {Owner::You, Cause::Proxy};
    if (!e.networkCleared)
        return isNetworkDown(e) ? OwnNetworkSide : Nobody;
    // Who signed it is the only sign that the certificate is theirs, and a date is read by two clocks.
    const bool datesAreTheirs = !e.refusedByDate || e.clock == ClockWord::Right;
    return !e.issuer.isEmpty() && datesAreTheirs ? ProviderOutage : Nobody;
}

/// A refused key is the person's, unless the provider's own check of keys is what broke.
Side keySide(const DiagnosisEvidence &e)
{
    constexpr Side YourKey {Owner::You, Cause::Key};
    if (e.keys.asked == 0)
        return Nobody;
    if (e.keys.refused < e.keys.asked || !e.keys.wereGood)
        return YourKey;
    if (areAllKeysRefused(e.keys))
        return ProviderOutage;
    switch (e.notice.reading) {
    case NoticeSeen::Reading::NoPage:
        return YourKey;
    case NoticeSeen::Reading::NotRead:
        return Nobody;
    case NoticeSeen::Reading::Read:
        break;
    }
    if (isTroubleOnPage(e.notice) && isNoticeOfKeys(e.notice.title))
        return ProviderOutage;
    const bool large
        = e.notice.state == NoticeState::MajorOutage || e.notice.state == NoticeState::PartialOutage;
    return large ? Nobody : YourKey;
}

Side slowSide(const DiagnosisEvidence &e)
{
    const std::optional<bool> atServer = isWaitAtServer(e);
    if (atServer.value_or(false) || e.others.good > 0 || isTroubleOnPage(e.notice) || e.local) {
        if (e.handsOn)
            return e.servedBy.isEmpty() ? Nobody : Side {Owner::Upstream, Cause::Slow};
        return {Owner::Provider, Cause::Slow};
    }
    constexpr int Several = 2;
    return atServer && e.others.slow >= Several ? OwnNetworkSide : Nobody;
}

Side sideOfOutcome(const DiagnosisEvidence &e)
{
    const Outcome outcome = e.outcome;
    if (outcome == Outcome::Tls)
        return tlsSide(e);
    if (outcome == Outcome::Auth)
        return keySide(e);
    if (outcome == Outcome::Skipped)
        return Nobody;
    if (outcome == Outcome::ModelNotFound && !e.everAnswered)
        return Nobody;
    if (outcome == Outcome::ModelNotFound && !*e.everAnswered)
        return {Owner::You, Cause::Configuration};
    if (isTransportFailure(outcome) && !e.local && !e.networkCleared)
        return isNetworkDown(e) ? OwnNetworkSide : Nobody;
    // Between a gateway and who serves behind it, only a name tells.
    if (mayBeUpstream(outcome) && e.handsOn && e.part != EvidencePart::Reach)
        return e.servedBy.isEmpty() ? Nobody : Side {Owner::Upstream, Cause::Outage};
    const OutcomeRule rule = ruleOf(outcome);
    return {rule.owner, rule.cause};
}

/// What is told where nothing is known now: why, and not whose an old failure was.
Side unknownSide(const DiagnosisEvidence &e)
{
    const bool ownTls = e.outcome == Outcome::Tls && (e.issuerShared || e.clock == ClockWord::Wrong);
    if (isNetworkDown(e) && !ownTls)
        return OwnNetworkSide;
    if (e.keyMissing)
        return {Owner::You, Cause::Key};
    const Side side = sideOfOutcome(e);
    const bool stillTrue = e.outcome == Outcome::ModelNotFound || e.outcome == Outcome::Cancelled
        || side.owner == Owner::You || side.owner == Owner::Belay;
    return stillTrue ? side : Nobody;
}

Side sideOfState(const DiagnosisEvidence &e)
{
    switch (e.state) {
    case TargetState::Paused:
        return {Owner::None, Cause::None};
    case TargetState::Slow:
        return slowSide(e);
    case TargetState::NoData:
        return unknownSide(e);
    case TargetState::Checking:
        return e.outcome == Outcome::Cancelled ? Nobody : sideOfOutcome(e);
    case TargetState::Up:
    case TargetState::Limited:
    case TargetState::KeyRejected:
    case TargetState::Down:
        break;
    }
    return sideOfOutcome(e);
}

} // namespace

bool isNetworkDown(const DiagnosisEvidence &evidence)
{
    return !evidence.local && isDown(evidence.network);
}

bool isTroubleOnPage(const NoticeSeen &notice)
{
    return notice.reading == NoticeSeen::Reading::Read
        && (notice.state == NoticeState::Degraded || notice.state == NoticeState::PartialOutage
            || notice.state == NoticeState::MajorOutage);
}

bool isPageGreen(const NoticeSeen &notice)
{
    return notice.reading == NoticeSeen::Reading::Read && notice.state == NoticeState::Operational;
}

bool isNoticeOfKeys(const QString &title)
{
    static const QRegularExpression words(
        QStringLiteral(
            R"(\b(?:auth|authentication|authorization|api keys?|keys?|login|log-in|sign-?in|401)\b)"),
        QRegularExpression::CaseInsensitiveOption);
    return title.contains(words);
}

bool areAllKeysRefused(const KeysSeen &keys)
{
    return keys.asked > 1 && keys.refused == keys.asked && keys.wereGood;
}

std::optional<bool> isWaitAtServer(const DiagnosisEvidence &evidence)
{
    constexpr int Third = 3;
    if (!evidence.connected || !evidence.firstContent)
        return {};
    return Third * *evidence.connected <= *evidence.firstContent;
}

Side sideOf(const DiagnosisEvidence &evidence)
{
    const Side side = sideOfState(evidence);
    const bool blamesOthers = side.owner == Owner::Provider || side.owner == Owner::Upstream;
    if (!blamesOthers || evidence.local || evidence.network == NetworkState::Online)
        return side;
    return isNetworkDown(evidence) && evidence.state != TargetState::Slow ? OwnNetworkSide : Nobody;
}

} // namespace Belay
