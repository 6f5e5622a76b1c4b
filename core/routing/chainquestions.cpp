// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/chainmachine.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

/// All waits of one request together (contract 3, *429*).
constexpr Milliseconds MostWaiting {60'000};

SkippedTarget::Why whyOf(Blockage::Kind kind)
{
    switch (kind) {
    case Blockage::Kind::Waiting:
    case Blockage::Kind::Stated:
        return SkippedTarget::Why::Waiting;
    case Blockage::Kind::Refused:
        return SkippedTarget::Why::KeyRefused;
    default:
        return SkippedTarget::Why::Blocked;
    }
}

} // namespace

/// Whether what this request has learned on its way leaves this target in the running.
bool ChainMachine::isAllowed(const Lane &lane) const
{
    if (m_directOnly && !lane.target->facts.directRoute)
        return false;
    if (!m_windowOver)
        return true;
    const std::optional<int> &window = lane.target->facts.contextTokens;
    return window ? *window > *m_windowOver : lane.target->modelName != m_windowModel;
}

bool ChainMachine::isUsable(const Lane &lane, SteadyTime now) const
{
    return !lane.done && !lane.running && !lane.retryAt && isAllowed(lane) && freeKey(lane, now);
}

std::optional<int> ChainMachine::freeKey(const Lane &lane, SteadyTime now) const
{
    return lane.target->keys.choose(*lane.target->track, lane.outKeys, m_request.conversation, now);
}

bool ChainMachine::hasPendingRetry() const
{
    return std::any_of(
        m_lanes.begin(), m_lanes.end(), [](const Lane &lane) { return lane.retryAt.has_value(); });
}

/// The next one in the order of the chain, from the step that was tried last on; then those before it, whose
/// waits may be over.
Lane *ChainMachine::nextLane(SteadyTime now)
{
    const auto count = m_lanes.size();
    const auto inStep = [&](const Lane &lane) { return !m_current || lane.step == m_current->step; };
    const auto first
        = static_cast<std::size_t>(std::find_if(m_lanes.begin(), m_lanes.end(), inStep) - m_lanes.begin());
    for (std::size_t i = 0; i < count; ++i) {
        Lane &lane = m_lanes[(first + i) % count];
        const bool spent = lane.triedKeys && lane.retries >= lane.step->retry.numRetries;
        if (!spent && isUsable(lane, now))
            return &lane;
        if (lane.done || lane.triedKeys)
            continue;
        const Blockage blockage = blockageOf(*lane.target->track, *lane.target->keys.track(0), now);
        noteSkipped(lane, isAllowed(lane) ? whyOf(blockage.kind) : SkippedTarget::Why::SmallWindow);
    }
    return nullptr;
}

/// Another one of the race that is on, not tried yet.
Lane *ChainMachine::nextOfStep(SteadyTime now)
{
    const auto found = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane &lane) {
        return lane.step == m_current->step && !lane.triedKeys && isUsable(lane, now);
    });
    return found == m_lanes.end() ? nullptr : &*found;
}

/// The others of its own step count as one, each later step as one.
LaterSteps ChainMachine::laterThan(const Lane &lane, SteadyTime now) const
{
    LaterSteps later;
    const PlannedStep *counted = isAllAtOnce(*lane.step) ? lane.step : nullptr;
    for (const Lane &other : m_lanes) {
        const bool comes = other.step == lane.step || &other > &lane;
        if (!comes || &other == &lane || other.step == counted || other.triedKeys || !isUsable(other, now))
            continue;
        counted = other.step;
        ++later.steps;
        later.firstContents += other.target->firstContent;
        later.totals += other.step->timeouts.total;
        later.lastTotal = other.step->timeouts.total;
    }
    return later;
}

bool ChainMachine::fitsWaiting(SteadyTime from, SteadyTime until) const
{
    return until < m_deadline && m_waited + (until - from) <= MostWaiting;
}

void ChainMachine::noteSkipped(Lane &lane, SkippedTarget::Why why)
{
    if (std::exchange(lane.skipNoted, true))
        return;
    m_summary.skipped.push_back({lane.target->id(), lane.step->index, why});
}

} // namespace Belay
