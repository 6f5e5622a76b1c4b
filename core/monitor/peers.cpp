// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/peers.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr std::chrono::minutes Before {1};
constexpr std::chrono::minutes Longest {10};

enum class Lately { Silent, Good, Slow, Failed };

/// One word for the newest result of a series.
Lately wordOf(const WatchedSeries &series, SteadyTime since, SteadyTime now)
{
    if (!series.newestAt() || *series.newestAt() < since)
        return Lately::Silent;
    switch (series.newestHealth()) {
    case Health::Good:
        return series.rules().state(now) == TargetState::Slow ? Lately::Slow : Lately::Good;
    case Health::Hard:
        return Lately::Failed;
    case Health::Limited:
    case Health::Yours: // somebody is there and answers
        return series.newest().status > 0 && series.newest().outcome != Outcome::Proxy ? Lately::Good
                                                                                       : Lately::Silent;
    case Health::Void:
        break;
    }
    return Lately::Silent;
}

/// The worse word of two; a failure of one model is worse than the other's answer.
Lately worse(Lately a, Lately b)
{
    return std::max(a, b);
}

Lately wordOf(const MonitoredTarget &target, SteadyTime since, SteadyTime now)
{
    return target.paused ? Lately::Silent
                         : worse(wordOf(target.completion, since, now), wordOf(target.traffic, since, now));
}

/// A provider answers where anything of it does; it fails where nothing does.
Lately wordOf(const MonitoredProvider &provider, SteadyTime since, SteadyTime now)
{
    if (provider.isPaused())
        return Lately::Silent;
    std::vector<Lately> words {wordOf(provider.reach, since, now)};
    for (const MonitoredTarget &target : provider.targets)
        words.push_back(wordOf(target, since, now));
    for (const Lately word : {Lately::Slow, Lately::Good, Lately::Failed}) {
        if (std::find(words.begin(), words.end(), word) != words.end())
            return word;
    }
    return Lately::Silent;
}

void count(PeersSeen &seen, Lately word)
{
    seen.good += word == Lately::Good ? 1 : 0;
    seen.slow += word == Lately::Slow ? 1 : 0;
    seen.failed += word == Lately::Failed ? 1 : 0;
}

bool sharesServers(const MonitoredProvider &other, const MonitoredTarget &target)
{
    return std::any_of(other.targets.begin(), other.targets.end(), [&](const MonitoredTarget &its) {
        return !its.upstream.isEmpty() && its.upstream == target.upstream;
    });
}

} // namespace

Peers peersOf(const std::map<ProviderId, std::unique_ptr<MonitoredProvider>> &providers,
    const MonitoredProvider &provider, const MonitoredTarget &target, SteadyTime now)
{
    Peers peers;
    const PartState worst = provider.composite(target, now).worst();
    if (target.paused || worst.state == TargetState::Up)
        return peers;
    const auto began = provider.seriesOf(worst.part, target, now).failingSince();
    const SteadyTime since = std::max(now - Longest, began.value_or(now - Longest) - Before);
    for (const MonitoredTarget &other : provider.targets) {
        if (other.id != target.id)
            count(peers.sameProvider, wordOf(other, since, now));
    }
    for (const auto &[id, other] : providers) {
        if (other.get() == &provider || other->isLocal())
            continue;
        count(sharesServers(*other, target) ? peers.sameUpstream : peers.others, wordOf(*other, since, now));
    }
    return peers;
}

} // namespace Belay
