// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/histogram.h"

#include "core/base/varint.h"

#include <algorithm>
#include <cmath>

namespace Belay {

namespace {

constexpr std::int64_t Smallest = 1;
constexpr std::int64_t Largest = 3'600'000'000; // one hour
// A bucket holds the values in (γ^(i-1), γ^i]; any of them is within 1 % of its middle (DDSketch, VLDB 2019).
const double LogGamma
    = std::log((1 + LatencyHistogram::RelativeError) / (1 - LatencyHistogram::RelativeError));

std::int32_t indexOf(std::int64_t micros)
{
    return static_cast<std::int32_t>(std::ceil(std::log(static_cast<double>(micros)) / LogGamma));
}

std::int64_t middleOf(std::int32_t index)
{
    const double upper = std::exp(index * LogGamma);
    return std::llround(2 * upper / (std::exp(LogGamma) + 1));
}

constexpr std::uint64_t FormatVersion = 1;

} // namespace

void LatencyHistogram::add(Microseconds value, std::uint32_t count)
{
    if (count == 0)
        return;
    const std::int64_t micros = std::clamp<std::int64_t>(value.count(), Smallest, Largest);
    const std::int32_t index = indexOf(micros);
    const auto at = std::lower_bound(m_buckets.begin(), m_buckets.end(), index,
        [](const Bucket &bucket, std::int32_t wanted) { return bucket.index < wanted; });
    if (at != m_buckets.end() && at->index == index)
        at->count += count;
    else
        m_buckets.insert(at, Bucket {index, count});
    m_min = m_count == 0 ? micros : std::min(m_min, micros);
    m_max = std::max(m_max, micros);
    m_count += count;
    m_sum += static_cast<std::uint64_t>(micros) * count;
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    if (other.isEmpty())
        return;
    if (isEmpty()) {
        *this = other;
        return;
    }
    std::vector<Bucket> merged;
    merged.reserve(m_buckets.size() + other.m_buckets.size());
    auto a = m_buckets.cbegin();
    auto b = other.m_buckets.cbegin();
    while (a != m_buckets.cend() || b != other.m_buckets.cend()) {
        if (b == other.m_buckets.cend() || (a != m_buckets.cend() && a->index < b->index))
            merged.push_back(*a++);
        else if (a == m_buckets.cend() || b->index < a->index)
            merged.push_back(*b++);
        else {
            merged.push_back({a->index, a->count + b->count});
            ++a;
            ++b;
        }
    }
    m_min = std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_buckets = std::move(merged);
    m_count += other.m_count;
    m_sum += other.m_sum;
}

std::optional<Microseconds> LatencyHistogram::min() const
{
    return isEmpty() ? std::nullopt : std::optional(Microseconds {m_min});
}

std::optional<Microseconds> LatencyHistogram::max() const
{
    return isEmpty() ? std::nullopt : std::optional(Microseconds {m_max});
}

std::optional<Microseconds> LatencyHistogram::quantile(double q) const
{
    if (isEmpty())
        return {};
    // The tiny part taken off keeps 0.07 of 100, in binary 7.000000000000001, from becoming rank 8.
    const double exact = std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count);
    const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(exact * (1 - 1e-12))));
    std::uint64_t seen = 0;
    for (const Bucket &bucket : m_buckets) {
        seen += bucket.count;
        if (seen >= rank)
            return Microseconds {std::clamp(middleOf(bucket.index), m_min, m_max)};
    }
    return Microseconds {m_max};
}

QByteArray LatencyHistogram::toBytes() const
{
    QByteArray bytes;
    if (isEmpty())
        return bytes;
    putVarint(bytes, FormatVersion);
    putVarint(bytes, m_sum);
    putVarint(bytes, static_cast<std::uint64_t>(m_min));
    putVarint(bytes, static_cast<std::uint64_t>(m_max - m_min));
    std::int32_t last = 0;
    for (const Bucket &bucket : m_buckets) {
        // Most buckets of a short time hold one value: those need no count.
        const auto step = static_cast<std::uint64_t>(bucket.index - last);
        putVarint(bytes, (step << 1U) | (bucket.count > 1 ? 1U : 0U));
        if (bucket.count > 1)
            putVarint(bytes, bucket.count);
        last = bucket.index;
    }
    return bytes;
}

std::optional<LatencyHistogram> LatencyHistogram::fromBytes(QByteArrayView bytes)
{
    LatencyHistogram histogram;
    if (bytes.isEmpty())
        return histogram;
    VarintReader reader(bytes);
    if (reader.next() != FormatVersion)
        return {};
    histogram.m_sum = reader.next();
    const std::uint64_t min = reader.next();
    const std::uint64_t width = reader.next();
    if (!reader.ok() || min < Smallest || min > Largest || width > Largest - min)
        return {};
    histogram.m_min = static_cast<std::int64_t>(min);
    histogram.m_max = static_cast<std::int64_t>(min + width);
    static const std::int32_t lastIndex = indexOf(Largest);
    histogram.m_buckets.reserve(static_cast<size_t>(bytes.size()));
    std::int64_t index = 0;
    while (reader.ok() && !reader.atEnd()) {
        const std::uint64_t token = reader.next();
        const std::uint64_t step = token >> 1U;
        const std::uint64_t count = (token & 1U) != 0 ? reader.next() : 1;
        if (!reader.ok() || step > static_cast<std::uint64_t>(lastIndex) || count == 0 || count > UINT32_MAX
            || (step == 0 && !histogram.m_buckets.empty()))
            return {};
        index += static_cast<std::int64_t>(step);
        if (index > lastIndex)
            return {};
        histogram.m_buckets.push_back({static_cast<std::int32_t>(index), static_cast<std::uint32_t>(count)});
        histogram.m_count += count;
    }
    if (!reader.ok() || histogram.m_buckets.empty())
        return {};
    return histogram;
}

} // namespace Belay
