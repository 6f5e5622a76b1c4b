// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatrequestwriter.h"

#include "core/providers/translation/chatmessagewriter.h"
#include "core/providers/translation/dropped.h"
#include "core/providers/translation/targetneeds.h"

namespace Belay {

namespace {

/// OpenAI refuses longer names of users and of functions.
constexpr size_t LongestName = 64;
constexpr size_t MostStops = 4;

class ChatRequestWriter final
{
public:
    ChatRequestWriter(const Conversation &request, const TargetTraits &target)
        : m_request(request)
        , m_target(target)
        , m_quirks(chatQuirks(target.kind))
    { }

    WrittenRequest write()
    {
        m_written.dropped = m_request.droppable;
        m_written.needed = m_request.needed;
        m_body["model"] = m_target.model;
        m_body["messages"] = writeChatMessages(m_request, m_target, m_written);
        writeTools();
        writeFormat();
        writeLimits();
        writeSampling();
        writeEffort();
        writeUser();
        writeStream();
        if (m_written.needed.empty())
            m_written.body = toBytes(m_body);
        return std::move(m_written);
    }

private:
    void need(std::string_view name) { addOnce(m_written.needed, name); }
    void drop(std::string_view name) { addOnce(m_written.dropped, name); }
    bool lacks(bool ModelCapabilities::*ability) const
    {
        return isKnown(m_target.info) && !(m_target.info.capabilities.*ability);
    }

    void writeTools()
    {
        const std::optional<ToolChoice> &choice = m_request.toolChoice;
        const bool none = choice && choice->kind == ToolChoiceKind::None;
        if (m_request.tools.empty() || (none && !m_quirks.toolChoice))
            return;
        if (!m_quirks.tools || lacks(&ModelCapabilities::tools)) {
            need("tools");
            return;
        }
        Json tools = Json::array();
        for (const ToolDefinition &tool : m_request.tools) {
            if (isOpenAi(m_target.kind) && tool.name.size() > LongestName)
                need("tools");
            Json function {{"name", tool.name}};
            if (!tool.description.empty())
                function["description"] = tool.description;
            function["parameters"] = tool.parameters;
            if (tool.strict)
                function["strict"] = true;
            tools.push_back({{"type", "function"}, {"function", std::move(function)}});
        }
        m_body["tools"] = std::move(tools);
        if (choice)
            writeToolChoice(*choice);
        if (!m_request.parallelToolCalls)
            return;
        if (m_quirks.parallelToolCalls)
            m_body["parallel_tool_calls"] = *m_request.parallelToolCalls;
        else
            drop(Dropped::ParallelToolCalls);
    }

    void writeToolChoice(const ToolChoice &choice)
    {
        if (!m_quirks.toolChoice) {
            if (choice.kind != ToolChoiceKind::Auto)
                need("tool_choice");
            return;
        }
        switch (choice.kind) {
        case ToolChoiceKind::Auto:
            m_body["tool_choice"] = "auto";
            break;
        case ToolChoiceKind::None:
            m_body["tool_choice"] = "none";
            break;
        case ToolChoiceKind::Required:
            m_body["tool_choice"] = "required";
            break;
        case ToolChoiceKind::Named:
            m_body["tool_choice"] = {{"type", "function"}, {"function", {{"name", choice.name}}}};
            break;
        }
    }

    void writeFormat()
    {
        if (m_request.format == ResponseFormat::JsonObject) {
            m_body["response_format"] = {{"type", "json_object"}};
        } else if (m_request.format == ResponseFormat::JsonSchema && m_request.schema) {
            const JsonSchemaFormat &format = *m_request.schema;
            if (lacks(&ModelCapabilities::jsonSchema)) {
                need(format.field);
                return;
            }
            Json schema {{"name", format.name.empty() ? "answer" : format.name}, {"schema", format.schema}};
            if (format.strict)
                schema["strict"] = true;
            m_body["response_format"] = {{"type", "json_schema"}, {"json_schema", std::move(schema)}};
        }
    }

