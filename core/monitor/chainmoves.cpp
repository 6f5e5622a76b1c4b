// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/chainmoves.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

constexpr std::chrono::minutes Kept {10};
constexpr size_t MostPerTarget = 1'000; // more than that reads the same
constexpr size_t MostTargets = 1'024;

/// An outcome that sent the request on, or ended it badly: not one that the client or a race brought about.
bool isFailure(Outcome outcome)
{
    const Health health = ruleOf(outcome).health;
    return health == Health::Hard || health == Health::Limited || outcome == Outcome::Auth
        || outcome == Outcome::Forbidden || outcome == Outcome::Proxy;
}

} // namespace

void ChainMoves::add(const Trace &trace, SteadyTime at)
{
    if (trace.ended == TraceEnd::ClientGone)
        return;
    const bool answered = trace.ended == TraceEnd::Ok && trace.target.has_value();
    std::set<TargetId> failed;
    for (const TraceAttempt &attempt : trace.attempts) {
        if (isFailure(attempt.outcome) && (!answered || attempt.target != *trace.target))
            failed.insert(attempt.target);
    }
    for (const TargetId &target : failed) {
        if (!m_moves.contains(target) && m_moves.size() >= MostTargets)
            m_moves.clear();
        std::deque<Move> &moves = m_moves[target];
        moves.push_back({at, answered ? trace.target : std::nullopt});
        if (moves.size() > MostPerTarget)
            moves.pop_front();
    }
}

MovedOn ChainMoves::of(const TargetId &target, SteadyTime now, const NameOf &nameOf) const
{
    MovedOn moved;
    const auto found = m_moves.find(target);
    if (found == m_moves.end())
        return moved;
    std::map<TargetId, int> by;
    for (const Move &move : found->second) {
        if (now - move.at > Kept)
            continue;
        if (move.to)
            ++by[*move.to];
        (move.to ? moved.requests : moved.lost) += 1;
    }
    const auto most = std::ranges::max_element(by, {}, [](const auto &entry) { return entry.second; });
    if (most != by.end())
        moved.to = nameOf(most->first);
    return moved;
}

} // namespace Belay
