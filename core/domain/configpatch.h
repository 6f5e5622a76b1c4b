// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/configjson.h"

#include <QUrl>

#include <optional>
#include <set>
#include <type_traits>

// How a part of config.json is brought from one value to another without touching the rest.

namespace Belay::Patch {

inline ConfigJson toJson(const QString &text)
{
    return text.toStdString();
}
inline ConfigJson toJson(const QUrl &url)
{
    return url.toString().toStdString();
}
inline ConfigJson toJson(Milliseconds duration)
{
    return toDurationString(duration).toStdString();
}
inline ConfigJson toJson(bool value)
{
    return value;
}
inline ConfigJson toJson(int value)
{
    return value;
}
inline ConfigJson toJson(double value)
{
    return value;
}
template <typename T>
ConfigJson toJson(const std::optional<T> &value)
{
    return value ? toJson(*value) : ConfigJson();
}
template <typename T>
ConfigJson toJson(const std::vector<T> &values)
{
    ConfigJson array = ConfigJson::array();
    for (const T &value : values)
        array.push_back(toJson(value));
    return array;
}

/// A field with a default.
template <typename T>
void field(
    ConfigJson &object, const char *name, const T &was, const T &now, const std::type_identity_t<T> &fallback)
{
    if (was == now)
        return;
    if (now == fallback)
        object.erase(name);
    else
        object[name] = toJson(now);
}

/// A field that is always there.
inline void required(ConfigJson &object, const char *name, const QString &now)
{
    const ConfigJson value = toJson(now);
    if (!object.contains(name) || object[name] != value)
        object[name] = value;
}

/// An object that goes when nothing is left in it.
template <typename T, typename One>
void section(ConfigJson &parent, const char *name, const T &was, const T &now, One one)
{
    if (was == now)
        return;
    ConfigJson object = parent.contains(name) ? parent[name] : ConfigJson::object();
    one(object, was, now);
    if (object.empty())
        parent.erase(name);
    else
        parent[name] = std::move(object);
}

enum class Unmatched { StartsAfresh, TakesItsPlace };

/// An array of objects. Each item finds what it was by `same`; one that finds nothing may take over the
/// object that stood in its place.
template <typename T, typename Same, typename One>
void list(ConfigJson &parent, const char *name, const std::vector<T> &was, const std::vector<T> &now,
    const std::vector<T> &fallback, Unmatched unmatched, Same same, One one)
{
    if (was == now)
        return;
    if (now == fallback) {
        parent.erase(name);
        return;
    }
    const ConfigJson old = parent.contains(name) ? parent[name] : ConfigJson::array();
    const size_t known = std::min(old.size(), was.size());
    std::set<size_t> used;
    std::vector<size_t> origin(now.size(), known);
    for (size_t i = 0; i < now.size(); ++i) {
        for (size_t j = 0; j < known && origin[i] == known; ++j) {
            if (same(was[j], now[i]) && used.insert(j).second)
                origin[i] = j;
        }
    }
    ConfigJson array = ConfigJson::array();
    for (size_t i = 0; i < now.size(); ++i) {
        if (origin[i] == known && unmatched == Unmatched::TakesItsPlace && i < known && used.insert(i).second)
            origin[i] = i;
        const bool found = origin[i] < known;
        ConfigJson entry = found ? old[origin[i]] : ConfigJson::object();
        one(entry, found ? was[origin[i]] : T {}, now[i]);
        array.push_back(std::move(entry));
    }
    parent[name] = std::move(array);
}

} // namespace Belay::Patch
