// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <vector>

namespace Belay {

/// Latencies in buckets of 1 % relative error (DDSketch's mapping), mergeable without loss, with exact n,
/// sum, min and max. From 1 µs to 1 h; what lies outside is counted at the edge.
class LatencyHistogram final
{
public:
    static constexpr double RelativeError = 0.01;

    void add(Microseconds value, std::uint32_t count = 1);
    void merge(const LatencyHistogram &other);

    std::uint64_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    std::optional<Microseconds> min() const;
    std::optional<Microseconds> max() const;
    /// Nothing when empty; `q` in 0…1, within 1 % of the value at rank ⌈q·n⌉ and never outside min…max.
    std::optional<Microseconds> quantile(double q) const;

    /// Sparse varints: some 50 bytes an hour, 300 a day. An empty histogram is an empty array.
    QByteArray toBytes() const;
    /// Nothing for bytes that toBytes did not write.
    static std::optional<LatencyHistogram> fromBytes(QByteArrayView bytes);

    bool operator==(const LatencyHistogram &) const = default;

private:
    struct Bucket {
        std::int32_t index;
        std::uint32_t count;
        bool operator==(const Bucket &) const = default;
    };
    std::vector<Bucket> m_buckets; // by index, no zero counts
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0; // microseconds
    std::int64_t m_min = 0;
    std::int64_t m_max = 0;
};

} // namespace Belay
