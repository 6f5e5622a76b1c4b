// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatencoder.h"

#include "core/providers/json.h"
#include "core/providers/translation/openaifault.h"

namespace Belay {

namespace {

std::string_view finishWord(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Length:
        return "length";
    case FinishReason::ToolCalls:
        return "tool_calls";
    case FinishReason::ContentFilter:
        return "content_filter";
    case FinishReason::Stop:
    case FinishReason::StopSequence:
        break;
    }
    return "stop";
}

/// Null where the provider told nothing; details as far as it told them.
Json usageOf(const AnswerUsage &usage)
{
    if (!usage.inputTokens && !usage.outputTokens)
        return {};
    const int in = usage.inputTokens.value_or(0);
    const int out = usage.outputTokens.value_or(0);
    Json prompt {{"cached_tokens", usage.cachedTokens.value_or(0)}};
    if (usage.cacheWriteTokens)
        prompt["cache_write_tokens"] = *usage.cacheWriteTokens;
    Json result;
    result["prompt_tokens"] = in;
    result["completion_tokens"] = out;
    result["total_tokens"] = std::int64_t {in} + out;
    result["prompt_tokens_details"] = std::move(prompt);
    result["completion_tokens_details"] = {{"reasoning_tokens", usage.reasoningTokens.value_or(0)}};
    return result;
}

/// What both forms know: who answers, how it ended and what it used.
class ChatEncoder : public AnswerEncoder
{
public:
    explicit ChatEncoder(AnswerContext context)
        : m_context(std::move(context))
        , m_id("chatcmpl-" + m_context.requestId)
        , m_model(m_context.model)
    { }

protected:
    void note(const AnswerStarted &started)
    {
        if (!started.id.empty())
            m_id = started.id;
        if (!started.model.empty())
            m_model = started.model;
    }
    void note(const UsageUpdate &update) { merge(m_usage, update.usage); }
    void note(const AnswerFinished &finished) { m_reason = finished.reason; }

    AnswerContext m_context;
    std::string m_id;
    std::string m_model;
    AnswerUsage m_usage;
    FinishReason m_reason = FinishReason::Stop;
};

/// Writes its chunks by hand: they are many, and all but a few bytes are the same.
class ChatStreamEncoder final : public ChatEncoder
{
public:
    using ChatEncoder::ChatEncoder;

    QByteArray take(const AnswerEvent &event) override
    {
        m_out.clear();
        std::visit([this](const auto &value) { write(value); }, event);
        return m_out;
    }

    QByteArray fail(const ClientFault &fault) override { return "data: " + openAiFault(fault) + "\n\n"; }

private:
    /// The head of every chunk is written once.
    void begin()
    {
        if (!m_head.isEmpty())
            return;
        m_head = "data: {\"id\":";
        appendJsonText(m_head, m_id);
        m_head += ",\"object\":\"chat.completion.chunk\",\"created\":"
            + QByteArray::number(m_context.createdS) + ",\"model\":";
        appendJsonText(m_head, m_model);
        m_head += ",\"choices\":[";
        open();
        m_out += "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";
        close();
    }
    void open()
    {
        begin();
        m_out.append(m_head).append("{\"index\":0,\"delta\":");
    }
    void close(std::string_view reason = {})
    {
        m_out += ",\"finish_reason\":";
        if (reason.empty())
            m_out += "null";
        else
            appendJsonText(m_out, reason);
        m_out += m_context.includeUsage ? "}],\"usage\":null}\n\n" : "}]}\n\n";
    }
    void writeText(const char *member, const std::string &text)
    {
        if (text.empty())
            return;
        open();
        m_out.append("{\"").append(member).append("\":");
        appendJsonText(m_out, text);
        m_out += '}';
        close();
    }

