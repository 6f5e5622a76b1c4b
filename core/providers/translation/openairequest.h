// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/translation/conversation.h"
#include "core/providers/translation/requestfields.h"

namespace Belay {

// What the requests of chat completions and of Responses have in common.

/// Sampling, user, tier, storage, stream: fields of one name and one meaning in both.
void readCommonFields(RequestFields &fields, Conversation &request);
/// A picture, or a document that came as one; an address is http(s) or a data URI in base64.
void readImage(std::string address, const std::string &detail, RequestFields &fields, const char *field,
    std::vector<MessagePart> &parts);
/// `data` is base64, bare or in a data URI.
FilePart fileFrom(std::string data, const std::string &name);
/// The text of a call's arguments; a fault where it is no JSON object.
std::string readArguments(RequestFields &fields, const char *field);
/// A function with `name`, `description`, `parameters` and `strict`.
ToolDefinition readFunction(RequestFields &fields);
/// `auto`, `none` and `required`; nothing for another word.
std::optional<ToolChoice> toolChoiceOf(std::string_view word);
JsonSchemaFormat readSchema(RequestFields &fields, std::string field);
void readEffort(RequestFields &fields, const char *field, Conversation &request);
/// Keeps the tools that `allowed` names (`tools` with `mode`), in its `tool_choice` of type `allowed_tools`.
void restrictTools(RequestFields &allowed, Conversation &request);

} // namespace Belay
