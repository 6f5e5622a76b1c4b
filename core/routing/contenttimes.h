// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <array>
#include <optional>

namespace Belay {

/// How long the last answers of a target took to their first content: what a hedge waits for.
class ContentTimes final
{
public:
    static constexpr int Fewest = 20; ///< with fewer there is no p95
    static constexpr Milliseconds Unknown {3'000}; ///< a hedge's delay without one

    void add(Microseconds time);
    int count() const { return m_count; }
    std::optional<Microseconds> p95() const;
    /// The p95, or `Unknown`.
    Microseconds hedgeDelay() const;

private:
    static constexpr int Kept = 128;
    std::array<Microseconds, Kept> m_times {};
    int m_count = 0;
    int m_next = 0;
    mutable std::optional<Microseconds> m_p95; // computed when asked
};

} // namespace Belay
