// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/circuitbreaker.h"

#include <algorithm>
#include <utility>

namespace Belay {

CircuitBreaker::Permit::Permit(Permit &&other) noexcept
    : m_breaker(std::exchange(other.m_breaker, nullptr))
    , m_era(other.m_era)
    , m_kind(other.m_kind)
{ }

CircuitBreaker::Permit &CircuitBreaker::Permit::operator=(Permit &&other) noexcept
{
    std::swap(m_breaker, other.m_breaker);
    std::swap(m_era, other.m_era);
    std::swap(m_kind, other.m_kind);
    return *this;
}

CircuitBreaker::Permit::~Permit()
{
    takeBreaker();
}

/// Null where what this permit would say is no longer of interest.
CircuitBreaker *CircuitBreaker::Permit::takeBreaker()
{
    CircuitBreaker *breaker = std::exchange(m_breaker, nullptr);
    if (!breaker || m_era != breaker->m_era || m_kind == Kind::Beside)
        return nullptr;
    if (isTest())
        breaker->m_testing = false;
    return breaker;
}

void CircuitBreaker::Permit::succeed(SteadyTime now)
{
    if (CircuitBreaker *breaker = takeBreaker())
        breaker->succeed(now);
}

void CircuitBreaker::Permit::fail(SteadyTime now, std::optional<Milliseconds> stated)
{
    CircuitBreaker *breaker = takeBreaker();
    if (!breaker)
        return;
    if (isTest())
        breaker->failTest(now, stated, m_kind == Kind::EarlyTest);
    else
        breaker->fail(now, stated);
}

CircuitBreaker::CircuitBreaker(const BreakerConfig &settings)
    : m_settings(settings)
{ }

void CircuitBreaker::setSettings(const BreakerConfig &settings)
{
    m_settings = settings;
}

std::optional<CircuitBreaker::Permit> CircuitBreaker::tryAcquire(SteadyTime now)
{
    if (m_closed)
        return Permit(this, m_era, Permit::Kind::Plain);
    if (m_testing || now < m_until)
        return {};
    m_testing = true;
    return Permit(this, m_era, Permit::Kind::Test);
}

CircuitBreaker::Permit CircuitBreaker::acquireAnyway(SteadyTime now)
{
    if (std::optional<Permit> permit = tryAcquire(now))
        return std::move(*permit);
    if (m_testing)
        return Permit(this, m_era, Permit::Kind::Beside);
    m_testing = true;
    return Permit(this, m_era, Permit::Kind::EarlyTest);
}

void CircuitBreaker::succeed(SteadyTime now)
{
    if (m_closed) {
        m_failures = 0;
        count(now, true);
    } else if (++m_successes >= m_settings.successesToClose) {
        reset();
    }
}

void CircuitBreaker::fail(SteadyTime now, std::optional<Milliseconds> stated)
{
    if (!m_closed) {
        m_successes = 0;
        if (stated)
            m_until = std::max(m_until, now + *stated);
        return;
    }
    ++m_failures;
    count(now, false);
    if (hasFailedEnough(now))
        open(now, stated);
}

void CircuitBreaker::trip(SteadyTime now)
{
    if (m_closed)
        open(now, {});
}

void CircuitBreaker::reset()
{
    m_window = {};
    m_cooldown = Milliseconds {0};
    m_failures = 0;
    m_successes = 0;
    m_closed = true;
    m_testing = false;
    ++m_era;
}

CircuitBreaker::State CircuitBreaker::state(SteadyTime now) const
{
    if (m_closed)
        return State::Closed;
    return now < m_until && !m_testing ? State::Open : State::HalfOpen;
}

std::optional<SteadyTime> CircuitBreaker::openedAt() const
{
    return m_closed ? std::nullopt : std::optional(m_openedAt);
}

std::optional<SteadyTime> CircuitBreaker::closesAt() const
{
    return m_closed ? std::nullopt : std::optional(m_until);
}

void CircuitBreaker::count(SteadyTime now, bool good)
{
    const Microseconds slice = std::max(Microseconds(m_settings.window) / Slots, Microseconds {1});
    const std::int64_t number = now.time_since_epoch() / slice;
    Slot &slot = m_window[static_cast<std::size_t>(number % Slots)];
    if (slot.number != number)
        slot = {number, 0, 0};
    (good ? slot.good : slot.bad) += 1;
}

bool CircuitBreaker::hasFailedEnough(SteadyTime now) const
{
    if (m_failures >= m_settings.consecutiveFailures)
        return true;
    const Microseconds slice = std::max(Microseconds(m_settings.window) / Slots, Microseconds {1});
    const std::int64_t number = now.time_since_epoch() / slice;
    int good = 0;
    int bad = 0;
    for (const Slot &slot : m_window) {
        if (slot.number > number - Slots) {
            good += slot.good;
            bad += slot.bad;
        }
    }
    return good + bad >= m_settings.minimumRequests && bad >= m_settings.failureRatio * (good + bad);
}

void CircuitBreaker::open(SteadyTime now, std::optional<Milliseconds> stated)
{
    m_cooldown = m_settings.cooldown;
    m_openedAt = now;
    m_until = now + stated.value_or(m_cooldown);
    m_successes = 0;
    m_closed = false;
    m_testing = false;
    ++m_era; // those who set out before it say nothing about the time after it
}

/// A test before its time was not what the cooldown was for, so that it does not grow by it.
void CircuitBreaker::failTest(SteadyTime now, std::optional<Milliseconds> stated, bool early)
{
    m_successes = 0;
    if (!early)
        m_cooldown = std::min(m_cooldown * 2, m_settings.maxCooldown);
    if (stated)
        m_until = std::max(m_until, now + *stated);
    else if (!early)
        m_until = std::max(m_until, now + m_cooldown);
}

} // namespace Belay
