// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"
#include "core/domain/sets.h"
#include "core/providers/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace Belay {

// A request to a model in no dialect. Text is UTF-8 as it came from the JSON; ids are the client's own.

struct TextPart {
    std::string text;
};
/// Either `data` (base64, as sent) with its media type, or a URL.
struct ImagePart {
    std::string mediaType;
    std::string data;
    std::string url;
    std::string detail;
};
/// A document: PDF or text, base64, as sent.
struct FilePart {
    std::string mediaType;
    std::string data;
    std::string url;
    std::string name;
};
struct AudioPart {
    std::string format;
    std::string data;
};
struct ToolCallPart {
    std::string id;
    std::string name;
    std::string arguments; ///< JSON text of an object; never empty: `{}`
};
struct ToolResultPart {
    std::string callId;
    std::vector<std::variant<TextPart, ImagePart, FilePart>> content;
    bool isError = false;
};
/// What a model thought aloud. A signature is good at the dialect that made it only; without text it seals
/// the tool call after it. Redacted: `signature` is all there is.
struct ReasoningPart {
    std::string text;
    std::string signature;
    Dialect signer = Dialect::Anthropic;
    bool redacted = false;
};
struct RefusalPart {
    std::string text;
};
using MessagePart = std::variant<TextPart, ImagePart, FilePart, AudioPart, ToolCallPart, ToolResultPart,
    ReasoningPart, RefusalPart>;

enum class Role { User, Assistant };

/// Consecutive messages of one role are one; a tool's result is a part of a user message.
struct Message {
    Role role = Role::User;
    std::vector<MessagePart> parts;
};

struct ToolDefinition {
    std::string name;
    std::string description;
    Json parameters; ///< a JSON schema; an empty object schema where the client gave none
    bool strict = false;
};

enum class ToolChoiceKind { Auto, None, Required, Named };
struct ToolChoice {
    ToolChoiceKind kind = ToolChoiceKind::Auto;
    std::string name;
};

struct JsonSchemaFormat {
    std::string name;
    Json schema;
    bool strict = false;
    std::string field = "response_format"; ///< where the client asked for it, as `needed` names it
};
enum class ResponseFormat { Text, JsonObject, JsonSchema };

/// In OpenAI's words (API reference, `reasoning_effort`).
enum class Effort { None, Minimal, Low, Medium, High, ExtraHigh, Max };
template <>
struct EnumNames<Effort> {
    static constexpr auto values
        = std::to_array<std::string_view>({"none", "minimal", "low", "medium", "high", "xhigh", "max"});
};

struct Conversation {
    std::string model; ///< as the client wrote it
    std::string system; ///< every system and developer text, joined by line feeds
    std::vector<Message> messages;
    std::vector<ToolDefinition> tools;
    std::optional<ToolChoice> toolChoice;
    std::optional<bool> parallelToolCalls;
    std::optional<int> maxTokens;
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<int> topK;
    std::optional<std::int64_t> seed;
    std::optional<double> presencePenalty;
    std::optional<double> frequencyPenalty;
    std::vector<std::string> stop;
    ResponseFormat format = ResponseFormat::Text;
    std::optional<JsonSchemaFormat> schema;
    std::optional<Effort> effort;
    std::string user;
    std::string serviceTier; ///< in OpenAI's words: auto, default, flex, priority
    bool stream = false;
    bool includeUsage = false; ///< a chat client asked for the usage chunk
    bool showReasoning = false; ///< the client asked to see it: others take the first block for the answer

    /// Fields of the closed list of contract 7 that the client sent and no other dialect has.
    std::vector<std::string> droppable;
    /// Fields and abilities without which the answer would be a different one: `n`, `logprobs`, `audio` …
    /// (contract 7, *needed*), by the name that a client knows.
    std::vector<std::string> needed;
    /// What an answer repeats of the request (Responses); null where answers repeat nothing.
    Json echo;
};

/// Adds a part to the last message, or to a new one where the last is of the other role.
void append(std::vector<Message> &messages, Role role, MessagePart part);
/// Adds a name to a list that holds each name once: `droppable`, `needed`, `dropped`.
void addOnce(std::vector<std::string> &names, std::string_view name);

} // namespace Belay
