// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <functional>
#include <memory>

namespace Belay {

/// Wakes its owner once at a time. Destroying or cancelling it means that nothing is called afterwards.
class Alarm
{
public:
    virtual ~Alarm() = default;
    /// Replaces an earlier time. A time that has passed wakes on the next turn of the loop, never from
    /// inside.
    virtual void wakeAt(SteadyTime time) = 0;
    virtual void cancel() = 0;
};

/// Brings the time to everything that decides, so that tests can bring their own.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual WallTime wall() const = 0;
    virtual SteadyTime steady() const = 0;
    /// The alarm belongs to the calling thread and calls `due` there.
    virtual std::unique_ptr<Alarm> createAlarm(std::function<void()> due) = 0;
};

/// The machine's clocks; usable from any thread that runs an event loop.
class SystemClock final : public Clock
{
public:
    WallTime wall() const override;
    SteadyTime steady() const override;
    std::unique_ptr<Alarm> createAlarm(std::function<void()> due) override;
};

} // namespace Belay
