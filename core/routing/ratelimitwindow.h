// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/chainconfig.h"

#include <optional>

namespace Belay {

/// For how long a key, or a key at one model, is to be left alone (contract 3, *429*). A longer wait is never
/// shortened.
class RateLimitWindow final
{
public:
    /// Without a stated time the wait doubles with each refusal in a row, as `policy` says.
    void limited(SteadyTime now, std::optional<Milliseconds> stated, const RetryPolicy &policy);
    /// Waits for `time`; `stated` says whether the provider named it.
    void wait(SteadyTime now, Milliseconds time, bool stated);
    /// An answer came: a guessed wait is over, one that the provider stated is not.
    void succeeded();

    bool isWaiting(SteadyTime now) const { return now < m_until; }
    SteadyTime until() const { return m_until; }
    /// Whether the wait in force is the provider's word rather than a guess.
    bool isStated() const { return m_stated; }

private:
    SteadyTime m_until {};
    int m_refusals = 0;
    bool m_stated = false;
};

} // namespace Belay
