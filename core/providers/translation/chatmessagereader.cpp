// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatmessagereader.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/openairequest.h"

namespace Belay {

namespace {

class ChatMessageReader final
{
public:
    ChatMessageReader(RequestFields &message, Conversation &request)
        : m_message(message)
        , m_request(request)
    { }

    void read()
    {
        const std::string role = m_message.requiredText("role");
        if (role == "system" || role == "developer")
            readSystem();
        else if (role == "user")
            addAll(Role::User, readContent("content"));
        else if (role == "assistant")
            readAssistant();
        else if (role == "tool")
            readResult(m_message.requiredText("tool_call_id"));
        else if (role == "function")
            readResult(lastCallOf(m_message.requiredText("name")));
        else
            m_message.refuse("role", "Expected developer, system, user, assistant, tool or function.");
        if (role != "tool" && role != "function" && m_message.isSet("name"))
            addOnce(m_request.droppable, Dropped::Name);
        m_message.ignore({"name", "tool_call_id", "annotations"});
        if (m_message.hasOthers())
            addOnce(m_request.droppable, Dropped::Extensions);
    }

private:
    void addAll(Role role, std::vector<MessagePart> parts)
    {
        for (MessagePart &part : parts)
            append(m_request.messages, role, std::move(part));
    }

    void readSystem()
    {
        for (const MessagePart &part : readContent("content")) {
            const auto *text = std::get_if<TextPart>(&part);
            if (!text) {
                m_message.refuse("content", "Expected text.");
                return;
            }
            m_request.system += (m_request.system.empty() ? "" : "\n") + text->text;
        }
    }

    void readAssistant()
    {
        for (const char *name : {"reasoning_content", "reasoning"}) {
            const std::string &text = utf8Of(m_message.find(name));
            if (!text.empty()) {
                append(m_request.messages, Role::Assistant, ReasoningPart {text, {}, Dialect::OpenAi, false});
                break;
            }
        }
        m_message.ignore({"reasoning", "reasoning_details"});
        addAll(Role::Assistant, readContent("content"));
        if (std::string refusal = m_message.text("refusal"); !refusal.empty())
            append(m_request.messages, Role::Assistant, RefusalPart {std::move(refusal)});
        if (m_message.isSet("audio"))
            addOnce(m_request.needed, "audio");
        if (Json *calls = m_message.array("tool_calls")) {
            for (size_t i = 0; i < calls->size(); ++i)
                readCall(&(*calls)[i], m_message.pathTo("tool_calls", i));
        }
        readLegacyCall();
    }

    void readCall(Json *json, const std::string &path)
    {
        RequestFields call(json, path, m_message.problem());
        if (call.text("type") == "custom") {
            addOnce(m_request.needed, "tools");
            return;
        }
        std::string id = call.requiredText("id");
        RequestFields fields(call.find("function"), call.pathTo("function"), m_message.problem());
        std::string name = fields.requiredText("name");
        append(m_request.messages, Role::Assistant,
            ToolCallPart {std::move(id), std::move(name), readArguments(fields, "arguments")});
    }

    // The older form had no ids: one is made, which the result finds by the name of its function.
    void readLegacyCall()
    {
        Json *call = m_message.object("function_call");
        if (!call)
            return;
        RequestFields fields(call, m_message.pathTo("function_call"), m_message.problem());
        std::string name = fields.requiredText("name");
        std::string id = "call_" + std::to_string(m_request.messages.size()) + '_' + name;
        append(m_request.messages, Role::Assistant,
            ToolCallPart {std::move(id), std::move(name), readArguments(fields, "arguments")});
    }

    std::string lastCallOf(const std::string &name) const
    {
        for (auto message = m_request.messages.rbegin(); message != m_request.messages.rend(); ++message) {
            for (auto part = message->parts.rbegin(); part != message->parts.rend(); ++part) {
                const auto *call = std::get_if<ToolCallPart>(&*part);
                if (call && call->name == name)
                    return call->id;
            }
        }
        return name;
    }

