// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/targetneeds.h"

#include <algorithm>

namespace Belay {

namespace {

bool hasImage(const Message &message)
{
    const auto isImage = [](const auto &part) { return std::holds_alternative<ImagePart>(part); };
    return std::any_of(message.parts.begin(), message.parts.end(), [&](const MessagePart &part) {
        const auto *result = std::get_if<ToolResultPart>(&part);
        return isImage(part)
            || (result && std::any_of(result->content.begin(), result->content.end(), isImage));
    });
}

} // namespace

bool isKnown(const ModelInfo &model)
{
    return !model.pattern.isEmpty() && model.pattern != u"*";
}

std::vector<std::string> missingAbilities(const Conversation &conversation, const ModelCapabilities &model)
{
    std::vector<std::string> missing = conversation.needed;
    const std::vector<Message> &messages = conversation.messages;
    if (!conversation.tools.empty() && !model.tools)
        addOnce(missing, "tools");
    if (!model.images && std::any_of(messages.begin(), messages.end(), hasImage))
        addOnce(missing, "images");
    if (conversation.schema && !model.jsonSchema)
        addOnce(missing, conversation.schema->field);
    return missing;
}

} // namespace Belay
