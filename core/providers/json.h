// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

#include <optional>

namespace Belay {

/// Keeps the order of its members: the properties of a JSON schema are an order that models answer in.
using Json = nlohmann::ordered_json;

/// The one way from bytes to a document. Nothing for what is not JSON, nests deeper than 256 or is larger
/// than 64 MiB. Never throws.
std::optional<Json> parseJson(QByteArrayView text);
/// Whether `text` nests deeper than `limit`, told without building anything.
bool nestsDeeper(QByteArrayView text, int limit);
/// Bytes of a document; text that is not UTF-8 becomes U+FFFD.
QByteArray toBytes(const Json &value);
/// Appends `utf8` as a JSON string, with its quotes. For text that came out of a document, so that it is
/// UTF-8.
void appendJsonText(QByteArray &to, std::string_view utf8);

/// The member under a name; null where `value` is no object or has no such member.
const Json *member(const Json &value, const char *name);
/// The same along a path of names.
const Json *member(const Json &value, std::initializer_list<const char *> path);
/// The text of a string; empty for everything else, also for no value at all.
QString textOf(const Json *value);
/// The same as it stands in the document, without a copy.
const std::string &utf8Of(const Json *value);
/// A whole number, also one that is written as `12.0`; nothing where it does not fit.
std::optional<int> intOf(const Json *value);
std::optional<double> numberOf(const Json *value);
/// True only for the boolean.
bool isTrue(const Json *value);
/// A string with at least one character, or an array or object with at least one item.
bool hasContent(const Json *value);

} // namespace Belay
