// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesreader.h"

#include "core/providers/translation/dropped.h"
#include "core/providers/translation/messagesblocks.h"
#include "core/providers/translation/strictschema.h"

#include <algorithm>

namespace Belay {

namespace {

bool isGiven(const Json *value)
{
    return value && !value->is_null();
}

std::optional<Effort> effortNamed(const std::string &name)
{
    constexpr std::pair<std::string_view, Effort> Names[] = {{"low", Effort::Low}, {"medium", Effort::Medium},
        {"high", Effort::High}, {"xhigh", Effort::ExtraHigh}, {"max", Effort::Max}};
    for (const auto &[known, effort] : Names) {
        if (name == known)
            return effort;
    }
    return {};
}

/// Our own steps: a budget says in tokens what others say in words.
Effort effortOfBudget(int tokens)
{
    return tokens < 4096 ? Effort::Low : tokens < 16384 ? Effort::Medium : Effort::High;
}

class MessagesReader final
{
public:
    Result<Conversation, RequestProblem> read(Json body);

private:
    void readMessages();
    void readMessage(Json &message, const std::string &where);
    void readLimits();
    void readStop();
    void readTools();
    void readTool(Json &tool, const std::string &where);
    void readToolChoice();
    void readThinking();
    void readOutput();
    std::optional<Effort> readEffort(const Json &config, const std::string &where);
    void takeEffort(std::optional<Effort> effort);
    void readFormat(Json &format, const char *field);
    void noteOthers(const Json &object, std::initializer_list<std::string_view> known);
    void readPeople();
    void readOthers();
    Json *given(const char *name);
    template <typename T>
    void readNumber(const char *name, std::optional<T> &to, std::optional<T> (*convert)(const Json *));

