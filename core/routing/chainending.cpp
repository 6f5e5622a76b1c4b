// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/chainmachine.h"

#include <algorithm>

namespace Belay {

namespace {

bool isTimeout(Outcome outcome)
{
    return outcome == Outcome::TimeoutConnect || outcome == Outcome::TimeoutContent
        || outcome == Outcome::TimeoutIdle || outcome == Outcome::TimeoutTotal;
}

bool wasMade(const RunAttempt &attempt)
{
    return attempt.outcome != Outcome::Skipped && attempt.outcome != Outcome::Cancelled;
}

/// Another time, a target that was not asked now may have the model.
bool mightKnowIt(const SkippedTarget &skipped)
{
    using Why = SkippedTarget::Why;
    return skipped.why == Why::Blocked || skipped.why == Why::Waiting || skipped.why == Why::KeyRefused
        || skipped.why == Why::NoTime;
}

template <typename Is>
bool everyAttempt(const std::vector<RunAttempt> &attempts, Is is)
{
    return std::all_of(attempts.begin(), attempts.end(),
        [&](const RunAttempt &each) { return !wasMade(each) || is(each.outcome); });
}

/// The model that embeddings must keep is what the chain asks for first, even where that one cannot serve:
/// vectors of two models cannot be compared.
QStringView modelAskedFor(const ChainConfig &config)
{
    for (const StepConfig &step : config.steps) {
        if (!step.enabled || step.targets.empty())
            continue;
        const QStringView model = step.targets.front().target.model;
        return model.mid(model.lastIndexOf(u'/') + 1);
    }
    return {};
}

} // namespace

void ChainMachine::makeLanes()
{
    if (m_request.conversation == 0)
        m_request.conversation = m_random.next();
    m_lanes.resize(static_cast<std::size_t>(m_plan->targetCount));
    std::size_t next = 0;
    for (const PlannedStep &step : m_plan->steps) {
        const auto first = m_lanes.begin() + static_cast<std::ptrdiff_t>(next);
        for (const PlannedTarget &target : step.targets) {
            m_lanes[next].step = &step;
            m_lanes[next++].target = &target;
        }
        if (!step.pool || m_request.kind == RouteRequest::Kind::Pinned)
            continue;
        const auto score = [&](const Lane &lane) {
            return stickyScore(m_request.conversation, qHash(lane.target->id()), lane.target->weight);
        };
        std::sort(first, first + static_cast<std::ptrdiff_t>(step.targets.size()),
            [&](const Lane &a, const Lane &b) { return score(a) > score(b); });
    }
    if (m_request.kind == RouteRequest::Kind::Embeddings)
        keepOneModel();
    else if (m_request.kind == RouteRequest::Kind::Pinned)
        keepPinned();
    const auto first
        = std::find_if(m_lanes.begin(), m_lanes.end(), [](const Lane &lane) { return !lane.done; });
    m_first = first == m_lanes.end() ? nullptr : &*first;
}

void ChainMachine::keepOneModel()
{
    const QStringView wanted = modelAskedFor(m_plan->config);
    for (Lane &lane : m_lanes) {
        if (lane.target->modelName == wanted)
            continue;
        lane.done = true;
        noteSkipped(lane, SkippedTarget::Why::OtherModel);
    }
}

void ChainMachine::keepPinned()
{
    bool found = false;
    for (Lane &lane : m_lanes) {
        if (!found && lane.target->facts.nativeResponses) {
            found = true;
            // What an answer refers to is kept by the provider for the key that asked.
            lane.outKeys = ~KeyPool::Mask {1};
            continue;
        }
        lane.done = true;
        if (!found)
            noteSkipped(lane, SkippedTarget::Why::Unfit);
    }
    if (!found)
        m_summary.needed = m_request.pinnedBy;
}

void ChainMachine::finish(RunSummary::Ended ended, SteadyTime now)
{
    m_summary.ended = ended;
    m_summary.endedAt = now;
    // One that was blocked at first and called after all was not skipped.
    std::erase_if(m_summary.skipped, [&](const SkippedTarget &skipped) {
        return std::any_of(m_lanes.begin(), m_lanes.end(), [&](const Lane &lane) {
            return lane.triedKeys && lane.step->index == skipped.step && lane.target->id() == skipped.target
                && skipped.why != SkippedTarget::Why::Unfit;
        });
    });
    m_lanes.clear();
    m_active = {};
}

void ChainMachine::giveUp(SteadyTime now)
{
    if (m_hitDeadline) {
        for (Lane &lane : m_lanes) {
            if (!lane.done && !lane.triedKeys)
                noteSkipped(lane, SkippedTarget::Why::NoTime);
        }
    }
    m_summary.reason = reasonOf(now);
    if (m_summary.reason != GiveUpReason::EndedByOutcome)
        m_summary.decisive.reset();
    m_summary.retryAfter = freeIn(now);
    finish(RunSummary::Ended::GaveUp, now);
    m_commands.emplace_back(GiveUp {});
}

GiveUpReason ChainMachine::reasonOf(SteadyTime now)
{
    const std::vector<RunAttempt> &attempts = m_summary.attempts;
    const auto last = std::find_if(attempts.rbegin(), attempts.rend(), wasMade);
    if (last == attempts.rend())
        return reasonWithoutAttempts(now);
    if (!m_summary.decisive && last->outcome == Outcome::ContextLength)
        m_summary.decisive = static_cast<AttemptId>(attempts.rend() - last) - 1;
    if (m_summary.decisive)
        return GiveUpReason::EndedByOutcome;
    if (everyAttempt(attempts, [](Outcome each) { return each == Outcome::RateLimited; }))
        return GiveUpReason::RateLimited;
    if (everyAttempt(attempts, [](Outcome each) { return each == Outcome::Quota; }))
        return GiveUpReason::Quota;
    if (everyAttempt(
            attempts, [](Outcome each) { return each == Outcome::Auth || each == Outcome::Forbidden; }))
        return GiveUpReason::AuthFailed;
    if (everyAttempt(attempts, [](Outcome each) { return each == Outcome::ModelNotFound; })
        && std::none_of(m_summary.skipped.begin(), m_summary.skipped.end(), mightKnowIt))
        return GiveUpReason::ModelNotFound;
    if (m_hitDeadline || everyAttempt(attempts, isTimeout))
        return GiveUpReason::TimedOut;
    return GiveUpReason::AllFailed;
}

GiveUpReason ChainMachine::reasonWithoutAttempts(SteadyTime now) const
{
    if (m_hitDeadline)
        return GiveUpReason::TimedOut;
    bool anyLeft = false;
    bool refused = true;
    bool quota = true;
    bool limited = true;
    for (const Lane &lane : m_lanes) {
        if (lane.done)
            continue;
        anyLeft = true;
        for (int key = 0; key < lane.target->keys.size(); ++key) {
            const Blockage blockage = blockageOf(*lane.target->track, *lane.target->keys.track(key), now);
            const bool waits
                = blockage.kind == Blockage::Kind::Stated || blockage.kind == Blockage::Kind::Waiting;
            refused = refused && blockage.kind == Blockage::Kind::Refused;
            quota = quota && waits && blockage.isQuota;
            limited = limited && waits && !blockage.isQuota;
        }
    }
    if (!anyLeft)
        return m_summary.needed.isEmpty() ? GiveUpReason::NoUsableTarget : GiveUpReason::Unsupported;
    if (limited)
        return GiveUpReason::RateLimited;
    if (quota)
        return GiveUpReason::Quota;
    return refused ? GiveUpReason::AuthFailed : GiveUpReason::AllFailed;
}

std::optional<Milliseconds> ChainMachine::freeIn(SteadyTime now) const
{
    std::optional<SteadyTime> soonest;
    for (const Lane &lane : m_lanes) {
        for (int key = 0; key < lane.target->keys.size(); ++key) {
            const Blockage blockage = blockageOf(*lane.target->track, *lane.target->keys.track(key), now);
            if (blockage.kind != Blockage::Kind::None && blockage.until > now
                && blockage.until != SteadyTime::max())
                soonest = std::min(soonest.value_or(SteadyTime::max()), blockage.until);
        }
    }
    if (!soonest)
        return {};
    return std::chrono::ceil<Milliseconds>(*soonest - now);
}

} // namespace Belay
