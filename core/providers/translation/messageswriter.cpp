// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messageswriter.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/messagesturns.h"
#include "core/providers/translation/strictschema.h"
#include "core/providers/translation/targetneeds.h"

#include <algorithm>
#include <set>

namespace Belay {

namespace {

constexpr int UsualMaxTokens = 4096;
constexpr size_t LongestUser = 256;
constexpr auto OnlyJson = "Reply with one JSON object only.";

Json emptySchema()
{
    return {{"type", "object"}, {"properties", Json::object()}};
}

class MessagesWriter final
{
public:
    MessagesWriter(const Conversation &conversation, const TargetTraits &target)
        : m_conversation(conversation)
        , m_target(target)
        , m_model(target.model)
        , m_abilities(target.info.capabilities)
    {
        if (isKnown(target.info))
            return;
        m_abilities.jsonSchema = m_model.takesSchema();
        m_abilities.reasoning = m_model.canThink();
    }

    WrittenRequest write();

private:
    void writeSystem();
    void writeSampling();
    void writeStop();
    void writeTools();
    void writeToolNames();
    void writeToolChoice();
    void writeFormat();
    void writeEffort();
    void writePeople();
    void drop(std::string_view name) { addOnce(m_written.dropped, name); }
    void need(std::string_view name) { addOnce(m_written.needed, name); }

