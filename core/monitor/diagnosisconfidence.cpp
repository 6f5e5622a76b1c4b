// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosisside.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr int MediumPoints = 1;
constexpr int HighPoints = 2;

Confidence ofPoints(int points)
{
    return points >= HighPoints  ? Confidence::High
        : points >= MediumPoints ? Confidence::Medium
                                 : Confidence::Low;
}

/// What the failure proves by itself.
int pointsOfOutcome(const DiagnosisEvidence &e)
{
    switch (e.outcome) {
    case Outcome::Overloaded:
    case Outcome::ServerError:
        return 2; // their own word
    case Outcome::Connect:
    case Outcome::Reset:
    case Outcome::TimeoutConnect:
        return e.local ? 1 : 2; // and others were reached at the same time
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal: // a free check has nothing to think about
        return e.part == EvidencePart::Reach && !e.local ? 2 : 1;
    case Outcome::Dns: // a filter of one's own may hide one name
    case Outcome::Tls:
    case Outcome::Empty:
    case Outcome::Cut:
    case Outcome::NotAnAnswer: // whatever stands in between may have answered
    case Outcome::ModelNotFound:
        return 1;
    default:
        return 0;
    }
}

bool isUnusual(const DiagnosisEvidence &e)
{
    constexpr double Few = 0.05;
    return e.usual.failureShare && *e.usual.failureShare <= Few;
}

/// For a failure of the provider, or of who serves behind it.
int pointsOfOutage(const DiagnosisEvidence &e)
{
    constexpr int SeveralRequests = 2;
    int points = e.outcome == Outcome::Auth ? areAllKeysRefused(e.keys) ? 1 : 0 : pointsOfOutcome(e);
    points += e.others.good > 0 ? 1 : 0;
    points += e.sameProvider.failed > 0 || e.sameProvider.good > 0 ? 1 : 0;
    points += e.sameUpstream.failed > 0 ? 1 : 0;
    points += isTroubleOnPage(e.notice) ? 1 : 0;
    points += e.traffic.failed >= SeveralRequests ? 1 : 0;
    points += e.part != EvidencePart::Reach && e.ladder.reach == RungState::Passed ? 1 : 0;
    points += isUnusual(e) ? 1 : 0;
    return points;
}

int pointsOfSlow(const DiagnosisEvidence &e)
{
    int points = isWaitAtServer(e).value_or(false) ? 1 : 0;
    points += e.others.good > 0 ? 1 : 0;
    points += isTroubleOnPage(e.notice) ? 1 : 0;
    points += e.usual.firstContent ? 1 : 0;
    return points;
}

bool isListedWithout(const DiagnosisEvidence &e)
{
    return !e.offeredModels.empty()
        && std::find(e.offeredModels.begin(), e.offeredModels.end(), e.model) == e.offeredModels.end();
}

Confidence ofKey(const DiagnosisEvidence &e)
{
    if (e.keyMissing)
        return Confidence::High;
    if (e.outcome == Outcome::Forbidden)
        return e.providerCode.isEmpty() ? Confidence::Medium : Confidence::High;
    const bool another = e.keys.refused < e.keys.asked;
    return another || isPageGreen(e.notice) ? Confidence::High : Confidence::Medium;
}

Confidence ofLimit(const DiagnosisEvidence &e)
{
    const bool told = e.retryAfter || !e.providerCode.isEmpty() || (e.limit && e.limit->remaining <= 0);
    return told ? Confidence::High : Confidence::Medium;
}

Confidence ofYours(const DiagnosisEvidence &e, Cause cause)
{
    switch (cause) {
    case Cause::Key:
        return ofKey(e);
    case Cause::Quota:
        return e.providerCode.isEmpty() ? Confidence::Medium : Confidence::High;
    case Cause::RateLimit:
        return ofLimit(e);
    case Cause::Network:
        return e.state == TargetState::Slow ? Confidence::Low : Confidence::High;
    case Cause::Proxy:
        return e.outcome == Outcome::Tls || e.proxy != ProxyFault::None ? Confidence::High
                                                                        : Confidence::Medium;
    case Cause::Configuration:
        return isListedWithout(e) ? Confidence::High : Confidence::Medium;
    default:
        return Confidence::High;
    }
}

/// What a second result, or none that is fresh, takes from it.
Confidence bounded(Confidence confidence, const DiagnosisEvidence &e, const Side &side)
{
    const bool shownByOthers = side.cause == Cause::Network || side.cause == Cause::Clock
        || (side.cause == Cause::Proxy && e.outcome == Outcome::Tls);
    if (shownByOthers || e.keyMissing || side.owner == Owner::None)
        return confidence;
    if (e.state == TargetState::NoData)
        return std::max(confidence, Confidence::Medium); // the greater, the weaker
    return e.confirmed ? confidence : Confidence::Low;
}

} // namespace

Confidence confidenceOf(const DiagnosisEvidence &evidence, const Side &side)
{
    Confidence confidence = Confidence::Low;
    switch (side.owner) {
    case Owner::None:
        confidence = Confidence::High;
        break;
    case Owner::You:
        confidence = ofYours(evidence, side.cause);
        break;
    case Owner::Provider:
    case Owner::Upstream: {
        const bool listed = side.cause == Cause::Model && isListedWithout(evidence);
        confidence = ofPoints(
            side.cause == Cause::Slow ? pointsOfSlow(evidence) : pointsOfOutage(evidence) + (listed ? 1 : 0));
        break;
    }
    case Owner::Belay:
        confidence = Confidence::Medium;
        break;
    case Owner::Unknown:
        break;
    }
    return bounded(confidence, evidence, side);
}

} // namespace Belay
