// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QByteArray>

#include <compare>

namespace Belay {

/// 48 bits of time, 80 bits of chance (https://github.com/ulid/spec). Sorts by time.
struct Ulid {
    std::uint64_t high = 0; ///< the time in milliseconds, then 16 bits of chance
    std::uint64_t low = 0;

    WallTime time() const { return WallTime {Milliseconds {static_cast<std::int64_t>(high >> 16U)}}; }
    /// 26 characters of Crockford's base 32, in capitals.
    QString toString() const;
    /// Reads what toString writes, small letters too; nothing for anything else.
    static std::optional<Ulid> fromString(QStringView text);
    /// 16 bytes that sort as the ids do.
    QByteArray toBytes() const;
    static std::optional<Ulid> fromBytes(QByteArrayView bytes);
    /// The least one of a millisecond: where a range of times begins.
    static Ulid firstOf(WallTime time);

    bool operator==(const Ulid &) const = default;
    std::strong_ordering operator<=>(const Ulid &) const = default;
};

/// Makes ids that grow with every call, also within one millisecond and while the wall clock is set back.
/// Lives on one thread.
class UlidMaker final
{
public:
    UlidMaker(const Clock &clock, RandomSource &random)
        : m_clock(clock)
        , m_random(random)
    { }
    Ulid next();

private:
    const Clock &m_clock;
    RandomSource &m_random;
    Ulid m_last;
};

} // namespace Belay
