// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/contenttimes.h"

#include <algorithm>

namespace Belay {

void ContentTimes::add(Microseconds time)
{
    m_times[static_cast<std::size_t>(m_next)] = time;
    m_next = (m_next + 1) % Kept;
    m_count = std::min(m_count + 1, Kept);
    m_p95.reset();
}

std::optional<Microseconds> ContentTimes::p95() const
{
    if (m_count < Fewest)
        return {};
    if (!m_p95) {
        std::array<Microseconds, Kept> sorted = m_times;
        const auto rank = (m_count * 95 + 99) / 100 - 1;
        std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.begin() + m_count);
        m_p95 = sorted[static_cast<std::size_t>(rank)];
    }
    return m_p95;
}

Microseconds ContentTimes::hedgeDelay() const
{
    return p95().value_or(Unknown);
}

} // namespace Belay
