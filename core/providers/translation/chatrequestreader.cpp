// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatrequestreader.h"

#include "core/providers/translation/chatmessagereader.h"
#include "core/providers/translation/dropped.h"
#include "core/providers/translation/openairequest.h"

namespace Belay {

namespace {

class ChatRequestReader final
{
public:
    explicit ChatRequestReader(Json &body)
        : m_fields(&body, {}, m_problem)
    { }

    Result<Conversation, RequestProblem> read()
    {
        readCommonFields(m_fields, m_request);
        readChatMessages(m_fields, m_request);
        readLimits();
        readTools();
        readToolChoice();
        readFormat();
        readStreamOptions();
        readEffort(m_fields, "reasoning_effort", m_request);
        readOnlyHere();
        if (m_fields.hasOthers())
            addOnce(m_request.droppable, Dropped::Extensions);
        if (m_problem)
            return Unexpected {*m_problem};
        return std::move(m_request);
    }

private:
    void need(std::string_view name) { addOnce(m_request.needed, name); }

    void readLimits()
    {
        const std::optional<int> older = m_fields.whole("max_tokens", 1, MostTokens);
        const std::optional<int> newer = m_fields.whole("max_completion_tokens", 1, MostTokens);
        m_request.maxTokens = newer ? newer : older;
        m_request.presencePenalty = m_fields.number("presence_penalty", -2, 2);
        m_request.frequencyPenalty = m_fields.number("frequency_penalty", -2, 2);
        m_request.seed = m_fields.bigWhole("seed");
        const Json *stop = m_fields.find("stop");
        if (!stop)
            return;
        const Json texts = stop->is_array() ? *stop : Json::array({*stop});
        for (const Json &text : texts) {
            if (!text.is_string())
                m_fields.refuse("stop", "Expected a string or an array of strings.");
            else if (hasContent(&text))
                m_request.stop.push_back(utf8Of(&text));
        }
    }

    void readTools()
    {
        if (Json *tools = m_fields.array("tools")) {
            for (size_t i = 0; i < tools->size(); ++i) {
                RequestFields tool(&(*tools)[i], m_fields.pathTo("tools", i), m_problem);
                readTool(tool);
            }
        }
        if (Json *functions = m_fields.array("functions")) {
            for (size_t i = 0; i < functions->size(); ++i) {
                RequestFields function(&(*functions)[i], m_fields.pathTo("functions", i), m_problem);
                m_request.tools.push_back(readFunction(function));
            }
        }
    }

    void readTool(RequestFields &tool)
    {
        if (tool.requiredText("type") != "function") {
            need("tools");
            return;
        }
        if (tool.find("cache_control"))
            addOnce(m_request.droppable, Dropped::CacheControl);
        RequestFields fields(tool.find("function"), tool.pathTo("function"), m_problem);
        m_request.tools.push_back(readFunction(fields));
    }

    void readToolChoice()
    {
        readLegacyChoice();
        Json *choice = m_fields.find("tool_choice");
        if (!choice)
            return;
        const std::string type = utf8Of(member(*choice, "type"));
        if (choice->is_string()) {
            m_request.toolChoice = toolChoiceOf(utf8Of(choice));
        } else if (type == "function") {
            m_request.toolChoice
                = ToolChoice {ToolChoiceKind::Named, utf8Of(member(*choice, {"function", "name"}))};
        } else if (choice->contains("allowed_tools")) {
            RequestFields fields(&(*choice)["allowed_tools"], "tool_choice.allowed_tools", m_problem);
            restrictTools(fields, m_request);
        } else if (type == "custom") {
            need("tools");
            return;
        }
        const std::optional<ToolChoice> &read = m_request.toolChoice;
        if (!read || (read->kind == ToolChoiceKind::Named && read->name.empty()))
            m_fields.refuse("tool_choice", "Expected none, auto, required or the name of a function.");
    }

    void readLegacyChoice()
    {
        const Json *choice = m_fields.find("function_call");
        if (!choice)
            return;
        m_request.toolChoice = choice->is_string()
            ? toolChoiceOf(utf8Of(choice))
            : std::optional(ToolChoice {ToolChoiceKind::Named, utf8Of(member(*choice, "name"))});
    }

    void readFormat()
    {
        Json *format = m_fields.object("response_format");
        if (!format)
            return;
        RequestFields fields(format, "response_format", m_problem);
        const std::string type = fields.requiredText("type");
        if (type == "json_object") {
            m_request.format = ResponseFormat::JsonObject;
        } else if (type == "json_schema") {
            m_request.format = ResponseFormat::JsonSchema;
            RequestFields inner(fields.find("json_schema"), "response_format.json_schema", m_problem);
            m_request.schema = readSchema(inner, "response_format");
        } else if (type != "text") {
            fields.refuse("type", "Expected text, json_object or json_schema.");
        }
    }

    void readStreamOptions()
    {
        Json *options = m_fields.object("stream_options");
        if (!options)
            return;
        RequestFields fields(options, "stream_options", m_problem);
        m_request.includeUsage = fields.flag("include_usage");
        if (fields.flag("include_obfuscation"))
            addOnce(m_request.droppable, Dropped::StreamObfuscation);
    }

    /// Fields that no other dialect has.
    void readOnlyHere()
    {
        if (m_fields.whole("n", 1, 128).value_or(1) > 1)
            need("n");
        if (m_fields.flag("logprobs"))
            need("logprobs");
        if (m_fields.whole("top_logprobs", 0, 20).value_or(0) > 0)
            need("top_logprobs");
        for (const char *name : {"logit_bias", "audio", "web_search_options"}) {
            if (m_fields.isSet(name))
                need(name);
        }
        if (const Json *modalities = m_fields.array("modalities")) {
            for (const Json &modality : *modalities) {
                if (utf8Of(&modality) != "text")
                    need("modalities");
            }
        }
        if (m_fields.isSet("prediction"))
            addOnce(m_request.droppable, Dropped::Prediction);
        if (m_fields.isSet("verbosity"))
            addOnce(m_request.droppable, Dropped::Verbosity);
    }

    static constexpr int MostTokens = 100'000'000;

    std::optional<RequestProblem> m_problem;
    RequestFields m_fields;
    Conversation m_request;
};

} // namespace

Result<Conversation, RequestProblem> readChatRequest(Json body)
{
    return ChatRequestReader(body).read();
}

} // namespace Belay