    void writeLimits()
    {
        const bool newName = m_target.info.recipe.tokenField == TokenField::MaxCompletionTokens;
        if (m_request.maxTokens)
            m_body[newName ? "max_completion_tokens" : "max_tokens"] = *m_request.maxTokens;
        if (m_request.stop.empty())
            return;
        if (refusesStop()) {
            need("stop");
            return;
        }
        Json stop = Json::array();
        for (const std::string &text : m_request.stop) {
            if (stop.size() < MostStops)
                stop.push_back(text);
            else
                drop(Dropped::Stop);
        }
        m_body["stop"] = std::move(stop);
    }

    bool refusesStop() const
    {
        if (isOpenAi(m_target.kind))
            return m_target.model.starts_with("o3") || m_target.model.starts_with("o4-mini");
        return m_target.kind == ProviderKindId::XAi && reasons(m_target);
    }

    /// A field at its default says nothing that a model could refuse.
    void writeSampling()
    {
        const bool fixed = isOpenAi(m_target.kind) && reasons(m_target);
        if (m_request.temperature) {
            if (!fixed)
                m_body["temperature"] = std::min(*m_request.temperature, m_quirks.highestTemperature);
            else if (*m_request.temperature != 1)
                drop(Dropped::Temperature);
        }
        if (m_request.topP) {
            if (!fixed)
                m_body["top_p"] = *m_request.topP;
            else if (*m_request.topP != 1)
                drop(Dropped::TopP);
        }
        const bool penalties
            = m_quirks.penalties && !fixed && !(m_target.kind == ProviderKindId::XAi && reasons(m_target));
        writePenalty("presence_penalty", m_request.presencePenalty, penalties);
        writePenalty("frequency_penalty", m_request.frequencyPenalty, penalties);
        if (m_request.seed && m_quirks.seed)
            m_body[m_quirks.seed] = *m_request.seed;
        else if (m_request.seed)
            drop(Dropped::Seed);
        if (m_request.topK && m_quirks.topK)
            m_body["top_k"] = *m_request.topK;
        else if (m_request.topK)
            drop(Dropped::TopK);
    }

    void writePenalty(const char *name, const std::optional<double> &value, bool taken)
    {
        if (!value || *value == 0)
            return;
        if (taken)
            m_body[name] = *value;
        else
            drop(Dropped::Penalties);
    }

    void writeEffort()
    {
        if (!m_request.effort)
            return;
        const bool off = *m_request.effort == Effort::None;
        if (off && m_target.kind == ProviderKindId::DeepSeek) {
            if (reasons(m_target))
                m_body["thinking"] = {{"type", "disabled"}};
            return;
        }
        if (const std::optional<std::string> word = effortWord(*m_request.effort, m_target))
            m_body["reasoning_effort"] = *word;
        else if (!off || reasons(m_target))
            drop(Dropped::Thinking);
    }

    void writeUser()
    {
        if (!m_request.user.empty()) {
            if (m_quirks.user && m_request.user.size() <= LongestName)
                m_body[m_quirks.user] = m_request.user;
            else
                drop(Dropped::User);
        }
        if (m_request.serviceTier.empty())
            return;
        if (m_quirks.serviceTier)
            m_body["service_tier"] = m_request.serviceTier;
        else
            drop(Dropped::ServiceTier);
    }

    void writeStream()
    {
        if (!m_request.stream)
            return;
        m_body["stream"] = true;
        if (Catalogue::builtIn().kind(m_target.kind).streamOptions)
            m_body["stream_options"] = {{"include_usage", true}};
    }

    const Conversation &m_request;
    const TargetTraits &m_target;
    ChatQuirks m_quirks;
    WrittenRequest m_written;
    Json m_body;
};

} // namespace

WrittenRequest writeChatRequest(const Conversation &request, const TargetTraits &target)
{
    return ChatRequestWriter(request, target).write();
}

} // namespace Belay
