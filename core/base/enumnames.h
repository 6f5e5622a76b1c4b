// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>
#include <string_view>

namespace Belay {

/// The names of a closed set of the contract, in the order of its enumerators. Specialised beside each enum
/// as `static constexpr std::array values {std::string_view("…"), …};`
template <typename E>
struct EnumNames;

template <typename E>
constexpr std::string_view nameOf(E value)
{
    return EnumNames<E>::values[static_cast<size_t>(value)];
}

template <typename E>
QString toString(E value) requires requires
{
    EnumNames<E>::values;
}
{
    const std::string_view name = nameOf(value);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

/// Nothing for a name outside the set.
template <typename E>
std::optional<E> enumFromString(QStringView text)
{
    for (size_t i = 0; i < EnumNames<E>::values.size(); ++i) {
        const std::string_view name = EnumNames<E>::values[i];
        if (text == QLatin1StringView(name.data(), static_cast<qsizetype>(name.size())))
            return static_cast<E>(i);
    }
    return {};
}

template <typename E>
constexpr size_t enumCount()
{
    return EnumNames<E>::values.size();
}

} // namespace Belay
