// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/evidencebuilder.h"

#include "core/monitor/diagnosisside.h"
#include "core/monitor/hostregion.h"

#include <algorithm>

namespace Belay {

namespace {

/// The result that is told, with what was known around it.
struct Told {
    const Sample &sample;
    const ResultContext &context;
};

bool isUnknown(TargetState state)
{
    return state == TargetState::NoData || state == TargetState::Checking;
}

/// Where nothing is known, the newest result says why, but for a first failure that waits for the second.
Told toldBy(const WatchedSeries &series, const PartState &part)
{
    return isUnknown(part.state) && !part.unconfirmed ? Told {series.newest(), series.newestContext()}
                                                      : Told {series.decisive(), series.decisiveContext()};
}

RungState rungOf(TargetState state)
{
    switch (state) {
    case TargetState::Up:
    case TargetState::Slow:
    case TargetState::Limited: // somebody answers there
        return RungState::Passed;
    case TargetState::Down:
    case TargetState::KeyRejected:
        return RungState::Failed;
    case TargetState::NoData:
    case TargetState::Paused:
    case TargetState::Checking:
        break;
    }
    return RungState::Unknown;
}

ProbeLadder ladderOf(const MonitoredProvider &provider, const MonitoredTarget &target, SteadyTime now)
{
    ProbeLadder ladder;
    ladder.reach = rungOf(provider.reach.rules().state(now));
    ladder.auth = rungOf(provider.composite(target, now).bestKey().state);
    const TargetState completion = target.completion.rules().state(now);
    if (completion != TargetState::Limited && completion != TargetState::KeyRejected)
        ladder.model = rungOf(completion);
    return ladder;
}

/// Only keys that were refused within ten minutes of each other are refused at once; one that has been for
/// longer says nothing of today.
KeysSeen keysOf(const MonitoredProvider &provider)
{
    constexpr std::chrono::minutes AtOnce {10};
    std::optional<SteadyTime> newest;
    for (const MonitoredKey &key : provider.keys) {
        if (key.refusedSince && (!newest || *key.refusedSince > *newest))
            newest = key.refusedSince;
    }
    KeysSeen seen;
    seen.wereGood = newest.has_value();
    for (const MonitoredKey &key : provider.keys) {
        const bool refused = key.health() == KeyHealth::Rejected;
        const bool stale = refused && key.refusedSince && newest && *newest - *key.refusedSince > AtOnce;
        if (!key.isUsable() || stale || key.health() == KeyHealth::Unchecked)
            continue;
        ++seen.asked;
        seen.refused += refused ? 1 : 0;
        seen.wereGood = seen.wereGood && (!refused || key.wasGood);
    }
    return seen;
}

/// A page that was never read might as well not be there; one that was read before and is not now is missed.
NoticeSeen noticeOf(const std::optional<PageReading> &page, WallTime wall)
{
    NoticeSeen seen;
    if (!page || !page->readAt)
        return seen;
    seen.reading
        = page->state == NoticeState::Unknown ? NoticeSeen::Reading::NotRead : NoticeSeen::Reading::Read;
    seen.state = page->state;
    const SeenIncident *told = page->open.empty() ? nullptr : &page->open.front();
    for (const SeenIncident &one : page->open) {
        if (isNoticeOfKeys(one.incident.title))
            told = &one;
    }
    if (seen.reading == NoticeSeen::Reading::NotRead || !told)
        return seen;
    seen.title = told->incident.title;
    if (told->incident.createdAt && *told->incident.createdAt <= wall)
        seen.age = wall - *told->incident.createdAt;
    return seen;
}

void fillTarget(DiagnosisEvidence &evidence, const MonitoredProvider &provider, const MonitoredTarget &target)
{
    evidence.provider = provider.config().name;
    evidence.model = target.id.model;
    // Of several servers on one machine, the port tells which.
    evidence.host = provider.isLocal() ? provider.host() : provider.baseUrl().host();
    evidence.region = regionOf(provider.baseUrl());
    evidence.local = provider.isLocal();
    evidence.keyMissing = provider.isKeyMissing();
    evidence.keyStorage = provider.keys.empty() ? KeyStorage::Stored : provider.keys.front().storage;
    evidence.everAnswered = target.everAnswered;
    evidence.offeredModels = provider.offered;
    evidence.keys = keysOf(provider);
}

void fillResult(DiagnosisEvidence &evidence, const Told &told)
{
    const auto &[sample, context] = told;
    evidence.status = sample.status;
    evidence.servedBy = sample.servedBy;
    evidence.networkCleared = context.networkCleared;
    evidence.issuerShared = context.issuerShared;
    evidence.issuer = context.issuer;
    evidence.refusedByDate = context.refusedByDate;
    evidence.clock = context.clock;
    evidence.clockSkew = context.clockSkew;
    evidence.proxy = context.proxy;
    evidence.limit = context.limit;
    if (sample.evidence) {
        evidence.providerCode = sample.evidence->providerCode;
        evidence.retryAfter = sample.evidence->retryAfter;
    }
}

void fillSpeed(DiagnosisEvidence &evidence, const MonitoredTarget &target, SteadyTime now)
{
    const SlowRule &rule = target.completion.rules().slowRule();
    evidence.usual.firstContent = rule.usual();
    evidence.usual.failureShare = rule.baseline.failureShare;
    if (evidence.state != TargetState::Slow)
        return;
    const PhaseTimings &phases = target.completion.newest().timings;
    evidence.firstContent = target.completion.rules().medianFirstContent(now);
    evidence.slowLimit = rule.limit();
    evidence.connected = phases.tls ? phases.tls : phases.tcp;
}

} // namespace

DiagnosisEvidence evidenceFor(const MonitoredProvider &provider, const MonitoredTarget &target,
    const Surroundings &around, SteadyTime now)
{
    DiagnosisEvidence evidence;
    fillTarget(evidence, provider, target);
    evidence.network = around.network.state;
    evidence.noAnchors = around.noAnchors;
    const PartState worst = provider.composite(target, now).worst();
    evidence.state = target.paused ? TargetState::Paused : worst.state;
    // A completion that alone does not fit is told though all else is well.
    const bool misfit
        = evidence.state == TargetState::Up && target.completion.newest().outcome == Outcome::Misfit;
    const bool unknown = isUnknown(evidence.state);
    evidence.part = misfit ? EvidencePart::Completion : worst.part;
    const Told told = misfit ? Told {target.completion.newest(), target.completion.newestContext()}
                             : toldBy(provider.seriesOf(worst.part, target, now), worst);
    const bool unasked = evidence.state == TargetState::Paused || (evidence.keyMissing && unknown);
    evidence.outcome = unasked                               ? Outcome::Skipped
        : worst.outcome == Outcome::ModelNotFound && !misfit ? worst.outcome
                                                             : told.sample.outcome;
    evidence.confirmed = !unknown;
    fillResult(evidence, told);
    evidence.handsOn = provider.kind().id == ProviderKindId::OpenRouter || !evidence.servedBy.isEmpty();
    evidence.ladder = ladderOf(provider, target, now);
    evidence.traffic = target.requests.seen(now);
    evidence.sameProvider = around.peers.sameProvider;
    evidence.sameUpstream = around.peers.sameUpstream;
    evidence.others = around.peers.others;
    evidence.moved = around.moved;
    evidence.notice = noticeOf(provider.pageReading, around.wall);
    fillSpeed(evidence, target, now);
    return evidence;
}

} // namespace Belay
