// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/responsesreader.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/openairequest.h"
#include "core/providers/translation/responsesitems.h"

namespace Belay {

namespace {

/// What a response repeats of its request. Taken before the request is read, which takes it apart.
Json echoOf(const Json &body)
{
    Json echo = Json::object();
    for (const char *name : {"instructions", "max_output_tokens", "max_tool_calls", "metadata",
             "parallel_tool_calls", "reasoning", "temperature", "text", "tool_choice", "tools", "top_p",
             "truncation", "user", "safety_identifier", "prompt_cache_key"}) {
        const Json *value = member(body, name);
        if (value && !value->is_null())
            echo[name] = *value;
    }
    return echo;
}

class ResponsesReader final
{
public:
    explicit ResponsesReader(Json &body)
        : m_fields(&body, {}, m_problem)
    {
        m_request.echo = echoOf(body);
    }

    Result<Conversation, RequestProblem> read()
    {
        readCommonFields(m_fields, m_request);
        m_request.system = m_fields.text("instructions");
        readResponsesInput(m_fields, m_request);
        m_request.maxTokens = m_fields.whole("max_output_tokens", 1, 100'000'000);
        readTools();
        readToolChoice();
        readText();
        readReasoning();
        readStored();
        readOthers();
        if (m_fields.hasOthers())
            addOnce(m_request.droppable, Dropped::Extensions);
        if (m_problem)
            return Unexpected {*m_problem};
        return std::move(m_request);
    }

private:
    void need(std::string_view name) { addOnce(m_request.needed, name); }
    void drop(std::string_view name) { addOnce(m_request.droppable, name); }

    /// Flat ones; all but functions run at OpenAI or in forms of its own.
    void readTools()
    {
        Json *tools = m_fields.array("tools");
        if (!tools)
            return;
        for (size_t i = 0; i < tools->size(); ++i) {
            RequestFields tool(&(*tools)[i], m_fields.pathTo("tools", i), m_problem);
            if (tool.requiredText("type") == "function")
                m_request.tools.push_back(readFunction(tool));
            else
                need("tools");
        }
    }

    void readToolChoice()
    {
        Json *choice = m_fields.find("tool_choice");
        if (!choice)
            return;
        const std::string type = utf8Of(member(*choice, "type"));
        if (choice->is_string()) {
            m_request.toolChoice = toolChoiceOf(utf8Of(choice));
        } else if (type == "function") {
            m_request.toolChoice = ToolChoice {ToolChoiceKind::Named, utf8Of(member(*choice, "name"))};
        } else if (type == "allowed_tools") {
            RequestFields allowed(choice, "tool_choice", m_problem);
            restrictTools(allowed, m_request);
        } else if (!type.empty()) {
            need("tools");
            return;
        }
        const std::optional<ToolChoice> &read = m_request.toolChoice;
        if (!read || (read->kind == ToolChoiceKind::Named && read->name.empty()))
            m_fields.refuse("tool_choice", "Expected none, auto, required or the name of a function.");
    }

    void readText()
    {
        Json *text = m_fields.object("text");
        if (!text)
            return;
        RequestFields fields(text, "text", m_problem);
        if (fields.isSet("verbosity") && utf8Of(member(*text, "verbosity")) != "medium")
            drop(Dropped::Verbosity);
        Json *format = fields.object("format");
        if (!format)
            return;
        RequestFields inner(format, "text.format", m_problem);
        const std::string type = inner.requiredText("type");
        if (type == "json_object") {
            m_request.format = ResponseFormat::JsonObject;
        } else if (type == "json_schema") {
            m_request.format = ResponseFormat::JsonSchema;
            m_request.schema = readSchema(inner, "text.format");
        } else if (type != "text") {
            inner.refuse("type", "Expected text, json_object or json_schema.");
        }
    }

    /// `summary` asks to see the reasoning, which is always shown.
    void readReasoning()
    {
        Json *reasoning = m_fields.object("reasoning");
        if (!reasoning)
            return;
        RequestFields fields(reasoning, "reasoning", m_problem);
        readEffort(fields, "effort", m_request);
    }

    void readStored()
    {
        for (const char *name : {"previous_response_id", "conversation", "prompt"}) {
            if (m_fields.isSet(name))
                need(name);
        }
        if (m_fields.flag("background"))
            need("background");
    }

    void readOthers()
    {
        if (m_fields.whole("top_logprobs", 0, 20).value_or(0) > 0)
            need("top_logprobs");
        if (const Json *include = m_fields.array("include"); include && !include->empty())
            drop(Dropped::Include);
        if (const std::string truncation = m_fields.text("truncation");
            !truncation.empty() && truncation != "disabled")
            drop(Dropped::Truncation);
        if (Json *options = m_fields.object("stream_options")) {
            RequestFields fields(options, "stream_options", m_problem);
            if (fields.flag("include_obfuscation"))
                drop(Dropped::StreamObfuscation);
        }
        m_fields.ignore({"max_tool_calls"}); // it bounds tools that are needed anyway
    }

    std::optional<RequestProblem> m_problem;
    RequestFields m_fields;
    Conversation m_request;
};

} // namespace

Result<Conversation, RequestProblem> readResponsesRequest(Json body)
{
    return ResponsesReader(body).read();
}

} // namespace Belay
