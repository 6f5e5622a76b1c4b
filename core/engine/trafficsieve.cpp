// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trafficsieve.h"

namespace Belay {

bool TrafficSieve::takes(const Sample &sample, SteadyTime now)
{
    if (m_seconds.size() > MostTargets)
        std::erase_if(
            m_seconds, [now](const auto &entry) { return now - entry.second.began >= Seconds {1}; });
    Second &second = m_seconds[sample.target];
    if (now - second.began >= Seconds {1})
        second = {now, 0, 0};
    if (sample.outcome == Outcome::Ok)
        return second.good++ == 0;
    return second.failed++ < FailuresPerSecond;
}

} // namespace Belay
