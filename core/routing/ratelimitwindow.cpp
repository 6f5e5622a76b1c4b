// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/ratelimitwindow.h"

#include "core/routing/backoff.h"

#include <algorithm>

namespace Belay {

void RateLimitWindow::limited(SteadyTime now, std::optional<Milliseconds> stated, const RetryPolicy &policy)
{
    wait(now, stated ? *stated : Backoff(policy).ceiling(m_refusals), stated.has_value());
    ++m_refusals;
}

void RateLimitWindow::wait(SteadyTime now, Milliseconds time, bool stated)
{
    // No provider means more, and no sum of times may overflow.
    constexpr Milliseconds Longest = std::chrono::hours(24 * 31);
    const SteadyTime until = now + std::clamp(time, Milliseconds {0}, Longest);
    if (until <= m_until && isWaiting(now))
        return;
    m_until = until;
    m_stated = stated;
}

void RateLimitWindow::succeeded()
{
    m_refusals = 0;
    if (!m_stated)
        m_until = {};
}

} // namespace Belay
