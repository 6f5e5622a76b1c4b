// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationtext.h"

#include "core/providers/json.h"

namespace Belay {

namespace {

struct PartWriter {
    std::string operator()(const TextPart &part) const { return "text " + part.text; }
    std::string operator()(const ImagePart &part) const
    {
        return "image " + part.mediaType + ' ' + part.data + ' ' + part.url + ' ' + part.detail;
    }
    std::string operator()(const FilePart &part) const
    {
        return "file " + part.mediaType + ' ' + part.data + ' ' + part.url + ' ' + part.name;
    }
    std::string operator()(const AudioPart &part) const { return "audio " + part.format + ' ' + part.data; }
    std::string operator()(const ToolCallPart &part) const
    {
        return "call " + part.id + ' ' + part.name + ' ' + part.arguments;
    }
    std::string operator()(const ToolResultPart &part) const
    {
        std::string text = "result " + part.callId + (part.isError ? " error" : "") + " [";
        for (const auto &piece : part.content)
            text += std::visit(PartWriter {}, piece) + ';';
        return text + ']';
    }
    std::string operator()(const ReasoningPart &part) const
    {
        return "reasoning " + part.text + ' ' + part.signature + (part.redacted ? " redacted" : "");
    }
    std::string operator()(const RefusalPart &part) const { return "refusal " + part.text; }
};

class Lines
{
public:
    void add(const std::string &line) { m_text += QByteArray::fromStdString(line) + '\n'; }
    void addText(const char *name, const std::string &value)
    {
        if (!value.empty())
            add(std::string(name) + ' ' + value);
    }
    template <typename T>
    void addNumber(const char *name, const std::optional<T> &value)
    {
        if (value)
            add(std::string(name) + ' ' + Json(*value).dump());
    }
    QByteArray text() const { return m_text.trimmed(); }

private:
    QByteArray m_text;
};

void addTools(Lines &lines, const Conversation &request)
{
    static const char *const Kinds[] = {"auto", "none", "required", "named"};
    for (const ToolDefinition &tool : request.tools) {
        lines.add("tool " + tool.name + ' ' + tool.description + ' ' + tool.parameters.dump()
            + (tool.strict ? " strict" : ""));
    }
    if (const std::optional<ToolChoice> &choice = request.toolChoice)
        lines.add(std::string("choice ") + Kinds[static_cast<int>(choice->kind)] + ' ' + choice->name);
}

} // namespace

QByteArray describe(const Conversation &request)
{
    Lines lines;
    lines.addText("model", request.model);
    lines.addText("system", request.system);
    for (const Message &message : request.messages) {
        for (const MessagePart &part : message.parts)
            lines.add(
                (message.role == Role::User ? "user: " : "assistant: ") + std::visit(PartWriter {}, part));
    }
    addTools(lines, request);
    lines.addNumber("parallel", request.parallelToolCalls);
    lines.addNumber("tokens", request.maxTokens);
    lines.addNumber("temperature", request.temperature);
    lines.addNumber("top_p", request.topP);
    lines.addNumber("top_k", request.topK);
    lines.addNumber("seed", request.seed);
    lines.addNumber("presence", request.presencePenalty);
    lines.addNumber("frequency", request.frequencyPenalty);
    for (const std::string &stop : request.stop)
        lines.add("stop " + stop);
    if (request.format == ResponseFormat::JsonObject)
        lines.add("format object");
    if (request.schema) {
        lines.add("format " + request.schema->field + ' ' + request.schema->name + ' '
            + request.schema->schema.dump() + (request.schema->strict ? " strict" : ""));
    }
    if (request.effort)
        lines.add("effort " + std::string(nameOf(*request.effort)));
    lines.addText("user", request.user);
    lines.addText("tier", request.serviceTier);
    if (request.stream)
        lines.add(request.includeUsage ? "stream with usage" : "stream");
    for (const std::string &name : request.droppable)
        lines.add("droppable " + name);
    for (const std::string &name : request.needed)
        lines.add("needed " + name);
    return lines.text();
}

QByteArray describe(const Result<Conversation, RequestProblem> &result)
{
    if (result)
        return describe(*result);
    return QByteArray::fromStdString("! " + result.error().param + ": " + result.error().message);
}

TargetTraits traits(ProviderKindId kind, const std::string &model)
{
    return {kind, model, Catalogue::builtIn().model(kind, QString::fromStdString(model))};
}

} // namespace Belay
