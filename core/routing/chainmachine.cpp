// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/chainmachine.h"

#include <algorithm>

namespace Belay {

namespace {

/// A whole number of milliseconds, rounded down, as limits and traces write it.
Milliseconds millis(Microseconds time)
{
    return std::chrono::duration_cast<Milliseconds>(time);
}

} // namespace

ChainMachine::ChainMachine(TargetBoard &board, ChainPlanPtr plan, RouteRequest request, RandomSource &random)
    : m_board(board)
    , m_plan(std::move(plan))
    , m_request(std::move(request))
    , m_random(random)
{
    m_commands.reserve(4);
    m_running.reserve(2);
    m_summary.attempts.reserve(2);
}

void ChainMachine::begin(SteadyTime now)
{
    if (isOver() || m_active)
        return;
    m_active = m_board.retries().beginRequest();
    m_board.hedges().requestBegan(now);
    m_summary.beganAt = m_request.arrived;
    m_deadline = m_request.arrived + (m_request.stream ? m_plan->deadline : m_plan->config.answerDeadline);
    makeLanes();
    proceed(now);
}

void ChainMachine::attemptContent(AttemptId attempt, SteadyTime now)
{
    if (isOver() || m_summary.winner || !runningOf(attempt))
        return;
    const RunningAttempt &running = *runningOf(attempt);
    TargetTrack &track = *running.lane->target->track;
    const Microseconds time = now - record(attempt).startedAt;
    (m_request.stream ? track.streamed : track.whole).add(time);
    commit(attempt, now);
}

void ChainMachine::attemptFinished(AttemptId attempt, const AttemptEnd &end, SteadyTime now)
{
    if (isOver() || !runningOf(attempt))
        return;
    if (end.outcome == Outcome::Cancelled) {
        clientGone(now);
        return;
    }
    if (end.outcome == Outcome::Ok && !m_summary.winner) {
        if (m_request.stream)
            commit(attempt, now); // it ended well without a word: its times say nothing
        else
            attemptContent(attempt, now);
    }
    const RunningAttempt ended = endAttempt(attempt, end, now);
    if (m_summary.winner) {
        finish(end.outcome == Outcome::Ok ? RunSummary::Ended::Answered : RunSummary::Ended::Cut, now);
        return;
    }
    judge(ended, end, now);
    proceed(now);
}

void ChainMachine::targetUnfit(AttemptId attempt, const QString &needed, SteadyTime now)
{
    if (isOver() || m_summary.winner || !runningOf(attempt))
        return;
    const RunningAttempt ended = endAttempt(attempt, {Outcome::Skipped, 0, {}, false}, now);
    ended.lane->done = true;
    noteSkipped(*ended.lane, SkippedTarget::Why::Unfit);
    m_summary.needed = needed;
    proceed(now);
}

void ChainMachine::attemptCost(AttemptId attempt, NanoUsd usd, SteadyTime now)
{
    if (attempt < 0 || attempt >= static_cast<AttemptId>(m_summary.attempts.size()))
        return;
    record(attempt).usd = usd;
    const auto held = std::find_if(m_heldForHedges.begin(), m_heldForHedges.end(),
        [&](const auto &each) { return each.first == attempt; });
    if (held == m_heldForHedges.end())
        return;
    m_board.hedges().settle(now, held->second, usd);
    m_heldForHedges.erase(held);
}

void ChainMachine::clientGone(SteadyTime now)
{
    if (isOver())
        return;
    cancelAll(Outcome::Cancelled, now);
    finish(RunSummary::Ended::ClientGone, now);
}

void ChainMachine::woke(SteadyTime now)
{
    m_wakeAt.reset();
    if (m_active)
        proceed(now);
}

std::optional<RunCommand> ChainMachine::takeCommand()
{
    if (m_taken == m_commands.size()) {
        m_commands.clear();
        m_taken = 0;
        return {};
    }
    return std::move(m_commands[m_taken++]);
}

RunningAttempt *ChainMachine::runningOf(AttemptId attempt)
{
    const auto found = std::find_if(
        m_running.begin(), m_running.end(), [&](const RunningAttempt &each) { return each.id == attempt; });
    return found == m_running.end() ? nullptr : &*found;
}

bool ChainMachine::startAttempt(Lane &lane, AttemptStart start, SteadyTime now)
{
    if (isOver() || m_summary.winner || m_stopped || lane.running || now >= m_deadline)
        return false;
    const std::optional<int> key = start.lastResortKey ? start.lastResortKey : freeKey(lane, now);
    if (!key)
        return false;
    const std::shared_ptr<KeyModelTrack> &keyTrack = lane.target->keys.track(*key);
    // A free key is blocked by nothing, so that its permit is an ordinary one or the one test.
    RoutePermit permit = RoutePermit::acquireAnyway(lane.target->track, keyTrack, now);

    RunAttempt attempt;
    attempt.target = lane.target->id();
    attempt.key = lane.target->keys.id(*key);
    attempt.step = lane.step->index;
    attempt.startedAt = now;
    attempt.note = noteOf(lane, start, permit);
    if (start.waitedFrom)
        attempt.waited = millis(now - *start.waitedFrom);
    const AttemptLimits limits = limitsOf(lane, now);
    const auto id = static_cast<AttemptId>(m_summary.attempts.size());
    m_commands.emplace_back(std::in_place_type<StartAttempt>, id, attempt.target, attempt.key, attempt.step,
        limits, attempt.note, attempt.waited);
    m_summary.attempts.push_back(std::move(attempt));
    m_running.push_back({id, &lane, *key, start.lastResortKey.has_value(),
        now + limits.firstContent.value_or(limits.total.value_or(Milliseconds {0})), std::move(permit),
        std::move(start.retryTicket)});
    lane.running = true;
    lane.triedKeys |= KeyPool::Mask {1} << static_cast<unsigned>(*key);
    lane.retryAt.reset();
    m_current = &lane;
    m_idleUntil.reset();
    m_idleFrom.reset();
    return true;
}

std::optional<AttemptNote> ChainMachine::noteOf(
    const Lane &lane, const AttemptStart &start, const RoutePermit &permit) const
{
    if (start.lastResortKey)
        return AttemptNote::AllBlocked;
    if (permit.isTest())
        return AttemptNote::HalfOpen;
    if (start.note)
        return start.note;
    if (lane.triedKeys)
        return AttemptNote::Retry;
    return &lane == m_first ? std::nullopt : std::optional(AttemptNote::Fallback);
}

/// A hung attempt leaves the steps after it their time: all of it where the deadline has room, else a fair
/// share.
AttemptLimits ChainMachine::limitsOf(const Lane &lane, SteadyTime now) const
{
    const Timeouts &timeouts = lane.step->timeouts;
    const LaterSteps later = laterThan(lane, now);
    const Milliseconds left = millis(m_deadline - now);
    const Milliseconds share = left / (later.steps + 1);
    AttemptLimits limits;
    limits.connect = timeouts.connect;
    limits.idle = timeouts.idle;
    if (m_request.stream) {
        limits.firstContent
            = std::min(lane.target->firstContent, std::max(left - later.firstContents, share));
    } else if (later.steps == 0 || timeouts.total + later.totals - later.lastTotal < left) {
        limits.total = timeouts.total; // the last one may end after the deadline, if it began before
    } else {
        const Milliseconds others = later.totals - later.lastTotal + std::min(later.lastTotal, share);
        limits.total = std::min(timeouts.total, std::max(left - others, share));
    }
    return limits;
}

/// The one place where an attempt ends; its permit is used up here.
RunningAttempt ChainMachine::endAttempt(AttemptId attempt, AttemptEnd end, SteadyTime now)
{
    RunningAttempt *running = runningOf(attempt);
    RunningAttempt ended = std::move(*running);
    m_running.erase(m_running.begin() + (running - m_running.data()));
    ended.lane->running = false;
    RunAttempt &told = record(attempt);
    told.endedAt = now;
    told.outcome = end.outcome;
    told.status = end.status;
    // Cut short for the sake of others, it says nothing about its target.
    const Microseconds length = now - told.startedAt;
    told.isCutShort
        = (end.outcome == Outcome::TimeoutContent && 2 * length < ended.lane->target->firstContent)
        || (end.outcome == Outcome::TimeoutTotal && 2 * length < ended.lane->step->timeouts.total);
    end.counts = end.counts && !told.isCutShort;
    std::move(ended.permit).finish(end, ended.lane->step->retry, now);
    ended.retryTicket = {};
    return ended;
}

void ChainMachine::commit(AttemptId winner, SteadyTime now)
{
    m_summary.winner = winner;
    record(winner).contentAt = now;
    m_commands.emplace_back(Commit {winner});
    for (std::size_t i = m_running.size(); i-- > 0;) {
        const AttemptId loser = m_running[i].id;
        if (loser == winner)
            continue;
        m_commands.emplace_back(CancelAttempt {loser});
        record(loser).note = AttemptNote::LostRace;
        endAttempt(loser, {Outcome::Cancelled, 0, {}, false}, now);
    }
    for (Lane &lane : m_lanes) {
        lane.retryAt.reset();
        lane.retryTicket = {};
    }
}

void ChainMachine::cancelAll(Outcome outcome, SteadyTime now)
{
    while (!m_running.empty()) {
        const AttemptId attempt = m_running.back().id;
        m_commands.emplace_back(CancelAttempt {attempt});
        endAttempt(attempt, {outcome, 0, {}, outcome != Outcome::Cancelled}, now);
    }
}

void ChainMachine::expire(SteadyTime now)
{
    const auto isDue = [&](const RunningAttempt &each) { return each.endBy <= now; };
    for (auto due = std::find_if(m_running.begin(), m_running.end(), isDue); due != m_running.end();
         due = std::find_if(m_running.begin(), m_running.end(), isDue)) {
        const AttemptEnd end {
            m_request.stream ? Outcome::TimeoutContent : Outcome::TimeoutTotal, 0, {}, true};
        m_commands.emplace_back(CancelAttempt {due->id});
        const RunningAttempt ended = endAttempt(due->id, end, now);
        judge(ended, end, now);
    }
}

} // namespace Belay
