// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <nlohmann/json.hpp>

/// Checks a document against a JSON schema: the keywords that resources/providers.schema.json uses. One that
/// it does not know is an error too, so that no rule of the schema goes unchecked in silence.
class SchemaCheck final
{
public:
    explicit SchemaCheck(const nlohmann::json &schema);
    /// `/pointer: keyword` of every rule that is broken.
    QStringList errorsOf(const nlohmann::json &document);

private:
    using Json = nlohmann::json;

    void check(const Json &schema, const Json &value, const QString &pointer);
    void checkRule(const std::string &keyword, const Json &rule, const Json &value, const QString &pointer);
    void checkMembers(const Json &schema, const Json &value, const QString &pointer);
    void expect(bool isGood, const QString &pointer, const std::string &keyword);

    const Json &m_root;
    QStringList m_errors;
};
