// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/monitor/diagnosisevidence.h"

#include <array>

namespace Belay {

/// How requests of the gateway went in the last five minutes, by the minute. Pure: time comes in.
class TrafficCount final
{
public:
    void add(bool good, SteadyTime at)
    {
        Minute &minute = m_minutes[static_cast<size_t>(numberOf(at) % Minutes)];
        if (minute.number != numberOf(at))
            minute = {numberOf(at), {}};
        ++(good ? minute.seen.good : minute.seen.failed);
    }
    TrafficSeen seen(SteadyTime now) const
    {
        TrafficSeen all;
        for (const Minute &minute : m_minutes) {
            if (minute.number > numberOf(now) - Minutes) {
                all.good += minute.seen.good;
                all.failed += minute.seen.failed;
            }
        }
        return all;
    }

private:
    static constexpr qint64 Minutes = 5;
    struct Minute {
        qint64 number = -Minutes;
        TrafficSeen seen;
    };
    static qint64 numberOf(SteadyTime at)
    {
        return std::chrono::floor<std::chrono::minutes>(at.time_since_epoch()).count();
    }
    std::array<Minute, static_cast<size_t>(Minutes)> m_minutes;
};

} // namespace Belay
