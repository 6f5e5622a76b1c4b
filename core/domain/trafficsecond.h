// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"

#include <cstdint>

namespace Belay {

/// A failure that is worth its evidence: neither good, nor cancelled, nor never sent.
constexpr bool isFailure(Outcome outcome)
{
    return outcome != Outcome::Ok && outcome != Outcome::Cancelled && outcome != Outcome::Skipped;
}

/// What is let through of one target's traffic in one second (contract 3, *Kept*): the first good result, the
/// first ten failures, and the first of those that are neither, which say nothing and push nothing aside.
class TrafficSecond final
{
public:
    static constexpr int Failures = 10;

    TrafficSecond() = default;

    /// `second` is the number of one, by any clock; another one than before begins anew.
    bool takes(Outcome outcome, std::int64_t second)
    {
        if (second != m_second)
            *this = TrafficSecond(second);
        if (isFailure(outcome))
            return m_failures++ < Failures;
        return (outcome == Outcome::Ok ? m_good : m_others)++ == 0;
    }
    std::int64_t second() const { return m_second; }

private:
    explicit TrafficSecond(std::int64_t second)
        : m_second(second)
    { }

    std::int64_t m_second = -1;
    int m_good = 0;
    int m_failures = 0;
    int m_others = 0;
};

} // namespace Belay
