// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesblocks.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/thinkingseal.h"

namespace Belay {

namespace {

Json *mutableMember(Json &object, const char *name)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string argumentsOf(const Json *input)
{
    return input && input->is_object() ? toBytes(*input).toStdString() : std::string("{}");
}

bool isAttachment(const std::string &type)
{
    return type == "text" || type == "image" || type == "document";
}

} // namespace

std::string takeText(Json &object, const char *name)
{
    Json *value = mutableMember(object, name);
    return value && value->is_string() ? std::move(value->get_ref<std::string &>()) : std::string();
}

void MessagesBlocks::refuse(std::string param, std::string message)
{
    if (!m_problem)
        m_problem = RequestProblem {std::move(param), std::move(message)};
}

void MessagesBlocks::noteCacheControl(const Json &holder)
{
    const Json *control = member(holder, "cache_control");
    if (control && !control->is_null())
        addOnce(m_conversation.droppable, Dropped::CacheControl);
}

void MessagesBlocks::read(Role role, Json &content, const std::string &where)
{
    if (content.is_string()) {
        if (std::string text = std::move(content.get_ref<std::string &>()); !text.empty())
            append(m_conversation.messages, role, TextPart {std::move(text)});
        return;
    }
    if (!content.is_array())
        return refuse(where + ".content", "content is a text or an array of blocks");
    size_t index = 0;
    for (Json &block : content)
        readBlock(role, block, where + ".content." + std::to_string(index++));
}

std::string MessagesBlocks::readText(Json &content, const std::string &where)
{
    if (content.is_string())
        return std::move(content.get_ref<std::string &>());
    std::string text;
    if (!content.is_array()) {
        refuse(where, where + " is a text or an array of text blocks");
        return text;
    }
    for (Json &block : content) {
        if (utf8Of(member(block, "type")) != "text") {
            refuse(where, where + " holds text blocks only");
            break;
        }
        noteCacheControl(block);
        const std::string piece = takeText(block, "text");
        if (!piece.empty() && !text.empty())
            text += '\n';
        text += piece;
    }
    return text;
}

void MessagesBlocks::readBlock(Role role, Json &block, const std::string &where)
{
    const std::string type = utf8Of(member(block, "type"));
    if (type.empty())
        return refuse(where + ".type", "a block is an object with a type");
    noteCacheControl(block);
    if (isAttachment(type)) {
        std::vector<Attachment> found;
        readAttachment(type, block, where, found);
        for (Attachment &one : found) {
            std::visit(
                [&](auto &part) { append(m_conversation.messages, role, MessagePart(std::move(part))); },
                one);
        }
    } else if (role == Role::User) {
        readUserBlock(type, block, where);
    } else {
        readAssistantBlock(type, block, where);
    }
}

void MessagesBlocks::readUserBlock(const std::string &type, Json &block, const std::string &where)
{
    if (type == "tool_result")
        readToolResult(block, where);
    else
        need(type);
}

void MessagesBlocks::readAssistantBlock(const std::string &type, Json &block, const std::string &where)
{
    std::vector<Message> &messages = m_conversation.messages;
    if (type == "tool_use") {
        ToolCallPart call {
            takeText(block, "id"), takeText(block, "name"), argumentsOf(member(block, "input"))};
        if (call.id.empty() || call.name.empty())
            return refuse(where, "a tool_use block has an id and a name");
        append(messages, Role::Assistant, std::move(call));
    } else if (type == "thinking") {
        const ThinkingSeal seal = readSeal(utf8Of(member(block, "signature")));
        ReasoningPart part {takeText(block, "thinking"), seal.signature};
        part.signer = seal.signer.value_or(Dialect::Anthropic);
        append(messages, Role::Assistant, std::move(part));
    } else if (type == "redacted_thinking") {
        ReasoningPart part {{}, takeText(block, "data")};
        part.redacted = true;
        append(messages, Role::Assistant, std::move(part));
    } else {
        need(type);
    }
}

void MessagesBlocks::readToolResult(Json &block, const std::string &where)
{
    ToolResultPart result;
    result.callId = takeText(block, "tool_use_id");
    result.isError = isTrue(member(block, "is_error"));
    if (result.callId.empty())
        return refuse(where + ".tool_use_id", "a tool_result block names its tool_use_id");
    if (Json *content = mutableMember(block, "content"))
        readAttachments(*content, where + ".content", result.content);
    append(m_conversation.messages, Role::User, std::move(result));
}

void MessagesBlocks::readAttachments(Json &content, const std::string &where, std::vector<Attachment> &to)
{
    if (content.is_string()) {
        if (std::string text = std::move(content.get_ref<std::string &>()); !text.empty())
            to.emplace_back(TextPart {std::move(text)});
        return;
    }
    if (!content.is_array())
        return refuse(where, "content is a text or an array of blocks");
    size_t index = 0;
    for (Json &block : content) {
        noteCacheControl(block);
        readAttachment(utf8Of(member(block, "type")), block, where + '.' + std::to_string(index++), to);
    }
}

void MessagesBlocks::readAttachment(
    const std::string &type, Json &block, const std::string &where, std::vector<Attachment> &to)
{
    if (type == "text") {
        const Json *text = member(block, "text");
        if (!text || !text->is_string())
            return refuse(where + ".text", "a text block has a text");
        if (std::string words = takeText(block, "text"); !words.empty())
            to.emplace_back(TextPart {std::move(words)});
    } else if (type == "image") {
        readImage(block, where, to);
    } else if (type == "document") {
        readDocument(block, where, to);
    } else if (type.empty()) {
        refuse(where + ".type", "a block is an object with a type");
    } else {
        need(type);
    }
}

void MessagesBlocks::readImage(Json &block, const std::string &where, std::vector<Attachment> &to)
{
    Json *source = mutableMember(block, "source");
    const std::string kind = source ? utf8Of(member(*source, "type")) : std::string();
    ImagePart image;
    if (kind == "base64") {
        image.mediaType = takeText(*source, "media_type");
        image.data = takeText(*source, "data");
    } else if (kind == "url") {
        image.url = takeText(*source, "url");
    } else if (kind == "file") {
        return need("files");
    }
    if (image.data.empty() && image.url.empty())
        return refuse(where + ".source", "an image has a source of the type base64, url or file");
    to.emplace_back(std::move(image));
}

// A plain text goes as text, which every model reads; its title and context before it.
void MessagesBlocks::readDocument(Json &block, const std::string &where, std::vector<Attachment> &to)
{
    if (isTrue(member(block, {"citations", "enabled"})))
        need("citations");
    Json *source = mutableMember(block, "source");
    const std::string kind = source ? utf8Of(member(*source, "type")) : std::string();
    std::string title = takeText(block, "title");
    if (kind == "file")
        return need("files");
    if (kind == "text" || kind == "content") {
        for (std::string head : {std::move(title), takeText(block, "context")}) {
            if (!head.empty())
                to.emplace_back(TextPart {std::move(head)});
        }
        if (Json *content = mutableMember(*source, kind == "text" ? "data" : "content"))
            readAttachments(*content, where + ".source", to);
        return;
    }
    FilePart file;
    file.name = std::move(title);
    file.mediaType = "application/pdf";
    if (kind == "base64") {
        file.data = takeText(*source, "data");
        if (std::string given = takeText(*source, "media_type"); !given.empty())
            file.mediaType = std::move(given);
    } else if (kind == "url") {
        file.url = takeText(*source, "url");
    }
    if (file.data.empty() && file.url.empty())
        return refuse(
            where + ".source", "a document has a source of the type base64, text, content, url or file");
    to.emplace_back(std::move(file));
}

} // namespace Belay
