// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/json.h"

#include "core/http/httpvalues.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace Belay {

namespace {
constexpr int DeepestNesting = 256;
} // namespace

bool nestsDeeper(QByteArrayView text, int limit)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

std::optional<Json> parseJson(QByteArrayView text)
{
    if (text.size() > LargestBody || nestsDeeper(text, DeepestNesting))
        return {};
    Json value = Json::parse(text.begin(), text.end(), nullptr, false);
    if (value.is_discarded())
        return {};
    return value;
}

QByteArray toBytes(const Json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void appendJsonText(QByteArray &to, std::string_view utf8)
{
    static constexpr char Hex[] = "0123456789abcdef";
    const auto isPlain
        = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
    to.append('"');
    while (!utf8.empty()) {
        const auto end = std::find_if_not(utf8.begin(), utf8.end(), isPlain);
        const auto length = static_cast<size_t>(end - utf8.begin());
        to.append(utf8.data(), static_cast<qsizetype>(length));
        if (length == utf8.size())
            break;
        const char c = utf8[length];
        if (c == '"' || c == '\\')
            to.append('\\').append(c);
        else if (c == '\n')
            to.append("\\n");
        else
            to.append("\\u00").append(Hex[c >> 4]).append(Hex[c & 15]);
        utf8.remove_prefix(length + 1);
    }
    to.append('"');
}

const Json *member(const Json &value, const char *name)
{
    if (!value.is_object())
        return nullptr;
    const auto found = value.find(name);
    return found == value.end() ? nullptr : &*found;
}

const Json *member(const Json &value, std::initializer_list<const char *> path)
{
    const Json *current = &value;
    for (const char *name : path) {
        current = member(*current, name);
        if (!current)
            return nullptr;
    }
    return current;
}

QString textOf(const Json *value)
{
    return value && value->is_string() ? QString::fromStdString(value->get_ref<const std::string &>())
                                       : QString();
}

const std::string &utf8Of(const Json *value)
{
    static const std::string none;
    return value && value->is_string() ? value->get_ref<const std::string &>() : none;
}

std::optional<double> numberOf(const Json *value)
{
    if (!value || !value->is_number())
        return {};
    const double number = value->get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<int> intOf(const Json *value)
{
    const std::optional<double> number = numberOf(value);
    if (!number || std::trunc(*number) != *number || std::abs(*number) > std::numeric_limits<int>::max())
        return {};
    return static_cast<int>(*number);
}

bool isTrue(const Json *value)
{
    return value && value->is_boolean() && value->get<bool>();
}

bool hasContent(const Json *value)
{
    if (!value)
        return false;
    if (value->is_string())
        return !value->get_ref<const std::string &>().empty();
    return value->is_structured() && !value->empty();
}

} // namespace Belay
