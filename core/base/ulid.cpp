// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ulid.h"

#include <QtEndian>

#include <algorithm>

namespace Belay {

namespace {

constexpr std::string_view Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int Letters = 26;
constexpr int BytesOfUlid = 16;
constexpr std::uint64_t LargestTime = (std::uint64_t {1} << 48U) - 1;

std::uint64_t timeBits(WallTime time)
{
    const std::int64_t millis = std::max<std::int64_t>(time.time_since_epoch().count(), 0);
    return std::min(static_cast<std::uint64_t>(millis), LargestTime) << 16U;
}

} // namespace

QString Ulid::toString() const
{
    std::array<char, Letters> letters {};
    std::uint64_t top = high;
    std::uint64_t bottom = low;
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
        *letter = Alphabet[bottom & 31U];
        bottom = bottom >> 5U | top << 59U;
        top >>= 5U;
    }
    return QString::fromLatin1(letters.data(), Letters);
}

std::optional<Ulid> Ulid::fromString(QStringView text)
{
    // 26 letters hold 130 bits, so the first one is at most 7.
    if (text.size() != Letters || text[0] > u'7')
        return {};
    Ulid id;
    for (const QChar letter : text) {
        const auto value = Alphabet.find(letter.toUpper().toLatin1());
        if (letter.unicode() > 0x7f || value == std::string_view::npos)
            return {};
        id.high = id.high << 5U | id.low >> 59U;
        id.low = id.low << 5U | value;
    }
    return id;
}

QByteArray Ulid::toBytes() const
{
    QByteArray bytes(BytesOfUlid, Qt::Uninitialized);
    qToBigEndian(high, bytes.data());
    qToBigEndian(low, bytes.data() + sizeof high);
    return bytes;
}

std::optional<Ulid> Ulid::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != BytesOfUlid)
        return {};
    return Ulid {qFromBigEndian<std::uint64_t>(bytes.data()),
        qFromBigEndian<std::uint64_t>(bytes.data() + sizeof(std::uint64_t))};
}

Ulid Ulid::firstOf(WallTime time)
{
    return {timeBits(time), 0};
}

Ulid UlidMaker::next()
{
    const std::uint64_t time = timeBits(m_clock.wall());
    if (time > (m_last.high & ~std::uint64_t {0xffff})) {
        m_last = {time | (m_random.next() & 0xffffU), m_random.next()};
        return m_last;
    }
    // The next greater number; chance that overflows goes on in the next millisecond.
    if (++m_last.low == 0)
        ++m_last.high;
    return m_last;
}

} // namespace Belay