    Json m_body;
    Conversation m_conversation;
    MessagesBlocks m_blocks {m_conversation};
    std::optional<Effort> m_turnEffort; // of the latest message that says so
};

Result<Conversation, RequestProblem> MessagesReader::read(Json body)
{
    m_body = std::move(body);
    if (!m_body.is_object())
        return Unexpected {RequestProblem {{}, "the body is one JSON object"}};
    m_conversation.model = takeText(m_body, "model");
    m_conversation.stream = isTrue(member(m_body, "stream"));
    m_conversation.includeUsage = true; // it is a part of every answer in this form
    if (Json *system = given("system"))
        m_conversation.system = m_blocks.readText(*system, "system");
    readMessages();
    readLimits();
    readStop();
    readTools();
    readToolChoice();
    readThinking();
    readOutput();
    readPeople();
    readOthers();
    if (m_blocks.problem())
        return Unexpected {*m_blocks.problem()};
    return std::move(m_conversation);
}

Json *MessagesReader::given(const char *name)
{
    const auto found = m_body.find(name);
    return found == m_body.end() || found->is_null() ? nullptr : &*found;
}

template <typename T>
void MessagesReader::readNumber(
    const char *name, std::optional<T> &to, std::optional<T> (*convert)(const Json *))
{
    const Json *value = given(name);
    to = convert(value);
    if (value && !to)
        m_blocks.refuse(name, std::string(name) + " is not a number that fits");
}

void MessagesReader::readMessages()
{
    Json *messages = given("messages");
    if (!messages || !messages->is_array() || messages->empty())
        return m_blocks.refuse("messages", "messages is an array with at least one message");
    size_t index = 0;
    for (Json &message : *messages)
        readMessage(message, "messages." + std::to_string(index++));
}

void MessagesReader::readMessage(Json &message, const std::string &where)
{
    const std::string role = utf8Of(member(message, "role"));
    if (role != "user" && role != "assistant" && role != "system")
        return m_blocks.refuse(where + ".role", "a role is user or assistant");
    const auto content = message.find("content");
    if (content == message.end())
        return m_blocks.refuse(where + ".content", "a message has a content");
    noteOthers(message, {"role", "content", "output_config"});
    if (const Json *config = member(message, "output_config"); isGiven(config))
        m_turnEffort = readEffort(*config, where + ".output_config.effort");
    if (role != "system")
        return m_blocks.read(role == "user" ? Role::User : Role::Assistant, *content, where);
    // Newer models take instructions in the midst of a conversation; others have one place for them.
    const std::string text = m_blocks.readText(*content, where);
    if (!m_conversation.system.empty())
        m_conversation.system += '\n';
    m_conversation.system += text;
}

/// Fields that only Anthropic's own models would heed.
void MessagesReader::noteOthers(const Json &object, std::initializer_list<std::string_view> known)
{
    for (const auto &[name, value] : object.items()) {
        if (!value.is_null() && std::find(known.begin(), known.end(), name) == known.end())
            addOnce(m_conversation.droppable, Dropped::Extensions);
    }
}

std::optional<Effort> MessagesReader::readEffort(const Json &config, const std::string &where)
{
    const Json *effort = member(config, "effort");
    if (!isGiven(effort))
        return {};
    const std::optional<Effort> read = effortNamed(utf8Of(effort));
    if (!read)
        m_blocks.refuse(where, "effort is low, medium, high, xhigh or max");
    return read;
}

void MessagesReader::readLimits()
{
    readNumber<int>("max_tokens", m_conversation.maxTokens, intOf);
    readNumber<double>("temperature", m_conversation.temperature, numberOf);
    readNumber<double>("top_p", m_conversation.topP, numberOf);
    readNumber<int>("top_k", m_conversation.topK, intOf);
    if (m_conversation.maxTokens.value_or(1) < 0)
        m_blocks.refuse("max_tokens", "max_tokens is at least 0");
    // It fills Anthropic's cache and asks for no answer.
    if (m_conversation.maxTokens == 0)
        addOnce(m_conversation.needed, "max_tokens");
}

void MessagesReader::readStop()
{
    Json *stop = given("stop_sequences");
    if (!stop)
        return;
    const auto isText = [](const Json &one) { return one.is_string(); };
    if (!stop->is_array() || !std::all_of(stop->begin(), stop->end(), isText))
        return m_blocks.refuse("stop_sequences", "stop_sequences is an array of texts");
    for (Json &one : *stop)
        m_conversation.stop.push_back(std::move(one.get_ref<std::string &>()));
}

void MessagesReader::readTools()
{
    Json *tools = given("tools");
    if (!tools)
        return;
    if (!tools->is_array())
        return m_blocks.refuse("tools", "tools is an array");
    size_t index = 0;
    for (Json &tool : *tools)
        readTool(tool, "tools." + std::to_string(index++));
}

void MessagesReader::readTool(Json &tool, const std::string &where)
{
    const std::string type = utf8Of(member(tool, "type"));
    m_blocks.noteCacheControl(tool);
    noteOthers(tool, {"type", "name", "description", "strict", "input_schema", "cache_control"});
    // Anthropic runs it or has taught it to its models: nobody else knows it.
    if (!type.empty() && type != "custom")
        return addOnce(m_conversation.needed, "tools." + type);
    ToolDefinition definition;
    definition.name = takeText(tool, "name");
    definition.description = takeText(tool, "description");
    definition.strict = isTrue(member(tool, "strict"));
    if (definition.name.empty())
        return m_blocks.refuse(where + ".name", "a tool has a name");
    const auto schema = tool.find("input_schema");
    if (schema == tool.end() || !schema->is_object())
        return m_blocks.refuse(where + ".input_schema", "a tool has an input_schema, which is an object");
    definition.parameters = std::move(*schema);
    m_conversation.tools.push_back(std::move(definition));
}

void MessagesReader::readToolChoice()
{
    const Json *choice = given("tool_choice");
    if (!choice)
        return;
    const std::string &type = utf8Of(member(*choice, "type"));
    ToolChoice read;
    if (type == "any")
        read.kind = ToolChoiceKind::Required;
    else if (type == "none")
        read.kind = ToolChoiceKind::None;
    else if (type == "tool")
        read = {ToolChoiceKind::Named, utf8Of(member(*choice, "name"))};
    else if (type != "auto")
        m_blocks.refuse("tool_choice.type", "tool_choice is auto, any, tool or none");
    if (read.kind == ToolChoiceKind::Named && read.name.empty())
        m_blocks.refuse("tool_choice.name", "tool_choice of the type tool has a name");
    if (isTrue(member(*choice, "disable_parallel_tool_use")))
        m_conversation.parallelToolCalls = false;
    m_conversation.toolChoice = std::move(read);
}

void MessagesReader::readThinking()
{
    const Json *thinking = given("thinking");
    if (!thinking)
        return;
    const std::string &type = utf8Of(member(*thinking, "type"));
    if (type == "disabled") {
        m_conversation.effort = Effort::None;
    } else if (type == "enabled") {
        const std::optional<int> budget = intOf(member(*thinking, "budget_tokens"));
        if (!budget)
            m_blocks.refuse("thinking.budget_tokens", "thinking has a number of budget_tokens");
        m_conversation.effort = effortOfBudget(budget.value_or(0));
    } else if (type != "adaptive") {
        m_blocks.refuse("thinking.type", "thinking is enabled, adaptive or disabled");
    }
    m_conversation.showReasoning = type != "disabled" && utf8Of(member(*thinking, "display")) != "omitted";
}

void MessagesReader::readOutput()
{
    if (Json *config = given("output_config")) {
        takeEffort(readEffort(*config, "output_config.effort"));
        if (isGiven(member(*config, "format")))
            readFormat((*config)["format"], "output_config.format");
    }
    takeEffort(m_turnEffort);
    // Its name before it left beta.
    if (Json *format = given("output_format"))
        readFormat(*format, "output_format");
}

void MessagesReader::takeEffort(std::optional<Effort> effort)
{
    if (effort && m_conversation.effort != Effort::None)
        m_conversation.effort = effort;
}

void MessagesReader::readFormat(Json &format, const char *field)
{
    const Json *schema = member(format, "schema");
    if (utf8Of(member(format, "type")) != "json_schema" || !schema || !schema->is_object())
        return m_blocks.refuse(field, "a format is of the type json_schema and has a schema");
    JsonSchemaFormat read;
    read.name = "answer";
    read.schema = std::move(format["schema"]);
    read.strict = fitsStrictly(read.schema);
    read.field = field;
    m_conversation.format = ResponseFormat::JsonSchema;
    m_conversation.schema = std::move(read);
}

void MessagesReader::readPeople()
{
    if (Json *metadata = given("metadata")) {
        m_conversation.user = takeText(*metadata, "user_id");
        if (metadata->is_object() && metadata->size() > metadata->count("user_id"))
            addOnce(m_conversation.droppable, Dropped::Metadata);
    }
    if (const Json *tier = given("service_tier")) {
        if (utf8Of(tier) == "auto")
            m_conversation.serviceTier = "auto";
        else if (utf8Of(tier) == "standard_only")
            m_conversation.serviceTier = "default";
        else
            addOnce(m_conversation.droppable, Dropped::ServiceTier);
    }
}

/// The fields that have no place in a conversation.
void MessagesReader::readOthers()
{
    constexpr std::string_view Read[] = {"model", "stream", "system", "messages", "max_tokens", "temperature",
        "top_p", "top_k", "stop_sequences", "tools", "tool_choice", "thinking", "output_config",
        "output_format", "metadata", "service_tier"};
    for (const auto &[name, value] : m_body.items()) {
        if (value.is_null() || std::find(std::begin(Read), std::end(Read), name) != std::end(Read))
            continue;
        if (name == "cache_control" || name == "context_management")
            addOnce(m_conversation.droppable, name);
        else if (name == "container" || (name == "mcp_servers" && hasContent(&value)))
            addOnce(m_conversation.needed, name);
        else if (name != "mcp_servers")
            addOnce(m_conversation.droppable, Dropped::Extensions);
    }
}

} // namespace

Result<Conversation, RequestProblem> readMessagesRequest(Json body)
{
    return MessagesReader().read(std::move(body));
}

} // namespace Belay
