// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/sets.h"

#include <deque>
#include <optional>

namespace Belay {

/// Counts the results of the last five minutes in steps of ten seconds. Pure: time comes in.
class ErrorWindow final
{
public:
    static constexpr Milliseconds Length {300'000};

    /// `alone`: the state that the result alone speaks for; no-data is no result.
    void add(WallTime at, TargetState alone);
    /// Adds what another one counted.
    void merge(const ErrorWindow &other);
    /// How many speak for `state`.
    qint64 countOf(TargetState state, WallTime now) const;
    /// Their share; nothing of fewer than two.
    std::optional<double> shareOf(TargetState state, WallTime now) const;
    bool isEmpty(WallTime now) const { return countAll(now) == 0; }

private:
    struct Bin {
        WallTime start;
        qint64 all = 0;
        qint64 down = 0;
        qint64 limited = 0;
        qint64 rejected = 0;
    };
    static qint64 countIn(const Bin &bin, TargetState state);
    qint64 countAll(WallTime now) const;
    Bin &binAt(WallTime at);

    std::deque<Bin> m_bins; // the oldest first
};

} // namespace Belay
