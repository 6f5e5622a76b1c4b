// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"

#include <algorithm>

namespace Belay {

class FakeClock::FakeAlarm final : public Alarm
{
public:
    FakeAlarm(FakeClock &clock, std::function<void()> due)
        : m_clock(clock)
        , m_due(std::move(due))
    {
        m_clock.m_alarms.push_back(this);
    }
    ~FakeAlarm() override { m_clock.m_alarms.remove(this); }
    void wakeAt(SteadyTime time) override { m_at = time; }
    void cancel() override { m_at.reset(); }

    std::optional<SteadyTime> at() const { return m_at; }
    void fire()
    {
        m_at.reset();
        const std::function<void()> due = m_due; // the callee may destroy this alarm
        due();
    }

private:
    FakeClock &m_clock;
    std::function<void()> m_due;
    std::optional<SteadyTime> m_at;
};

std::unique_ptr<Alarm> FakeClock::createAlarm(std::function<void()> due)
{
    return std::make_unique<FakeAlarm>(*this, std::move(due));
}

void FakeClock::advance(Microseconds by)
{
    const SteadyTime end = m_steady + by;
    const auto moveTo = [this](SteadyTime time) {
        m_wallRest += time - m_steady;
        const auto whole = std::chrono::floor<Milliseconds>(m_wallRest);
        m_wall += whole;
        m_wallRest -= whole;
        m_steady = time;
    };
    for (;;) {
        FakeAlarm *next = nullptr;
        for (FakeAlarm *alarm : m_alarms) {
            if (alarm->at() && *alarm->at() <= end && (!next || *alarm->at() < *next->at()))
                next = alarm;
        }
        if (!next)
            break;
        moveTo(std::max(m_steady, *next->at()));
        next->fire();
    }
    moveTo(end);
}

} // namespace Belay
