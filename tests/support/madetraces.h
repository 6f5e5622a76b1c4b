// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"

namespace Belay {

/// Requests as a gateway with a chain of three steps would have seen them: mostly answered at once, some
/// after a retry or a fallback, a few raced, failed, cut or left. The same for the same seed.
class MadeTraces final
{
public:
    explicit MadeTraces(const Clock &clock, std::uint64_t seed = 1)
        : m_random(seed)
        , m_ids(clock, m_random)
        , m_clock(clock)
    { }
    /// Of a request that arrived now.
    Trace next();

private:
    TraceAttempt attempt(size_t target, int step, Outcome outcome, std::optional<AttemptNote> note);
    void answer(Trace &trace);

    SeededRandom m_random;
    UlidMaker m_ids;
    const Clock &m_clock;
};

} // namespace Belay
