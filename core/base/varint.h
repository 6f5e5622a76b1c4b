// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace Belay {

/// Seven bits a byte, the lowest first; the top bit says that more follows.
inline void putVarint(QByteArray &bytes, std::uint64_t value)
{
    while (value >= 0x80U) {
        bytes.append(static_cast<char>((value & 0x7fU) | 0x80U));
        value >>= 7U;
    }
    bytes.append(static_cast<char>(value));
}

/// Small numbers of either sign take few bytes.
inline void putSignedVarint(QByteArray &bytes, std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    putVarint(bytes, (bits << 1U) ^ (value < 0 ? ~std::uint64_t {0} : 0));
}

/// Reads varints one after the other; ok() stays false once the bytes have run out or make no number.
class VarintReader
{
public:
    explicit VarintReader(QByteArrayView bytes)
        : m_bytes(bytes)
    { }
    std::uint64_t next()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && m_at < m_bytes.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0)
                return value;
        }
        m_ok = false;
        return 0;
    }
    std::int64_t nextSigned()
    {
        const std::uint64_t bits = next();
        return static_cast<std::int64_t>((bits >> 1U) ^ ((bits & 1U) != 0 ? ~std::uint64_t {0} : 0));
    }
    /// The next `size` bytes as they are.
    QByteArrayView take(std::uint64_t size)
    {
        if (!m_ok || size > static_cast<std::uint64_t>(m_bytes.size() - m_at)) {
            m_ok = false;
            return {};
        }
        const QByteArrayView piece = m_bytes.sliced(m_at, static_cast<qsizetype>(size));
        m_at += piece.size();
        return piece;
    }
    QByteArrayView rest() { return take(static_cast<std::uint64_t>(m_bytes.size() - m_at)); }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

} // namespace Belay
