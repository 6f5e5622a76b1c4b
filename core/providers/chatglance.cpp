// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/chatglance.h"

#include "core/providers/openaicodec.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <limits>

namespace Belay {

namespace {

namespace dom = simdjson::dom;

constexpr size_t DeepestNesting = 256;
// The buffers for more than this are given back at once.
constexpr size_t KeptText = 256 * 1024;

/// What one document tells; it is noted only once all of it was plain.
struct Glance {
    std::string_view model;
    std::string_view provider;
    std::string_view id;
    std::string_view finish;
    std::optional<int> tokensIn;
    std::optional<int> tokensOut;
    std::optional<int> tokensTotal;
    bool hasChoices = false;
    bool content = false;
};

std::string_view textOf(const dom::element &value)
{
    std::string_view text;
    return value.get_string().get(text) ? std::string_view() : text;
}

bool isFilled(const dom::element &value)
{
    switch (value.type()) {
    case dom::element_type::STRING:
        return !textOf(value).empty();
    case dom::element_type::ARRAY:
        return dom::array(value).begin() != dom::array(value).end();
    case dom::element_type::OBJECT:
        return dom::object(value).begin() != dom::object(value).end();
    default:
        return false;
    }
}

bool isPieceName(std::string_view name)
{
    constexpr std::array<std::string_view, 6> Names {
        "content", "refusal", "reasoning_content", "reasoning", "tool_calls", "function_call"};
    return std::ranges::find(Names, name) != Names.end();
}

bool glanceAtPiece(const dom::element &piece, Glance &seen)
{
    dom::object members;
    if (piece.get_object().get(members))
        return piece.is_null();
    for (const auto &[name, value] : members)
        seen.content = seen.content || (isPieceName(name) && isFilled(value));
    return true;
}

bool glanceAtChoice(const dom::element &choice, Glance &seen)
{
    dom::object members;
    if (choice.get_object().get(members))
        return false;
    for (const auto &[name, value] : members) {
        if (name == "delta" || name == "message") {
            if (!glanceAtPiece(value, seen))
                return false;
        } else if (name == "text") {
            seen.content = seen.content || isFilled(value);
        } else if (name == "finish_reason") {
            const std::string_view reason = openAiFinishWord(textOf(value));
            if (reason == "error")
                return false;
            if (!reason.empty())
                seen.finish = reason;
        }
    }
    return true;
}

/// `12.0` is a number of tokens too, but nobody hurries to read it.
bool glanceAtCount(const dom::element &value, std::optional<int> &count)
{
    std::int64_t number = 0;
    if (value.get_int64().get(number) || number > std::numeric_limits<int>::max()
        || number < -std::numeric_limits<int>::max())
        return value.is_null();
    count = static_cast<int>(number);
    return true;
}

bool glanceAtUsage(const dom::element &usage, Glance &seen)
{
    dom::object members;
    if (usage.get_object().get(members))
        return usage.is_null();
    for (const auto &[name, value] : members) {
        if (name == "prompt_tokens" && !glanceAtCount(value, seen.tokensIn))
            return false;
        if (name == "completion_tokens" && !glanceAtCount(value, seen.tokensOut))
            return false;
        if (name == "total_tokens" && !glanceAtCount(value, seen.tokensTotal))
            return false;
    }
    return true;
}

bool glanceAtChoices(const dom::element &choices, Glance &seen)
{
    dom::array list;
    if (std::exchange(seen.hasChoices, true) || choices.get_array().get(list))
        return false;
    return std::all_of(
        list.begin(), list.end(), [&](const dom::element &choice) { return glanceAtChoice(choice, seen); });
}

bool glanceAt(const dom::element &document, Glance &seen)
{
    dom::object members;
    if (document.get_object().get(members))
        return false;
    for (const auto &[name, value] : members) {
        if (name == "error" && !value.is_null())
            return false;
        if (name == "x_groq")
            return false;
        if (name == "model")
            seen.model = textOf(value);
        else if (name == "provider")
            seen.provider = textOf(value);
        else if (name == "id")
            seen.id = textOf(value);
        else if (name == "usage" && !glanceAtUsage(value, seen))
            return false;
        else if (name == "choices" && !glanceAtChoices(value, seen))
            return false;
    }
    return seen.hasChoices;
}

/// The same in every chunk: made into a QString once.
void note(QString &field, std::string_view text)
{
    const QUtf8StringView view(text.data(), static_cast<qsizetype>(text.size()));
    if (!text.empty() && QAnyStringView::compare(field, view) != 0)
        field = view.toString();
}

void note(const Glance &seen, AnswerState &state)
{
    state.readable = true;
    state.content = state.content || seen.content;
    note(state.servedModel, seen.model);
    note(state.servedBy, seen.provider);
    if (state.requestId.isEmpty())
        note(state.requestId, seen.id);
    if (seen.tokensIn)
        state.tokensIn = seen.tokensIn;
    if (seen.tokensOut)
        state.tokensOut = seen.tokensIn && seen.tokensTotal
            ? std::max(*seen.tokensOut, *seen.tokensTotal - *seen.tokensIn)
            : *seen.tokensOut;
    if (!seen.finish.empty()) {
        state.finished = true;
        note(state.finishReason, seen.finish);
    }
}

bool glanceWith(dom::parser &parser, QByteArrayView text, AnswerState &state)
{
    dom::element document;
    Glance seen;
    const auto size = static_cast<size_t>(text.size());
    if (parser.capacity() < size && parser.allocate(std::max(size, size_t {4'096}), DeepestNesting))
        return false;
    if (parser.parse(text.data(), size).get(document) || !glanceAt(document, seen))
        return false;
    note(seen, state);
    return true;
}

} // namespace

bool glanceAtChat(QByteArrayView text, AnswerState &state)
{
    if (static_cast<size_t>(text.size()) > KeptText) {
        dom::parser parser;
        return glanceWith(parser, text, state);
    }
    thread_local dom::parser parser; // its buffers, for all answers of a thread
    return glanceWith(parser, text, state);
}

} // namespace Belay
