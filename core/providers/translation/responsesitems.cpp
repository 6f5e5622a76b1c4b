// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/responsesitems.h"

#include "core/providers/translation/openairequest.h"

namespace Belay {

namespace {

class ItemReader final
{
public:
    ItemReader(RequestFields &item, Conversation &request)
        : m_item(item)
        , m_request(request)
    { }

    void read()
    {
        const std::string type = m_item.text("type");
        if (type.empty() || type == "message")
            readMessage();
        else if (type == "function_call")
            readCall();
        else if (type == "function_call_output")
            readResult();
        else if (type == "reasoning")
            readReasoning();
        else if (type == "item_reference")
            addOnce(m_request.needed, "item_reference");
        else
            addOnce(m_request.needed, "tools"); // items of tools that run at OpenAI
    }

private:
    void readMessage()
    {
        const std::string role = m_item.requiredText("role");
        if (role != "user" && role != "assistant" && role != "system" && role != "developer") {
            m_item.refuse("role", "Expected user, assistant, system or developer.");
            return;
        }
        for (MessagePart &part : readContent("content")) {
            if (role == "user" || role == "assistant") {
                append(m_request.messages, role == "user" ? Role::User : Role::Assistant, std::move(part));
                continue;
            }
            const auto *text = std::get_if<TextPart>(&part);
            if (!text) {
                m_item.refuse("content", "Expected text.");
                return;
            }
            m_request.system += (m_request.system.empty() ? "" : "\n") + text->text;
        }
    }

    void readCall()
    {
        std::string id = m_item.requiredText("call_id");
        std::string name = m_item.requiredText("name");
        append(m_request.messages, Role::Assistant,
            ToolCallPart {std::move(id), std::move(name), readArguments(m_item, "arguments")});
    }

    void readResult()
    {
        ToolResultPart result {m_item.requiredText("call_id"), {}, false};
        for (MessagePart &part : readContent("output")) {
            if (auto *text = std::get_if<TextPart>(&part))
                result.content.emplace_back(std::move(*text));
            else if (auto *image = std::get_if<ImagePart>(&part))
                result.content.emplace_back(std::move(*image));
            else if (auto *file = std::get_if<FilePart>(&part))
                result.content.emplace_back(std::move(*file));
            else
                m_item.refuse("output", "Expected text, pictures or files.");
        }
        append(m_request.messages, Role::User, std::move(result));
    }

    /// What is encrypted is OpenAI's own: no other dialect has a use for it.
    void readReasoning()
    {
        ReasoningPart reasoning {{}, {}, Dialect::OpenAi, false};
        for (const char *name : {"content", "summary"}) {
            const Json *pieces = m_item.array(name);
            for (size_t i = 0; pieces && i < pieces->size(); ++i)
                reasoning.text += utf8Of(member((*pieces)[i], "text"));
            if (!reasoning.text.empty())
                break;
        }
        reasoning.signature = m_item.text("encrypted_content");
        reasoning.redacted = reasoning.text.empty();
        if (!reasoning.text.empty() || !reasoning.signature.empty())
            append(m_request.messages, Role::Assistant, std::move(reasoning));
    }

    std::vector<MessagePart> readContent(const char *name)
    {
        std::vector<MessagePart> parts;
        Json *content = m_item.find(name);
        if (content && content->is_array()) {
            for (size_t i = 0; i < content->size(); ++i) {
                RequestFields part(&(*content)[i], m_item.pathTo(name, i), m_item.problem());
                readPart(part, parts);
            }
        } else if (std::string text = m_item.text(name); !text.empty()) {
            parts.push_back(TextPart {std::move(text)});
        }
        return parts;
    }

    void readPart(RequestFields &part, std::vector<MessagePart> &parts)
    {
        const std::string type = part.requiredText("type");
        if (type == "input_text" || type == "output_text" || type == "text") {
            if (std::string text = part.text("text"); !text.empty())
                parts.push_back(TextPart {std::move(text)});
        } else if (type == "refusal") {
            parts.push_back(RefusalPart {part.text("refusal")});
        } else if (type == "input_image") {
            const std::string detail = part.text("detail");
            if (part.isSet("file_id"))
                addOnce(m_request.needed, "files");
            else
                readImage(part.text("image_url"), detail, part, "image_url", parts);
        } else if (type == "input_file") {
            readFile(part, parts);
        } else if (type == "input_audio") {
            RequestFields audio(part.find("input_audio"), part.pathTo("input_audio"), part.problem());
            std::string format = audio.requiredText("format");
            parts.push_back(AudioPart {std::move(format), audio.requiredText("data")});
        } else {
            part.refuse("type", "Expected input_text, input_image, input_file, output_text or refusal.");
        }
    }

    void readFile(RequestFields &part, std::vector<MessagePart> &parts)
    {
        const std::string name = part.text("filename");
        if (part.isSet("file_data"))
            parts.push_back(fileFrom(part.text("file_data"), name));
        else if (part.isSet("file_url"))
            parts.push_back(FilePart {"application/pdf", {}, part.text("file_url"), name});
        else if (part.isSet("file_id"))
            addOnce(m_request.needed, "files"); // it lies at the provider that took it
        else
            part.refuse({}, "Expected file_data, file_url or file_id.");
    }

    RequestFields &m_item;
    Conversation &m_request;
};

} // namespace

void readResponsesInput(RequestFields &fields, Conversation &request)
{
    Json *input = fields.find("input");
    if (input && input->is_string()) {
        append(request.messages, Role::User, TextPart {fields.text("input")});
        return;
    }
    if (!input || !input->is_array() || input->empty()) {
        fields.refuse("input", "Expected a text or an array with at least one item.");
        return;
    }
    for (size_t i = 0; i < input->size() && !fields.problem(); ++i) {
        RequestFields item(&(*input)[i], fields.pathTo("input", i), fields.problem());
        ItemReader(item, request).read();
    }
}

} // namespace Belay
