// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatewriter.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/generateturns.h"
#include "core/providers/translation/targetneeds.h"

#include <algorithm>
#include <limits>

namespace Belay {

namespace {

constexpr size_t MostStops = 5;
constexpr auto OnlyJson = "Reply with one JSON object only.";

Json textParts(const std::string &text)
{
    return {{"parts", Json::array({Json {{"text", text}}})}};
}

class GenerateWriter final
{
public:
    GenerateWriter(const Conversation &conversation, const TargetTraits &target)
        : m_conversation(conversation)
        , m_target(target)
        , m_model(target.model)
        , m_abilities(target.info.capabilities)
    {
        // The catalogue lists the cheap ones; all of the family can do the same.
        if (!isKnown(target.info) && m_model.isGemini())
            m_abilities = {true, true, true, m_model.canThink()};
    }

    WrittenRequest write();

private:
    void writeSystem();
    void writeTools();
    void writeToolChoice();
    void writeSampling();
    void writeLimits();
    void writeFormat();
    void writeEffort();
    void dropOthers();
    /// Beside tools an older model does not keep to JSON: it has to be told in words.
    bool canFormat() const { return m_conversation.tools.empty() || m_model.takesToolsWithJson(); }
    void drop(std::string_view name) { addOnce(m_written.dropped, name); }

    const Conversation &m_conversation;
    const TargetTraits &m_target;
    GeminiModel m_model;
    ModelCapabilities m_abilities;
    WrittenRequest m_written;
    Json m_body = Json::object();
    Json m_settings = Json::object();
};

WrittenRequest GenerateWriter::write()
{
    m_written.dropped = m_conversation.droppable;
    m_written.needed = missingAbilities(m_conversation, m_abilities);
    writeSystem();
    m_body["contents"] = writeGenerateTurns(m_conversation, m_model, m_written);
    writeTools();
    writeToolChoice();
    writeSampling();
    writeLimits();
    writeFormat();
    writeEffort();
    dropOthers();
    if (!m_settings.empty())
        m_body["generationConfig"] = std::move(m_settings);
    if (m_written.needed.empty())
        m_written.body = toBytes(m_body);
    return std::move(m_written);
}

void GenerateWriter::writeSystem()
{
    std::string system = m_conversation.system;
    if (m_conversation.format == ResponseFormat::JsonObject && !canFormat())
        system.append(system.empty() ? "" : "\n").append(OnlyJson);
    if (!system.empty())
        m_body["systemInstruction"] = textParts(system);
}

void GenerateWriter::writeTools()
{
    Json functions = Json::array();
    for (const ToolDefinition &tool : m_conversation.tools) {
        Json function {{"name", tool.name}};
        if (!tool.description.empty())
            function["description"] = tool.description;
        Json schema = tool.parameters;
        if (schema.is_object())
            schema.erase("$schema");
        if (hasContent(&schema))
            function["parametersJsonSchema"] = std::move(schema);
        functions.push_back(std::move(function));
    }
    if (!functions.empty())
        m_body["tools"] = Json::array({Json {{"functionDeclarations", std::move(functions)}}});
}

void GenerateWriter::writeToolChoice()
{
    if (m_conversation.tools.empty())
        return;
    if (m_conversation.parallelToolCalls == false)
        drop(Dropped::ParallelToolCalls);
    if (!m_conversation.toolChoice)
        return;
    Json calling = Json::object();
    switch (m_conversation.toolChoice->kind) {
    case ToolChoiceKind::Auto:
        calling["mode"] = "AUTO";
        break;
    case ToolChoiceKind::None:
        calling["mode"] = "NONE";
        break;
    case ToolChoiceKind::Required:
        calling["mode"] = "ANY";
        break;
    case ToolChoiceKind::Named:
        calling["mode"] = "ANY";
        calling["allowedFunctionNames"] = Json::array({m_conversation.toolChoice->name});
        break;
    }
    m_body["toolConfig"]["functionCallingConfig"] = std::move(calling);
}

void GenerateWriter::writeSampling()
{
    if (m_conversation.temperature)
        m_settings["temperature"] = std::clamp(*m_conversation.temperature, 0.0, 2.0);
    if (m_conversation.topP)
        m_settings["topP"] = std::clamp(*m_conversation.topP, 0.0, 1.0);
    if (m_conversation.topK)
        m_settings["topK"] = *m_conversation.topK;
    if (m_conversation.presencePenalty)
        m_settings["presencePenalty"] = *m_conversation.presencePenalty;
    if (m_conversation.frequencyPenalty)
        m_settings["frequencyPenalty"] = *m_conversation.frequencyPenalty;
    if (!m_conversation.seed)
        return;
    using Limits = std::numeric_limits<std::int32_t>;
    if (*m_conversation.seed >= Limits::min() && *m_conversation.seed <= Limits::max())
        m_settings["seed"] = *m_conversation.seed;
    else
        drop(Dropped::Seed);
}

void GenerateWriter::writeLimits()
{
    if (const std::optional<int> &wanted = m_conversation.maxTokens)
        m_settings["maxOutputTokens"] = std::min(*wanted, m_target.info.outputTokens.value_or(*wanted));
    Json stop = Json::array();
    for (const std::string &text : m_conversation.stop) {
        if (!text.empty() && stop.size() < MostStops)
            stop.push_back(text);
        else
            drop(Dropped::Stop);
    }
    if (!stop.empty())
        m_settings["stopSequences"] = std::move(stop);
}

void GenerateWriter::writeFormat()
{
    if (m_conversation.schema && !canFormat())
        return addOnce(m_written.needed, m_conversation.schema->field);
    if (m_conversation.format != ResponseFormat::Text && canFormat())
        m_settings["responseMimeType"] = "application/json";
    if (m_conversation.schema)
        m_settings["responseJsonSchema"] = m_conversation.schema->schema;
}

void GenerateWriter::writeEffort()
{
    const std::optional<Effort> &effort = m_conversation.effort;
    if (!m_abilities.reasoning) {
        if (effort && *effort != Effort::None)
            drop(Dropped::Thinking);
        return;
    }
    Json thinking = effort ? m_model.thinking(*effort) : Json::object();
    if (m_conversation.showReasoning && effort != Effort::None)
        thinking["includeThoughts"] = true;
    if (!thinking.empty())
        m_settings["thinkingConfig"] = std::move(thinking);
}

void GenerateWriter::dropOthers()
{
    if (!m_conversation.user.empty())
        drop(Dropped::User);
    if (const std::string &tier = m_conversation.serviceTier; !tier.empty() && tier != "auto")
        drop(Dropped::ServiceTier);
}

} // namespace

WrittenRequest writeGenerateRequest(const Conversation &conversation, const TargetTraits &target)
{
    return GenerateWriter(conversation, target).write();
}

} // namespace Belay