    void write(const AnswerStarted &started)
    {
        note(started);
        begin();
    }
    void write(const TextDelta &delta) { writeText("content", delta.text); }
    void write(const ReasoningDelta &delta) { writeText("reasoning_content", delta.text); }
    void write(const RefusalDelta &delta) { writeText("refusal", delta.text); }
    void write(const ToolCallStarted &call)
    {
        open();
        m_out += "{\"tool_calls\":[{\"index\":" + QByteArray::number(call.index) + ",\"id\":";
        appendJsonText(m_out, call.id);
        m_out += ",\"type\":\"function\",\"function\":{\"name\":";
        appendJsonText(m_out, call.name);
        m_out += ",\"arguments\":\"\"}}]}";
        close();
        m_silentCalls.push_back(call.index);
    }
    void write(const ToolArgumentsDelta &delta)
    {
        if (delta.text.empty())
            return;
        std::erase(m_silentCalls, delta.index);
        writeArguments(delta.index, delta.text);
    }
    void writeArguments(int index, std::string_view text)
    {
        open();
        m_out += "{\"tool_calls\":[{\"index\":" + QByteArray::number(index) + ",\"function\":{\"arguments\":";
        appendJsonText(m_out, text);
        m_out += "}}]}";
        close();
    }
    void write(const UsageUpdate &update) { note(update); }
    void write(const AnswerFinished &finished) { note(finished); }
    void write(const ReasoningSignature &) { }
    void write(const AnswerPing &) { m_out += ": ping\n\n"; }
    void write(const AnswerCompleted &)
    {
        for (const int index : std::exchange(m_silentCalls, {}))
            writeArguments(index, "{}");
        open();
        m_out += "{}";
        close(finishWord(m_reason));
        if (m_context.includeUsage)
            m_out.append(m_head).append("],\"usage\":").append(toBytes(usageOf(m_usage))).append("}\n\n");
        m_out += "data: [DONE]\n\n";
    }

    QByteArray m_head;
    QByteArray m_out;
    std::vector<int> m_silentCalls; // no arguments have come for them
};

class ChatWholeEncoder final : public ChatEncoder
{
public:
    using ChatEncoder::ChatEncoder;

    QByteArray take(const AnswerEvent &event) override
    {
        std::visit([this](const auto &value) { collect(value); }, event);
        return std::holds_alternative<AnswerCompleted>(event) ? body() : QByteArray();
    }

    QByteArray fail(const ClientFault &fault) override { return openAiFault(fault); }

private:
    struct Call {
        int index = 0;
        std::string id;
        std::string name;
        std::string arguments;
    };

    void collect(const AnswerStarted &started) { note(started); }
    void collect(const TextDelta &delta) { m_text += delta.text; }
    void collect(const ReasoningDelta &delta) { m_reasoning += delta.text; }
    void collect(const RefusalDelta &delta) { m_refusal += delta.text; }
    void collect(const ToolCallStarted &call) { m_calls.push_back({call.index, call.id, call.name, {}}); }
    void collect(const ToolArgumentsDelta &delta)
    {
        for (Call &call : m_calls) {
            if (call.index == delta.index)
                call.arguments += delta.text;
        }
    }
    void collect(const UsageUpdate &update) { note(update); }
    void collect(const AnswerFinished &finished) { note(finished); }
    void collect(const ReasoningSignature &) { }
    void collect(const AnswerPing &) { }
    void collect(const AnswerCompleted &) { }

    Json message() const
    {
        Json message {{"role", "assistant"}};
        const bool textless = m_text.empty() && (!m_calls.empty() || !m_refusal.empty());
        message["content"] = textless ? Json() : Json(m_text);
        message["refusal"] = m_refusal.empty() ? Json() : Json(m_refusal);
        message["annotations"] = Json::array();
        if (!m_reasoning.empty())
            message["reasoning_content"] = m_reasoning;
        for (const Call &call : m_calls) {
            const std::string arguments = call.arguments.empty() ? "{}" : call.arguments;
            message["tool_calls"].push_back({{"id", call.id}, {"type", "function"},
                {"function", {{"name", call.name}, {"arguments", arguments}}}});
        }
        return message;
    }

    QByteArray body() const
    {
        Json choice;
        choice["index"] = 0;
        choice["message"] = message();
        choice["logprobs"] = nullptr;
        choice["finish_reason"] = finishWord(m_reason);
        Json answer;
        answer["id"] = m_id;
        answer["object"] = "chat.completion";
        answer["created"] = m_context.createdS;
        answer["model"] = m_model;
        answer["choices"] = Json::array({std::move(choice)});
        if (Json usage = usageOf(m_usage); !usage.is_null())
            answer["usage"] = std::move(usage);
        return toBytes(answer);
    }

    std::string m_text;
    std::string m_reasoning;
    std::string m_refusal;
    std::vector<Call> m_calls;
};

} // namespace

std::unique_ptr<AnswerEncoder> chatEncoder(bool stream, AnswerContext context)
{
    if (stream)
        return std::make_unique<ChatStreamEncoder>(std::move(context));
    return std::make_unique<ChatWholeEncoder>(std::move(context));
}

} // namespace Belay
