// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/rollup.h"

#include "core/base/varint.h"

namespace Belay {

// Roll-ups hold outcomes as numbers. A new outcome goes to the end, or comes with a migration that renumbers.
static_assert(static_cast<int>(Outcome::Skipped) == 26 && enumCount<Outcome>() == 27);

SeriesKind seriesOf(const Sample &sample)
{
    switch (sample.source) {
    case SampleSource::Traffic:
        return SeriesKind::Traffic;
    case SampleSource::Drill:
        return SeriesKind::Drill;
    case SampleSource::Probe:
        break;
    }
    switch (sample.kind) {
    case ProbeKind::Reach:
        return SeriesKind::Reach;
    case ProbeKind::Auth:
        return SeriesKind::Auth;
    case ProbeKind::Completion:
        break;
    }
    return SeriesKind::Completion;
}

Milliseconds chartStep(TimeRange range, WallTime now)
{
    using namespace std::chrono_literals;
    constexpr int MostColumns = 720;
    constexpr auto steps = std::to_array<Milliseconds>(
        {1min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h, 24h, 48h, 96h, 192h});
    const Milliseconds age = now - range.from;
    // Many hours in a column cost more to read than they show.
    const bool needsDays = age > 400 * 24h || range.to - range.from > 100 * 24h;
    const Milliseconds least = needsDays ? 24h : age > 35 * 24h ? 1h : 0h;
    for (const Milliseconds step : steps) {
        const bool fromSamples = step < lengthOf(RollupLevel::FiveMinutes);
        if (step < least || (fromSamples && range.to - range.from > 6h))
            continue;
        if ((range.to - range.from) / step <= MostColumns)
            return step;
    }
    const auto days = std::chrono::ceil<std::chrono::days>((range.to - range.from) / MostColumns);
    return days;
}

void Rollup::add(const Sample &sample)
{
    ++counts[static_cast<size_t>(sample.outcome)];
    usd += sample.usd.value_or(0);
    if (ruleOf(sample.outcome).health != Health::Good)
        return;
    if (sample.timings.firstContent)
        firstContent.add(*sample.timings.firstContent);
    if (sample.timings.total)
        total.add(*sample.timings.total);
}

void Rollup::merge(const Rollup &other)
{
    for (size_t i = 0; i < counts.size(); ++i)
        counts[i] += other.counts[i];
    firstContent.merge(other.firstContent);
    total.merge(other.total);
    usd += other.usd;
}

QByteArray Rollup::toBytes() const
{
    QByteArray bytes;
    if (*this == Rollup())
        return bytes;
    std::uint64_t kinds = 0;
    for (const std::uint32_t count : counts)
        kinds += count > 0 ? 1 : 0;
    putVarint(bytes, kinds);
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) {
            putVarint(bytes, i);
            putVarint(bytes, counts[i]);
        }
    }
    putSignedVarint(bytes, usd);
    const QByteArray first = firstContent.toBytes();
    putVarint(bytes, static_cast<std::uint64_t>(first.size()));
    return bytes + first + total.toBytes();
}

std::optional<Rollup> Rollup::fromBytes(QByteArrayView bytes)
{
    Rollup rollup;
    if (bytes.isEmpty())
        return rollup;
    VarintReader reader(bytes);
    const std::uint64_t kinds = reader.next();
    if (kinds > rollup.counts.size())
        return {};
    for (std::uint64_t i = 0; i < kinds; ++i) {
        const std::uint64_t outcome = reader.next();
        const std::uint64_t count = reader.next();
        if (!reader.ok() || outcome >= rollup.counts.size() || count > UINT32_MAX)
            return {};
        rollup.counts[static_cast<size_t>(outcome)] = static_cast<std::uint32_t>(count);
    }
    rollup.usd = reader.nextSigned();
    const std::uint64_t firstSize = reader.next();
    auto first = LatencyHistogram::fromBytes(reader.take(firstSize));
    auto total = LatencyHistogram::fromBytes(reader.rest());
    if (!reader.ok() || !first || !total)
        return {};
    rollup.firstContent = std::move(*first);
    rollup.total = std::move(*total);
    return rollup;
}

} // namespace Belay
