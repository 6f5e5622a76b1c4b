// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/trafficsieve.h"

namespace Belay {

bool TrafficSieve::takes(const Sample &sample, SteadyTime now)
{
    const auto second = std::chrono::floor<Seconds>(now.time_since_epoch()).count();
    if (m_seconds.size() > MostTargets)
        std::erase_if(m_seconds, [second](const auto &entry) { return entry.second.second() != second; });
    return m_seconds[sample.target].takes(sample.outcome, second);
}

} // namespace Belay
