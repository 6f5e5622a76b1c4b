// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/bodycheck.h"

#include <simdjson.h>

#include <string_view>

namespace Belay {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr int DeepestNesting = 256;
// Buffers for larger bodies are given back at once: one big image must not stay in memory for good.
constexpr size_t KeptCapacity = 1024 * 1024;

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Of a string without its quotes. simdjson has checked UTF-8 and control characters; what it skips is only
/// known to end in a quote.
bool isStringText(std::string_view text)
{
    for (size_t i = text.find('\\'); i != std::string_view::npos; i = text.find('\\', i)) {
        const char letter = i + 1 < text.size() ? text[i + 1] : '\0';
        if (letter != 'u') {
            if (letter == '\0' || std::string_view("\"\\/bfnrt").find(letter) == std::string_view::npos)
                return false;
            i += 2;
            continue;
        }
        constexpr size_t Length = 6;
        if (i + Length > text.size())
            return false;
        for (size_t digit = i + 2; digit < i + Length; ++digit) {
            if (!isHexDigit(text[digit]))
                return false;
        }
        i += Length;
    }
    return true;
}

/// Where the string ends that begins behind `text`'s first quote; npos: nowhere.
size_t closingQuote(std::string_view text)
{
    size_t at = 1;
    for (;;) {
        const size_t quote = text.find('"', at);
        if (quote == std::string_view::npos)
            return quote;
        size_t slashes = 0;
        while (text[quote - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return quote;
        at = quote + 1;
    }
}

bool isStringToken(std::string_view token)
{
    return token.size() >= 2 && closingQuote(token) == token.size() - 1
        && isStringText(token.substr(1, token.size() - 2));
}

/// RFC 8259 6, of any size: how far a number is understood is for its reader.
bool isNumberToken(std::string_view token)
{
    size_t i = 0;
    const auto digits = [&] {
        const size_t begin = i;
        while (i < token.size() && token[i] >= '0' && token[i] <= '9')
            ++i;
        return i - begin;
    };
    const auto isAt = [&](std::string_view any) {
        return i < token.size() && any.find(token[i]) != std::string_view::npos;
    };
    if (isAt("-"))
        ++i;
    const bool zero = isAt("0");
    const size_t whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (isAt(".")) {
        ++i;
        if (digits() == 0)
            return false;
    }
    if (isAt("eE")) {
        ++i;
        if (isAt("+-"))
            ++i;
        if (digits() == 0)
            return false;
    }
    return i == token.size();
}

std::string_view withoutBlanks(std::string_view token)
{
    const size_t last = token.find_last_not_of(" \t\r\n");
    return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool isPlainScalar(std::string_view token)
{
    return token == "true" || token == "false" || token == "null" || isNumberToken(token);
}

std::optional<BodyFault> checkValue(ondemand::value value, int depth);

/// The text of a key in the document: simdjson gives where it begins.
bool isKeyText(const ondemand::raw_json_string &key, const char *end)
{
    const char *const begin = key.raw() - 1;
    const std::string_view rest(begin, static_cast<size_t>(end - begin));
    const size_t closing = closingQuote(rest);
    return closing != std::string_view::npos && isStringText(rest.substr(1, closing - 1));
}

std::optional<BodyFault> checkArray(ondemand::value &value, int depth)
{
    ondemand::array array;
    if (value.get_array().get(array))
        return BodyFault::NotAnObject;
    for (auto element : array) {
        ondemand::value item;
        if (std::move(element).get(item))
            return BodyFault::NotAnObject;
        if (const auto fault = checkValue(item, depth))
            return fault;
    }
    return {};
}

std::optional<BodyFault> checkObject(ondemand::value &value, int depth)
{
    ondemand::object object;
    if (value.get_object().get(object))
        return BodyFault::NotAnObject;
    for (auto member : object) {
        ondemand::field field;
        if (std::move(member).get(field))
            return BodyFault::NotAnObject;
        const std::string_view token = field.value().raw_json_token();
        if (!isKeyText(field.key(), token.data()))
            return BodyFault::NotAnObject;
        if (const auto fault = checkValue(field.value(), depth))
            return fault;
    }
    return {};
}

/// `depth` is the value's own, should it be a container.
std::optional<BodyFault> checkValue(ondemand::value value, int depth)
{
    const std::string_view token = value.raw_json_token();
    if (token.empty())
        return BodyFault::NotAnObject;
    if (token.front() == '"') {
        // Taken, not skipped: what is skipped may be followed by a colon as if it were a key.
        const bool isTaken = !value.get_raw_json_string().error();
        return isTaken && isStringToken(withoutBlanks(token)) ? std::nullopt
                                                              : std::optional(BodyFault::NotAnObject);
    }
    if (token.front() != '{' && token.front() != '[')
        return isPlainScalar(withoutBlanks(token)) ? std::nullopt : std::optional(BodyFault::NotAnObject);
    if (depth > DeepestNesting)
        return BodyFault::TooDeep;
    return token.front() == '{' ? checkObject(value, depth + 1) : checkArray(value, depth + 1);
}

} // namespace

struct BodyCheck::Parser {
    /// The fields of the whole, as far as they matter.
    std::optional<BodyFault> readTop(const QByteArray &body, ondemand::document &document, BodyFacts &facts);
    std::optional<BodyFault> readField(const QByteArray &body, ondemand::field &field, BodyFacts &facts);

    ondemand::parser parser;
    int models = 0;
};

std::optional<BodyFault> BodyCheck::Parser::readField(
    const QByteArray &body, ondemand::field &field, BodyFacts &facts)
{
    std::string_view token = field.value().raw_json_token();
    if (!isKeyText(field.key(), token.data()))
        return BodyFault::NotAnObject;
    // A key that cannot be unescaped (half of a surrogate pair) is none of ours.
    std::string_view key;
    const bool isReadable = !field.unescaped_key().get(key);
    token = withoutBlanks(token);
    if (isReadable && key == "stream")
        facts.stream = token == "true";
    if (!isReadable || key != "model")
        return checkValue(field.value(), 2);
    if (++models > 1)
        return BodyFault::TwoModels;
    facts.model = {token.data() - body.constData(), static_cast<qsizetype>(token.size())};
    if (token.empty() || token.front() != '"')
        return checkValue(field.value(), 2);
    std::string_view name;
    const bool isName = !field.value().get_string().get(name);
    facts.modelName = isName
        ? QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))
        : QString(QChar(QChar::ReplacementCharacter)); // half of a surrogate pair: a name that nobody has
    return isStringToken(token) ? std::nullopt : std::optional(BodyFault::NotAnObject);
}

std::optional<BodyFault> BodyCheck::Parser::readTop(
    const QByteArray &body, ondemand::document &document, BodyFacts &facts)
{
    ondemand::object object;
    if (document.get_object().get(object))
        return BodyFault::NotAnObject;
    for (auto member : object) {
        ondemand::field field;
        if (std::move(member).get(field))
            return BodyFault::NotAnObject;
        if (const auto fault = readField(body, field, facts))
            return fault;
    }
    // `{…}{…}` would pass: what stands behind the first object was never looked at.
    const char *rest = nullptr;
    if (document.current_location().get(rest) != simdjson::OUT_OF_BOUNDS)
        return BodyFault::NotAnObject;
    return {};
}

BodyCheck::BodyCheck()
    : m_parser(std::make_unique<Parser>())
{ }

BodyCheck::~BodyCheck() = default;

Result<BodyFacts, BodyFault> BodyCheck::read(QByteArray &body)
{
    const qsizetype room = body.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    if (body.capacity() < room)
        body.reserve(room);
    const simdjson::padded_string_view text(
        body.constData(), static_cast<size_t>(body.size()), static_cast<size_t>(body.capacity()));
    m_parser->models = 0;
    BodyFacts facts;
    ondemand::document document;
    std::optional<BodyFault> fault;
    if (m_parser->parser.iterate(text).get(document))
        fault = BodyFault::NotAnObject;
    else
        fault = m_parser->readTop(body, document, facts);
    if (m_parser->parser.capacity() > KeptCapacity)
        m_parser->parser = ondemand::parser();
    if (fault)
        return Unexpected {*fault};
    if (facts.modelName.isEmpty())
        return Unexpected {BodyFault::NoModel};
    return facts;
}

} // namespace Belay
