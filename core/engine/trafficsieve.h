// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/sample.h"

#include <map>

namespace Belay {

/// Lets through as much traffic as rules and pages need: of each target and second the first good result and
/// the first ten failures (contract 3, *Kept*). A busy gateway has thousands a second.
class TrafficSieve final
{
public:
    static constexpr int FailuresPerSecond = 10;

    /// `now` never goes back.
    bool takes(const Sample &sample, SteadyTime now);

private:
    static constexpr std::size_t MostTargets = 1'024; // then those of past seconds are forgotten
    struct Second {
        SteadyTime began {};
        int good = 0;
        int failed = 0;
    };
    std::map<TargetId, Second> m_seconds;
};

} // namespace Belay
