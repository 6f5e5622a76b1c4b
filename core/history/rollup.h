// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historyqueries.h"

namespace Belay {

enum class RollupLevel { FiveMinutes, Hours, Days };

constexpr Milliseconds lengthOf(RollupLevel level)
{
    switch (level) {
    case RollupLevel::FiveMinutes:
        return std::chrono::minutes {5};
    case RollupLevel::Hours:
        return std::chrono::hours {1};
    case RollupLevel::Days:
        break;
    }
    return std::chrono::hours {24};
}

/// The level whose columns make one of `level`.
constexpr RollupLevel finerThan(RollupLevel level)
{
    return level == RollupLevel::Days ? RollupLevel::Hours : RollupLevel::FiveMinutes;
}

/// The start of the column of `step`, aligned to UTC, that `time` falls into.
constexpr WallTime floorTo(WallTime time, Milliseconds step)
{
    const auto rest = time.time_since_epoch() % step;
    return time - (rest < Milliseconds {0} ? rest + step : rest);
}

/// What is kept of all samples of a series in one column.
struct Rollup {
    OutcomeCounts counts {};
    LatencyHistogram firstContent;
    LatencyHistogram total;
    NanoUsd usd = 0;

    void add(const Sample &sample);
    void merge(const Rollup &other);
    /// An empty roll-up is an empty array.
    QByteArray toBytes() const;
    /// Nothing for bytes that toBytes did not write.
    static std::optional<Rollup> fromBytes(QByteArrayView bytes);
    bool operator==(const Rollup &) const = default;
};

} // namespace Belay
