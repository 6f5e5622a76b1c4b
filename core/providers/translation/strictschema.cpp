// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/strictschema.h"

#include <algorithm>
#include <string_view>

namespace Belay {

namespace {

/// Members whose members are schemas under names of the client's choice.
constexpr std::string_view Maps[] = {"properties", "$defs", "definitions"};
/// Members that are data.
constexpr std::string_view Values[] = {"enum", "const", "default", "examples", "required"};
constexpr std::string_view Bounds[] = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems", "minProperties", "maxProperties"};

template <size_t N>
bool isOne(const std::string_view (&names)[N], std::string_view name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool requiresAll(const Json &object)
{
    const Json *properties = member(object, "properties");
    const Json *required = member(object, "required");
    if (!properties || !properties->is_object() || properties->empty())
        return true;
    if (!required || !required->is_array())
        return false;
    for (const auto &property : properties->items()) {
        if (std::find(required->begin(), required->end(), Json(property.key())) == required->end())
            return false;
    }
    return true;
}

bool isObject(const Json &schema)
{
    return utf8Of(member(schema, "type")) == "object" || member(schema, "properties");
}

bool isBound(std::string_view name, const Json &value)
{
    return isOne(Bounds, name) || (name == "minItems" && intOf(&value).value_or(0) > 1);
}

bool isClosed(const Json &object)
{
    const Json *more = member(object, "additionalProperties");
    return more && more->is_boolean() && !more->get<bool>();
}

bool fitsAll(const Json &holder)
{
    return std::all_of(holder.begin(), holder.end(), fitsStrictly);
}

} // namespace

bool fitsStrictly(const Json &schema)
{
    if (schema.is_array())
        return fitsAll(schema);
    if (!schema.is_object())
        return true;
    if (isObject(schema) && (!isClosed(schema) || !requiresAll(schema)))
        return false;
    for (const auto &[name, value] : schema.items()) {
        const bool fits = isOne(Values, name) || (isOne(Maps, name) ? fitsAll(value) : fitsStrictly(value));
        if (!fits)
            return false;
    }
    return true;
}

Json closedSchema(const Json &schema)
{
    if (schema.is_array()) {
        Json list = Json::array();
        for (const Json &one : schema)
            list.push_back(closedSchema(one));
        return list;
    }
    if (!schema.is_object())
        return schema;
    Json closed = Json::object();
    for (const auto &[name, value] : schema.items()) {
        if (isOne(Values, name)) {
            closed[name] = value;
        } else if (isOne(Maps, name) && value.is_object()) {
            Json &map = closed[name] = Json::object();
            for (const auto &[key, one] : value.items())
                map[key] = closedSchema(one);
        } else if (!isBound(name, value)) {
            closed[name] = closedSchema(value);
        }
    }
    if (isObject(schema) && !closed.contains("additionalProperties"))
        closed["additionalProperties"] = false;
    return closed;
}

} // namespace Belay
