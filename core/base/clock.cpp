// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QTimer>

#include <algorithm>

namespace Belay {

namespace {

class TimerAlarm final : public Alarm
{
public:
    TimerAlarm(const Clock &clock, std::function<void()> due)
        : m_clock(clock)
        , m_due(std::move(due))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimeout(); });
    }

    void wakeAt(SteadyTime time) override
    {
        m_at = time;
        arm();
    }
    void cancel() override { m_timer.stop(); }

private:
    void arm()
    {
        // A QTimer counts int milliseconds: a far time is reached in hops.
        constexpr Milliseconds LongestHop {std::chrono::hours {24}};
        const auto left = std::chrono::ceil<Milliseconds>(m_at - m_clock.steady());
        m_timer.start(std::clamp(left, Milliseconds {0}, LongestHop));
    }
    void onTimeout()
    {
        if (m_clock.steady() < m_at) {
            arm();
            return;
        }
        // The callee may destroy this alarm, so the function must outlive the call.
        const std::function<void()> due = m_due;
        due();
    }

    const Clock &m_clock;
    std::function<void()> m_due;
    SteadyTime m_at;
    QTimer m_timer;
};

} // namespace

WallTime SystemClock::wall() const
{
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

SteadyTime SystemClock::steady() const
{
    return std::chrono::floor<Microseconds>(std::chrono::steady_clock::now());
}

std::unique_ptr<Alarm> SystemClock::createAlarm(std::function<void()> due)
{
    return std::make_unique<TimerAlarm>(*this, std::move(due));
}

} // namespace Belay
