// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/recentchecks.h"

#include <algorithm>

namespace Belay {

std::vector<RecentCheck> recentOf(const std::vector<Sample> &newestFirst)
{
    std::vector<RecentCheck> recent;
    for (auto sample = newestFirst.rbegin(); sample != newestFirst.rend(); ++sample) {
        const auto &timings = sample->timings;
        const bool isCompletion = sample->kind == ProbeKind::Completion;
        recent.push_back({sample->at, stateAlone(sample->outcome), sample->outcome,
            isCompletion ? timings.firstContent : timings.total, isCompletion});
    }
    return recent;
}

std::optional<RecentCheck> recentOf(WallTime start, const Rollup &traffic)
{
    std::array<std::uint64_t, enumCount<TargetState>()> said {};
    std::uint64_t all = 0;
    for (size_t i = 0; i < traffic.counts.size(); ++i) {
        const TargetState state = stateAlone(static_cast<Outcome>(i));
        if (state == TargetState::NoData)
            continue;
        said[static_cast<size_t>(state)] += traffic.counts[i];
        all += traffic.counts[i];
    }
    if (all == 0)
        return {};
    TargetState state = TargetState::Up;
    for (const TargetState bad : {TargetState::Down, TargetState::KeyRejected, TargetState::Limited}) {
        if (state == TargetState::Up && said[static_cast<size_t>(bad)] * 2 >= all)
            state = bad;
    }
    // The outcome that most results of this state had.
    size_t outcome = 0;
    for (size_t i = 0; i < traffic.counts.size(); ++i) {
        if (stateAlone(static_cast<Outcome>(i)) != state)
            continue;
        if (stateAlone(static_cast<Outcome>(outcome)) != state || traffic.counts[i] > traffic.counts[outcome])
            outcome = i;
    }
    return RecentCheck {start, state, static_cast<Outcome>(outcome), traffic.firstContent.quantile(0.5)};
}

std::vector<RecentCheck> newestOf(std::vector<RecentCheck> probes, const std::vector<RecentCheck> &traffic)
{
    probes.insert(probes.end(), traffic.begin(), traffic.end());
    std::ranges::stable_sort(probes, {}, &RecentCheck::at);
    if (probes.size() > TargetStatus::RecentChecks)
        probes.erase(probes.begin(), probes.end() - static_cast<std::ptrdiff_t>(TargetStatus::RecentChecks));
    return probes;
}

} // namespace Belay