    void readResult(std::string callId)
    {
        ToolResultPart result {std::move(callId), {}, false};
        for (MessagePart &part : readContent("content")) {
            if (auto *text = std::get_if<TextPart>(&part))
                result.content.emplace_back(std::move(*text));
            else if (auto *image = std::get_if<ImagePart>(&part))
                result.content.emplace_back(std::move(*image));
            else if (auto *file = std::get_if<FilePart>(&part))
                result.content.emplace_back(std::move(*file));
            else
                m_message.refuse("content", "Expected text.");
        }
        append(m_request.messages, Role::User, std::move(result));
    }

    /// Text that is empty says nothing, and some refuse it.
    std::vector<MessagePart> readContent(const char *name)
    {
        std::vector<MessagePart> parts;
        Json *content = m_message.find(name);
        if (!content)
            return parts;
        if (content->is_string()) {
            if (std::string text = m_message.text(name); !text.empty())
                parts.push_back(TextPart {std::move(text)});
        } else if (content->is_array()) {
            for (size_t i = 0; i < content->size(); ++i) {
                RequestFields part(&(*content)[i], m_message.pathTo(name, i), m_message.problem());
                readPart(part, parts);
            }
        } else {
            m_message.refuse(name, "Expected a string or an array of parts.");
        }
        return parts;
    }

    void readPart(RequestFields &part, std::vector<MessagePart> &parts)
    {
        const std::string type = part.requiredText("type");
        if (part.isSet("cache_control"))
            addOnce(m_request.droppable, Dropped::CacheControl);
        if (type == "text") {
            if (std::string text = part.text("text"); !text.empty())
                parts.push_back(TextPart {std::move(text)});
        } else if (type == "refusal") {
            parts.push_back(RefusalPart {part.text("refusal")});
        } else if (type == "image_url") {
            readImageUrl(part, parts);
        } else if (type == "input_audio") {
            RequestFields fields(part.find("input_audio"), part.pathTo("input_audio"), part.problem());
            std::string format = fields.requiredText("format");
            parts.push_back(AudioPart {std::move(format), fields.requiredText("data")});
        } else if (type == "file") {
            readFile(part, parts);
        } else {
            part.refuse("type", "Expected text, image_url, input_audio, file or refusal.");
        }
    }

    /// An object; from some clients the address itself.
    void readImageUrl(RequestFields &part, std::vector<MessagePart> &parts)
    {
        Json *image = part.find("image_url");
        if (image && image->is_string()) {
            readImage(part.text("image_url"), {}, part, "image_url", parts);
            return;
        }
        RequestFields fields(image, part.pathTo("image_url"), part.problem());
        const std::string detail = fields.text("detail");
        readImage(fields.text("url"), detail, fields, "url", parts);
    }

    void readFile(RequestFields &part, std::vector<MessagePart> &parts)
    {
        RequestFields file(part.find("file"), part.pathTo("file"), part.problem());
        const std::string name = file.text("filename");
        if (file.isSet("file_data"))
            parts.push_back(fileFrom(file.text("file_data"), name));
        else if (file.isSet("file_id"))
            addOnce(m_request.needed, "files"); // it lies at the provider that took it
        else
            file.refuse({}, "Expected file_data or file_id.");
    }

    RequestFields &m_message;
    Conversation &m_request;
};

} // namespace

void readChatMessages(RequestFields &fields, Conversation &request)
{
    Json *messages = fields.array("messages");
    if (!messages || messages->empty()) {
        fields.refuse("messages", "Expected an array with at least one message.");
        return;
    }
    for (size_t i = 0; i < messages->size(); ++i) {
        RequestFields message(&(*messages)[i], fields.pathTo("messages", i), fields.problem());
        ChatMessageReader(message, request).read();
        if (fields.problem())
            return;
    }
}

} // namespace Belay