    const Conversation &m_conversation;
    const TargetTraits &m_target;
    ClaudeModel m_model;
    ModelCapabilities m_abilities;
    WrittenRequest m_written;
    Json m_body;
};

WrittenRequest MessagesWriter::write()
{
    m_written.dropped = m_conversation.droppable;
    m_written.needed = missingAbilities(m_conversation, m_abilities);
    m_body["model"] = m_target.model;
    const int wanted = m_conversation.maxTokens.value_or(UsualMaxTokens);
    m_body["max_tokens"] = std::min(wanted, m_target.info.outputTokens.value_or(wanted));
    writeSystem();
    m_body["messages"] = writeMessagesTurns(m_conversation, m_model, m_written);
    writeTools();
    writeToolChoice();
    writeSampling();
    writeStop();
    writeFormat();
    writeEffort();
    writePeople();
    m_body["stream"] = m_conversation.stream;
    if (m_written.needed.empty())
        m_written.body = toBytes(m_body);
    return std::move(m_written);
}

// There is no field for an answer that is some JSON object.
void MessagesWriter::writeSystem()
{
    std::string system = m_conversation.system;
    if (m_conversation.format == ResponseFormat::JsonObject)
        system.append(system.empty() ? "" : "\n").append(OnlyJson);
    if (system.find_first_not_of(" \t\r\n") != std::string::npos)
        m_body["system"] = std::move(system);
}

void MessagesWriter::writeSampling()
{
    const bool takes = m_model.takesSampling();
    const std::optional<double> &temperature = m_conversation.temperature;
    const std::optional<double> &topP = m_conversation.topP;
    if (temperature && takes)
        m_body["temperature"] = std::clamp(*temperature, 0.0, 1.0);
    else if (temperature && *temperature != 1.0)
        drop(Dropped::Temperature);
    if (topP && takes && (!temperature || m_model.takesBothSamplings()))
        m_body["top_p"] = std::clamp(*topP, 0.0, 1.0);
    else if (topP && *topP < 1.0)
        drop(Dropped::TopP);
    if (m_conversation.topK && takes)
        m_body["top_k"] = *m_conversation.topK;
    else if (m_conversation.topK)
        drop(Dropped::TopK);
    if (m_conversation.seed)
        drop(Dropped::Seed);
    if (m_conversation.presencePenalty.value_or(0) != 0 || m_conversation.frequencyPenalty.value_or(0) != 0)
        drop(Dropped::Penalties);
}

void MessagesWriter::writeStop()
{
    Json stop = Json::array();
    for (const std::string &text : m_conversation.stop) {
        if (text.find_first_not_of(" \t\r\n") != std::string::npos)
            stop.push_back(text);
        else
            drop(Dropped::Stop);
    }
    if (!stop.empty())
        m_body["stop_sequences"] = std::move(stop);
}

void MessagesWriter::writeTools()
{
    Json tools = Json::array();
    for (const ToolDefinition &tool : m_conversation.tools) {
        const bool strict = tool.strict && m_abilities.jsonSchema;
        Json schema = strict ? closedSchema(tool.parameters) : tool.parameters;
        if (!schema.is_object() || schema.empty())
            schema = emptySchema();
        if (!schema.contains("type"))
            schema["type"] = "object";
        Json written {{"name", tool.name}};
        if (!tool.description.empty())
            written["description"] = tool.description;
        written["input_schema"] = std::move(schema);
        if (strict)
            written["strict"] = true;
        tools.push_back(std::move(written));
    }
    if (!tools.empty())
        m_body["tools"] = std::move(tools);
    else
        writeToolNames();
}

// Calls in the history are refused where no tools are offered: they are named, and not to be used.
void MessagesWriter::writeToolNames()
{
    std::set<std::string> names;
    for (const Message &message : m_conversation.messages) {
        for (const MessagePart &part : message.parts) {
            if (const auto *call = std::get_if<ToolCallPart>(&part))
                names.insert(call->name);
        }
    }
    if (names.empty())
        return;
    Json tools = Json::array();
    for (const std::string &name : names)
        tools.push_back({{"name", name}, {"input_schema", emptySchema()}});
    m_body["tools"] = std::move(tools);
    m_body["tool_choice"] = {{"type", "none"}};
}

void MessagesWriter::writeToolChoice()
{
    const bool oneByOne = m_conversation.parallelToolCalls == false;
    if (m_conversation.tools.empty() || (!m_conversation.toolChoice && !oneByOne))
        return;
    const ToolChoice choice = m_conversation.toolChoice.value_or(ToolChoice {});
    Json written {{"type", "auto"}};
    if (choice.kind == ToolChoiceKind::None)
        written["type"] = "none";
    else if (choice.kind == ToolChoiceKind::Required)
        written["type"] = "any";
    else if (choice.kind == ToolChoiceKind::Named)
        written = {{"type", "tool"}, {"name", choice.name}};
    const bool forced = choice.kind == ToolChoiceKind::Required || choice.kind == ToolChoiceKind::Named;
    if (forced && !m_model.takesForcedTools())
        need("tool_choice");
    if (oneByOne && choice.kind != ToolChoiceKind::None)
        written["disable_parallel_tool_use"] = true;
    m_body["tool_choice"] = std::move(written);
}

void MessagesWriter::writeFormat()
{
    if (m_conversation.schema)
        m_body["output_config"]["format"]
            = {{"type", "json_schema"}, {"schema", closedSchema(m_conversation.schema->schema)}};
}

void MessagesWriter::writeEffort()
{
    if (!m_conversation.effort)
        return;
    Effort effort = *m_conversation.effort;
    if (effort == Effort::None && m_model.takesNoThinking()) {
        if (m_abilities.reasoning)
            m_body["thinking"] = {{"type", "disabled"}};
        return;
    }
    if (!m_abilities.reasoning || !m_model.takesEffort())
        return drop(Dropped::Thinking);
    const char *word = "high";
    if (effort == Effort::None || effort == Effort::Minimal || effort == Effort::Low)
        word = "low";
    else if (effort == Effort::Medium)
        word = "medium";
    else if (effort == Effort::ExtraHigh && m_model.takesEffortExtraHigh())
        word = "xhigh";
    else if (effort == Effort::Max && m_model.takesEffortMax())
        word = "max";
    m_body["output_config"]["effort"] = word;
}

void MessagesWriter::writePeople()
{
    const std::string &user = m_conversation.user;
    if (!user.empty() && user.size() <= LongestUser)
        m_body["metadata"] = {{"user_id", user}};
    else if (!user.empty())
        drop(Dropped::User);
    const std::string &tier = m_conversation.serviceTier;
    if (tier == "auto" || tier == "default")
        m_body["service_tier"] = tier == "auto" ? "auto" : "standard_only";
    else if (!tier.empty())
        drop(Dropped::ServiceTier);
}

} // namespace

WrittenRequest writeMessagesRequest(const Conversation &conversation, const TargetTraits &target)
{
    return MessagesWriter(conversation, target).write();
}

} // namespace Belay
