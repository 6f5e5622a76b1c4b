// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/samplecodec.h"

#include "core/base/varint.h"

#include <array>
#include <limits>

namespace Belay {

namespace {

using Phase = std::optional<Microseconds> PhaseTimings::*;
constexpr auto phases = std::to_array<Phase>({&PhaseTimings::dns, &PhaseTimings::tcp, &PhaseTimings::tls,
    &PhaseTimings::firstByte, &PhaseTimings::firstContent, &PhaseTimings::total});

// The bits after those of the phases, in the order in which the measures follow them.
constexpr quint32 TokensIn = 1U << phases.size();
constexpr quint32 TokensOut = TokensIn << 1U;
constexpr quint32 Cost = TokensOut << 1U;

/// A provider names these itself, so they are cut to what a name needs.
QString shortName(const QString &name)
{
    constexpr qsizetype Longest = 128;
    return name.size() > Longest ? name.left(Longest) : name;
}

std::optional<int> readCount(VarintReader &reader)
{
    const std::int64_t value = reader.nextSigned();
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
        return {};
    return static_cast<int>(value);
}

} // namespace

size_t qHash(const SampleShape &shape, size_t seed)
{
    return qHashMulti(seed, shape.key, static_cast<int>(shape.outcome), shape.status, shape.fields,
        shape.servedModel, shape.servedBy);
}

SampleShape shapeOf(const Sample &sample)
{
    SampleShape shape {sample.key, sample.source, sample.kind, sample.outcome, sample.status, sample.proof,
        sample.cold, 0, shortName(sample.servedModel), shortName(sample.servedBy)};
    for (size_t i = 0; i < phases.size(); ++i)
        shape.fields |= (sample.timings.*phases[i]) ? 1U << i : 0U;
    shape.fields
        |= (sample.tokensIn ? TokensIn : 0U) | (sample.tokensOut ? TokensOut : 0U) | (sample.usd ? Cost : 0U);
    return shape;
}

QByteArray packMeasures(const Sample &sample)
{
    QByteArray bytes;
    bytes.reserve(40);
    std::int64_t last = 0;
    for (const Phase phase : phases) {
        const auto &time = sample.timings.*phase;
        if (time) {
            putSignedVarint(bytes, time->count() - last);
            last = time->count();
        }
    }
    if (sample.tokensIn)
        putSignedVarint(bytes, *sample.tokensIn);
    if (sample.tokensOut)
        putSignedVarint(bytes, *sample.tokensOut);
    if (sample.usd)
        putSignedVarint(bytes, *sample.usd);
    return bytes;
}

std::optional<Sample> unpackSample(const SampleShape &shape, WallTime at, QByteArrayView measures)
{
    Sample sample;
    sample.at = at;
    sample.key = shape.key;
    sample.source = shape.source;
    sample.kind = shape.kind;
    sample.outcome = shape.outcome;
    sample.status = shape.status;
    sample.proof = shape.proof;
    sample.cold = shape.cold;
    sample.servedModel = shape.servedModel;
    sample.servedBy = shape.servedBy;
    VarintReader reader(measures);
    std::int64_t last = 0;
    for (size_t i = 0; i < phases.size(); ++i) {
        if ((shape.fields & (1U << i)) == 0)
            continue;
        // Unsigned, because damaged bytes may overflow.
        last = static_cast<std::int64_t>(
            static_cast<std::uint64_t>(last) + static_cast<std::uint64_t>(reader.nextSigned()));
        sample.timings.*phases[i] = Microseconds {last};
    }
    if ((shape.fields & TokensIn) != 0)
        sample.tokensIn = readCount(reader);
    if ((shape.fields & TokensOut) != 0)
        sample.tokensOut = readCount(reader);
    if ((shape.fields & Cost) != 0)
        sample.usd = reader.nextSigned();
    if (!reader.ok() || !reader.atEnd())
        return {};
    return sample;
}

} // namespace Belay
