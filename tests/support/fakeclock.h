// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <list>

namespace Belay {

/// Time that stands still until a test moves it. Alarms fire from advance(), in the order of their times.
class FakeClock final : public Clock
{
public:
    WallTime wall() const override { return m_wall; }
    SteadyTime steady() const override { return m_steady; }
    std::unique_ptr<Alarm> createAlarm(std::function<void()> due) override;

    /// Moves both clocks and fires what falls due on the way, each alarm at its own time.
    void advance(Microseconds by);
    /// Moves the wall clock alone: a clock that jumps, or a machine that slept.
    void jumpWall(Milliseconds by) { m_wall += by; }
    void setWall(WallTime wall) { m_wall = wall; }

private:
    class FakeAlarm;

    WallTime m_wall {Milliseconds {1'790'000'000'000}};
    SteadyTime m_steady {std::chrono::hours {1}};
    Microseconds m_wallRest {0}; // what is left of a millisecond
    std::list<FakeAlarm *> m_alarms;
};

} // namespace Belay
