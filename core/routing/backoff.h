// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/domain/chainconfig.h"

#include <optional>

namespace Belay {

/// How long to wait before a try is repeated: doubling from `baseInterval`, capped at `maxInterval`, full
/// jitter.
class Backoff final
{
public:
    explicit Backoff(const RetryPolicy &policy)
        : m_policy(policy)
    { }

    /// What jitter is taken from. `retry` 0 is the first.
    Milliseconds ceiling(int retry) const;
    /// Uniform in [0, ceiling).
    Milliseconds delay(int retry, RandomSource &random) const;
    /// A time that the provider stated, plus at most a tenth of it and 250 ms, so that those who wait do not
    /// return as one.
    static Milliseconds stated(Milliseconds time, RandomSource &random);

private:
    RetryPolicy m_policy;
};

} // namespace Belay
