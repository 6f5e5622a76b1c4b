// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemacheck.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace {

using Json = nlohmann::json;

bool isOfType(const Json &value, const std::string &type)
{
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array())
        || (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean())
        || (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number());
}

bool fits(const std::string &pattern, const Json &value)
{
    const QRegularExpression expression(QString::fromStdString(pattern));
    return expression.isValid()
        && expression.match(QString::fromStdString(value.get<std::string>())).hasMatch();
}

} // namespace

SchemaCheck::SchemaCheck(const Json &schema)
    : m_root(schema)
{ }

QStringList SchemaCheck::errorsOf(const Json &document)
{
    m_errors.clear();
    check(m_root, document, QString());
    return m_errors;
}

void SchemaCheck::expect(bool isGood, const QString &pointer, const std::string &keyword)
{
    if (!isGood)
        m_errors += pointer + QStringLiteral(": ") + QString::fromStdString(keyword);
}

void SchemaCheck::check(const Json &schema, const Json &value, const QString &pointer)
{
    for (const auto &[keyword, rule] : schema.items())
        checkRule(keyword, rule, value, pointer);
    if (value.is_object())
        checkMembers(schema, value, pointer);
    if (!value.is_array() || !schema.contains("items"))
        return;
    for (size_t i = 0; i < value.size(); ++i)
        check(schema["items"], value[i], pointer + u'/' + QString::number(i));
}

void SchemaCheck::checkMembers(const Json &schema, const Json &value, const QString &pointer)
{
    for (const Json &name : schema.value("required", Json::array()))
        expect(value.contains(name), pointer, "required");
    const Json properties = schema.value("properties", Json::object());
    const Json others = schema.value("additionalProperties", Json(true));
    for (const auto &[name, item] : value.items()) {
        const QString below = pointer + u'/' + QString::fromStdString(name);
        if (properties.contains(name))
            check(properties[name], item, below);
        else if (others.is_object())
            check(others, item, below);
        else
            expect(others.get<bool>(), below, "additionalProperties");
    }
}

void SchemaCheck::checkRule(
    const std::string &keyword, const Json &rule, const Json &value, const QString &pointer)
{
    static const std::set<std::string> elsewhere {"$schema", "$defs", "title", "description", "properties",
        "additionalProperties", "required", "items"};
    if (keyword == "$ref")
        check(m_root.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, pointer);
    else if (keyword == "type")
        expect(isOfType(value, rule), pointer, keyword);
    else if (keyword == "const")
        expect(value == rule, pointer, keyword);
    else if (keyword == "enum")
        expect(std::find(rule.begin(), rule.end(), value) != rule.end(), pointer, keyword);
    else if (keyword == "pattern")
        expect(!value.is_string() || fits(rule, value), pointer, keyword);
    else if (keyword == "minLength")
        expect(!value.is_string() || value.get<std::string>().size() >= rule, pointer, keyword);
    else if (keyword == "minimum")
        expect(!value.is_number() || value >= rule, pointer, keyword);
    else if (keyword == "maximum")
        expect(!value.is_number() || value <= rule, pointer, keyword);
    else if (keyword == "minItems")
        expect(!value.is_array() || value.size() >= rule, pointer, keyword);
    else if (keyword == "maxItems")
        expect(!value.is_array() || value.size() <= rule, pointer, keyword);
    else if (keyword == "uniqueItems")
        expect(!value.is_array() || std::set<Json>(value.begin(), value.end()).size() == value.size(),
            pointer, keyword);
    else
        expect(elsewhere.contains(keyword), pointer, keyword);
}
