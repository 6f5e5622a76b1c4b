// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/backoff.h"
#include "core/routing/chainmachine.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace Belay {

namespace {

/// How long a request waits for another one's half-open test before it goes beside it.
constexpr Milliseconds MostTestWaiting {10'000};
constexpr Milliseconds FirstPoll {100};
constexpr Milliseconds LongestPoll {1'000};

KeyPool::Mask bitOf(int key)
{
    return KeyPool::Mask {1} << static_cast<unsigned>(key);
}

Milliseconds upToMillis(Microseconds time)
{
    return std::chrono::ceil<Milliseconds>(time);
}

} // namespace

/// What the end of an attempt means for its lane and for the request (contract 2, columns *same* and *on*).
void ChainMachine::judge(const RunningAttempt &ended, const AttemptEnd &end, SteadyTime now)
{
    Lane &lane = *ended.lane;
    const RoutingRule rule = routingRuleOf(end.outcome);
    if (end.outcome == Outcome::Skipped) {
        moveToNextKey(lane, ended.key, end.outcome, now);
        return;
    }
    if (m_request.kind == RouteRequest::Kind::Once) {
        m_stopped = true;
        // Whatever error it tells; an answer that broke off before its first byte tells none.
        if (end.status >= 400)
            m_summary.decisive = ended.id;
        return;
    }
    if (end.outcome == Outcome::Empty)
        ++lane.empties;
    if (ended.lastResort)
        lane.done = true;
    switch (rule.on) {
    case MoveOn::No:
        lane.done = true;
        if (lane.step->alsoRetries(end.outcome))
            return;
        m_stopped = true;
        if (!m_summary.decisive)
            m_summary.decisive = ended.id;
        return;
    case MoveOn::NextKey:
        if (!ended.lastResort)
            moveToNextKey(lane, ended.key, end.outcome, now);
        return;
    case MoveOn::LargerWindow:
        lane.done = true;
        m_windowModel = lane.target->modelName;
        m_windowOver = std::max(m_windowOver.value_or(0), lane.target->facts.contextTokens.value_or(0));
        return;
    case MoveOn::DirectRoute:
        lane.done = true;
        m_directOnly = true;
        return;
    case MoveOn::NextStep:
        if (!ended.lastResort)
            retryOrLeave(lane, end, now);
        return;
    }
}

void ChainMachine::moveToNextKey(Lane &lane, int key, Outcome outcome, SteadyTime now)
{
    if (outcome != Outcome::RateLimited)
        lane.outKeys |= bitOf(key); // one that waits may be used again
    const bool anyLeft = lane.target->keys.size() > std::popcount(lane.outKeys);
    if (!anyLeft || m_request.kind == RouteRequest::Kind::Pinned) {
        lane.done = outcome != Outcome::RateLimited;
        return;
    }
    const std::optional<int> next = freeKey(lane, now);
    if (!next || (lane.triedKeys & bitOf(*next)))
        return;
    lane.retryAt = now;
    lane.retryFrom = now;
    lane.retryNote = AttemptNote::NextKey;
}

void ChainMachine::retryOrLeave(Lane &lane, const AttemptEnd &end, SteadyTime now)
{
    if (!mayRetry(lane, end.outcome, now)) {
        lane.done = true;
        return;
    }
    const Milliseconds wait = end.retryAfter ? Backoff::stated(*end.retryAfter, m_random)
                                             : Backoff(lane.step->retry).delay(lane.retries, m_random);
    const LaterSteps later = laterThan(lane, now);
    const bool fits = fitsWaiting(now, now + wait)
        && (later.steps == 0 || now + wait * (later.steps + 1) <= m_deadline)
        && (!end.retryAfter || *end.retryAfter <= lane.step->retry.maxInterval);
    if (!fits) {
        // A longer time that was stated is still waited for when nothing better is left.
        lane.done = !end.retryAfter || !end.counts;
        return;
    }
    std::optional<RetryBudget::Ticket> ticket = m_board.retries().tryRetry();
    if (!ticket) {
        lane.done = true;
        return;
    }
    ++lane.retries;
    lane.retryAt = now + wait;
    lane.retryFrom = now;
    lane.retryNote = AttemptNote::Retry;
    lane.retryTicket = std::move(*ticket);
}

bool ChainMachine::mayRetry(const Lane &lane, Outcome outcome, SteadyTime now) const
{
    if (lane.retries >= lane.step->retry.numRetries)
        return false;
    if (lane.step->alsoRetries(outcome))
        return true;
    switch (routingRuleOf(outcome).same) {
    case SameTarget::Yes:
        return true;
    case SameTarget::Once:
        return lane.empties <= 1;
    case SameTarget::LastStep:
        return laterThan(lane, now).steps == 0;
    case SameTarget::No:
    case SameTarget::AfterWait:
        break;
    }
    return false;
}

void ChainMachine::proceed(SteadyTime now)
{
    if (isOver() || m_summary.winner)
        return;
    expire(now);
    const bool late = now >= m_deadline;
    if (late) {
        m_hitDeadline = true;
        if (m_request.stream)
            cancelAll(Outcome::TimeoutContent, now);
    } else if (!m_stopped) {
        schedule(now);
    }
    const bool waits = !late && !m_stopped && (m_idleUntil || hasPendingRetry());
    if (m_running.empty() && !waits)
        giveUp(now);
    else
        arm(now);
}

void ChainMachine::schedule(SteadyTime now)
{
    startDueRetries(now);
    if (m_hedgeAt && now >= *m_hedgeAt)
        startHedge(now);
    if (!m_running.empty() || (m_idleUntil && now < *m_idleUntil))
        return;
    m_hedgeAt.reset();
    if (hasPendingRetry()) {
        // The others of a hedged race do not wait for the back-off of the one that failed.
        if (Lane *other = isHedged() ? nextOfStep(now) : nullptr)
            startAttempt(*other, {.note = AttemptNote::Race}, now);
        return;
    }
    while (Lane *lane = nextLane(now)) {
        if (startLane(*lane, now))
            return;
        lane->done = true; // no retry is to be had for it
    }
    waitOrLastResort(now);
}

void ChainMachine::startDueRetries(SteadyTime now)
{
    for (Lane &lane : m_lanes) {
        if (!lane.retryAt || *lane.retryAt > now || (isHedged() && !m_running.empty()))
            continue;
        lane.retryAt.reset();
        const bool waited = now > lane.retryFrom;
        if (waited && lane.retryNote == AttemptNote::Retry)
            m_waited += now - lane.retryFrom;
        startAttempt(lane,
            {lane.retryNote, waited ? std::optional(lane.retryFrom) : std::nullopt,
                std::exchange(lane.retryTicket, {}), {}},
            now);
    }
}

bool ChainMachine::startLane(Lane &lane, SteadyTime now)
{
    const std::optional<SteadyTime> waitedFrom = m_idleFrom;
    AttemptStart start {{}, waitedFrom, {}, {}};
    if (lane.triedKeys) {
        std::optional<RetryBudget::Ticket> ticket = m_board.retries().tryRetry();
        if (!ticket)
            return false;
        ++lane.retries;
        start.retryTicket = std::move(*ticket);
    }
    if (waitedFrom)
        m_waited += now - *waitedFrom;
    const bool wasFirst = lane.triedKeys == 0;
    if (isAllAtOnce(*lane.step) && wasFirst)
        return startRacers(lane, now);
    if (!startAttempt(lane, std::move(start), now))
        return false;
    if (lane.step->race && !isAllAtOnce(*lane.step) && nextOfStep(now)) {
        const TargetTrack &track = *lane.target->track;
        const ContentTimes &times = m_request.stream ? track.streamed : track.whole;
        m_hedgeAt = now + lane.step->race->after.value_or(upToMillis(times.hedgeDelay()));
    }
    return true;
}

bool ChainMachine::startRacers(Lane &first, SteadyTime now)
{
    const std::optional<SteadyTime> waitedFrom = m_idleFrom;
    const bool several = std::any_of(m_lanes.begin(), m_lanes.end(), [&](const Lane &other) {
        return &other != &first && other.step == first.step && isUsable(other, now) && !other.triedKeys;
    });
    const auto note = several ? std::optional(AttemptNote::Race) : std::nullopt;
    bool any = false;
    for (Lane &lane : m_lanes) {
        if (lane.step == first.step && !lane.triedKeys && isUsable(lane, now))
            any = startAttempt(lane, {note, waitedFrom, {}, {}}, now) || any;
    }
    return any;
}

void ChainMachine::startHedge(SteadyTime now)
{
    m_hedgeAt.reset();
    Lane *lane = m_running.empty() ? nullptr : nextOfStep(now);
    if (!lane)
        return;
    const std::optional<Price> &price = lane->target->facts.price;
    const NanoUsd expected = price ? costOf(*price, m_request.tokensIn, m_request.tokensOut) : 0;
    if (!m_board.hedges().tryHedge(now, expected))
        return;
    const SteadyTime from = record(m_running.back().id).startedAt;
    const auto id = static_cast<AttemptId>(m_summary.attempts.size());
    if (!startAttempt(*lane, {AttemptNote::Hedge, from, {}, {}}, now)) {
        m_board.hedges().settle(now, expected, 0);
        return;
    }
    m_heldForHedges.emplace_back(id, expected);
    if (nextOfStep(now))
        m_hedgeAt = now + (now - from);
}

/// Nobody can be called at once: wait for the soonest that fits, else try the one that closes soonest, once.
void ChainMachine::waitOrLastResort(SteadyTime now)
{
    m_idleUntil.reset();
    Prospect prospect;
    for (Lane &lane : m_lanes) {
        if (!lane.done && !lane.running && isAllowed(lane))
            weighKeys(lane, prospect, now);
    }
    const SteadyTime from = m_idleFrom.value_or(now);
    const bool mayForce = prospect.lastResort && !m_lastResortUsed;
    std::optional<SteadyTime> until;
    if (prospect.freeAt && fitsWaiting(from, *prospect.freeAt)
        && (!mayForce || prospect.testing || *prospect.freeAt <= prospect.lastResortAt)) {
        const SteadyTime jittered = now + Backoff::stated(upToMillis(*prospect.freeAt - now), m_random);
        until = jittered < m_deadline ? jittered : *prospect.freeAt;
    }
    if (prospect.testing && !m_testWaitEnd)
        m_testWaitEnd = now + std::min<Microseconds>(MostTestWaiting, (m_deadline - now) / 2);
    if (prospect.testing && now < *m_testWaitEnd) {
        m_poll = std::clamp(m_poll * 2, FirstPoll, LongestPoll);
        until = std::min(until.value_or(SteadyTime::max()), now + m_poll);
    }
    if (until) {
        m_idleFrom = from;
        m_idleUntil = until;
    } else if (mayForce) {
        m_lastResortUsed = true;
        startAttempt(*prospect.lastResort, {{}, m_idleFrom, {}, prospect.lastResortKey}, now);
    }
}

void ChainMachine::weighKeys(Lane &lane, Prospect &prospect, SteadyTime now)
{
    const int keys = std::min(lane.target->keys.size(), KeyPool::MostKeys);
    for (int key = 0; key < keys; ++key) {
        if (lane.outKeys & bitOf(key))
            continue;
        const Blockage blockage = blockageOf(*lane.target->track, *lane.target->keys.track(key), now);
        const bool tried = lane.triedKeys & bitOf(key);
        const bool waits
            = blockage.kind == Blockage::Kind::Waiting || blockage.kind == Blockage::Kind::Stated;
        const bool mayReturn = !lane.triedKeys || lane.retries < lane.step->retry.numRetries;
        if (waits && mayReturn)
            prospect.freeAt = std::min(prospect.freeAt.value_or(SteadyTime::max()), blockage.until);
        if (tried || blockage.kind == Blockage::Kind::None || blockage.kind == Blockage::Kind::Stated)
            continue;
        prospect.testing = prospect.testing || blockage.kind == Blockage::Kind::Testing;
        if (!prospect.lastResort || blockage.until < prospect.lastResortAt) {
            prospect.lastResort = &lane;
            prospect.lastResortKey = key;
            prospect.lastResortAt = blockage.until;
        }
    }
}

void ChainMachine::arm(SteadyTime now)
{
    std::optional<SteadyTime> wake;
    const auto consider
        = [&](SteadyTime time) { wake = std::min(wake.value_or(SteadyTime::max()), std::max(time, now)); };
    for (const RunningAttempt &running : m_running)
        consider(running.endBy);
    // Once nothing more may begin, only those that run are waited for.
    const bool mayStart = !m_stopped && now < m_deadline;
    for (const Lane &lane : m_lanes) {
        if (mayStart && lane.retryAt && *lane.retryAt > now)
            consider(*lane.retryAt);
    }
    if (mayStart && m_hedgeAt)
        consider(*m_hedgeAt);
    if (mayStart && m_idleUntil)
        consider(*m_idleUntil);
    if (m_deadline > now && (m_request.stream || m_running.empty()))
        consider(m_deadline);
    if (!wake || wake == m_wakeAt)
        return;
    m_wakeAt = wake;
    m_commands.emplace_back(WakeAt {*wake});
}

} // namespace Belay
