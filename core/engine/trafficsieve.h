// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/sample.h"
#include "core/domain/trafficsecond.h"

#include <map>

namespace Belay {

/// Lets through as much traffic as rules and pages need, as much as history keeps one by one: a busy gateway
/// has thousands a second.
class TrafficSieve final
{
public:
    /// `now` never goes back.
    bool takes(const Sample &sample, SteadyTime now);

private:
    static constexpr std::size_t MostTargets = 1'024; // then those of past seconds are forgotten
    std::map<TargetId, TrafficSecond> m_seconds;
};

} // namespace Belay
