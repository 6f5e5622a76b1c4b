// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/base/time.h"

#include <nlohmann/json.hpp>

namespace Belay::JsonValues {

// How results write single values: null where nothing is known, times and durations as contract 5 wants them.

using Json = nlohmann::ordered_json;

inline Json text(const QString &value)
{
    return value.toStdString();
}

inline Json textOrNull(const QString &value)
{
    return value.isEmpty() ? Json() : text(value);
}

template <typename E>
Json name(E value)
{
    return std::string(nameOf(value));
}

inline Json instant(const std::optional<WallTime> &time)
{
    return time ? text(toIsoString(*time)) : Json();
}

inline Json millis(const std::optional<Microseconds> &duration)
{
    return duration ? Json(static_cast<double>(duration->count()) / 1000.0) : Json();
}

template <typename T>
Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json();
}

} // namespace Belay::JsonValues
