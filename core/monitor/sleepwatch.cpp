// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/sleepwatch.h"

namespace Belay {

std::optional<SleepWatch::Gap> SleepWatch::tick(WallTime wall, SteadyTime steady)
{
    const std::optional<Reading> before = m_last;
    m_last = Reading {wall, steady};
    if (!before)
        return {};
    const Microseconds ahead = (wall - before->wall) - (steady - before->steady);
    if (ahead <= LargestDrift)
        return {};
    return Gap {before->wall, wall};
}

} // namespace Belay
