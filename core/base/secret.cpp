// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <utility>

namespace Belay {

Secret::Secret(QByteArray value)
    : m_value(std::move(value))
{ }

Secret::~Secret()
{
    wipe();
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_value = other.m_value;
    }
    return *this;
}

Secret::Secret(Secret &&other) noexcept
    : m_value(std::exchange(other.m_value, {}))
{ }

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_value = std::exchange(other.m_value, {});
    }
    return *this;
}

void Secret::wipe()
{
    // Shared bytes are left to the last holder; writing to them would detach and wipe a fresh copy.
    if (m_value.isEmpty() || !m_value.isDetached())
        return;
    volatile char *bytes = m_value.data();
    for (qsizetype i = 0; i < m_value.size(); ++i)
        bytes[i] = 0;
    m_value.clear();
}

QString Secret::last4() const
{
    constexpr qsizetype ShortestShown = 12;
    return m_value.size() < ShortestShown ? QString() : QString::fromUtf8(m_value.right(4));
}

bool Secret::equals(const Secret &other) const
{
    if (m_value.size() != other.m_value.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < m_value.size(); ++i)
        difference |= static_cast<unsigned char>(m_value[i]) ^ static_cast<unsigned char>(other.m_value[i]);
    return difference == 0;
}

} // namespace Belay
