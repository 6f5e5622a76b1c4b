// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <optional>

namespace Belay {

/// Sees that the machine slept: its wall clock ran on while the steady one stood (contract 3, *Sleep*). Pure.
class SleepWatch final
{
public:
    static constexpr Milliseconds LargestDrift {30'000};
    static constexpr Milliseconds Grace {30'000}; ///< after waking, before the first round

    struct Gap {
        WallTime from;
        WallTime to;
        bool operator==(const Gap &) const = default;
    };
    /// Called at least every few seconds. The time that was slept through, once.
    std::optional<Gap> tick(WallTime wall, SteadyTime steady);

private:
    struct Reading {
        WallTime wall;
        SteadyTime steady;
    };
    std::optional<Reading> m_last;
};

} // namespace Belay
