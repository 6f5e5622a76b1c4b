// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesencoder.h"

#include "core/providers/translation/answerblocks.h"
#include "core/providers/translation/thinkingseal.h"

#include <algorithm>

namespace Belay {

namespace {

std::string_view stopReason(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Stop:
        break;
    case FinishReason::StopSequence:
        return "stop_sequence";
    case FinishReason::Length:
        return "max_tokens";
    case FinishReason::ToolCalls:
        return "tool_use";
    case FinishReason::ContentFilter:
        return "refusal";
    }
    return "end_turn";
}

/// Anthropic counts what came from its cache and what went there apart.
Json usageOf(const AnswerUsage &usage)
{
    const int read = usage.cachedTokens.value_or(0);
    const int written = usage.cacheWriteTokens.value_or(0);
    Json told = {{"input_tokens", std::max(0, usage.inputTokens.value_or(0) - read - written)},
        {"cache_creation_input_tokens", written}, {"cache_read_input_tokens", read},
        {"output_tokens", usage.outputTokens.value_or(0)}};
    if (usage.reasoningTokens)
        told["output_tokens_details"] = {{"thinking_tokens", *usage.reasoningTokens}};
    return told;
}

Json errorOf(const ClientFault &fault)
{
    Json error = {{"type", fault.anthropicType.empty() ? "api_error" : fault.anthropicType},
        {"message", fault.message}};
    if (!fault.belay.is_null())
        error["belay"] = fault.belay;
    Json body = {{"type", "error"}, {"error", std::move(error)}};
    if (!fault.requestId.empty())
        body["request_id"] = fault.requestId;
    return body;
}

/// What a stream and a whole answer have in common: who answers, how it ended, what it cost.
class MessagesEncoder : public AnswerEncoder, protected BlockSink
{
public:
    explicit MessagesEncoder(AnswerContext context)
        : m_context(std::move(context))
    { }

    QByteArray take(const AnswerEvent &event) final
    {
        if (!m_ended)
            std::visit([this](const auto &one) { read(one); }, event);
        return std::exchange(m_bytes, {});
    }

protected:
    virtual void start() = 0;
    virtual void ping() = 0;
    virtual void finish() = 0;

    Json message() const;
    Json stopSequence() const;
    std::string_view stop() const { return stopReason(m_finished.reason); }
    Json usage() const { return usageOf(m_usage); }
    QByteArray &bytes() { return m_bytes; }

private:
    void begin();
    void read(const AnswerStarted &started);
    void read(const TextDelta &delta) { addText(delta.text); }
    void read(const ReasoningDelta &delta);
    void read(const ReasoningSignature &signature);
    void read(const RefusalDelta &delta);
    void read(const ToolCallStarted &call);
    void read(const ToolArgumentsDelta &piece) { m_blocks.addArguments(piece); }
    void read(const UsageUpdate &update) { merge(m_usage, update.usage); }
    void read(const AnswerFinished &finished);
    void read(const AnswerCompleted &);
    void read(const AnswerPing &) { ping(); }
    void addText(const std::string &text);

    AnswerContext m_context;
    AnswerBlocks m_blocks {*this};
    AnswerUsage m_usage;
    AnswerFinished m_finished;
    QByteArray m_bytes;
    bool m_started = false;
    bool m_refused = false;
    bool m_ended = false;
};

Json MessagesEncoder::message() const
{
    const bool own = m_context.requestId.starts_with("msg_");
    return {{"id", own ? m_context.requestId : "msg_" + m_context.requestId}, {"type", "message"},
        {"role", "assistant"}, {"model", m_context.model}, {"content", Json::array()}};
}

Json MessagesEncoder::stopSequence() const
{
    const bool told = m_finished.reason == FinishReason::StopSequence && !m_finished.stopSequence.empty();
    return told ? Json(m_finished.stopSequence) : Json();
}

void MessagesEncoder::begin()
{
    if (!std::exchange(m_started, true))
        start();
}

void MessagesEncoder::read(const AnswerStarted &started)
{
    if (!started.id.empty())
        m_context.requestId = started.id;
    if (!started.model.empty())
        m_context.model = started.model;
    begin();
}

void MessagesEncoder::addText(const std::string &text)
{
    begin();
    m_blocks.addText(text);
}

// Whoever did not ask to see it takes the first block for the answer. A sign of life comes in its stead.
void MessagesEncoder::read(const ReasoningDelta &delta)
{
    begin();
    if (!m_context.showReasoning)
        return ping();
    m_blocks.addThinking(delta.text);
}

void MessagesEncoder::read(const ReasoningSignature &signature)
{
    begin();
    if (m_context.showReasoning)
        m_blocks.seal(writeSeal({signature.signer, signature.signature}));
}

void MessagesEncoder::read(const RefusalDelta &delta)
{
    m_refused = m_refused || !delta.text.empty();
    addText(delta.text);
}

void MessagesEncoder::read(const ToolCallStarted &call)
{
    begin();
    m_blocks.startCall(call);
}

void MessagesEncoder::read(const AnswerFinished &finished)
{
    m_finished = finished;
}

void MessagesEncoder::read(const AnswerCompleted &)
{
    if (m_refused && m_finished.reason == FinishReason::Stop)
        m_finished.reason = FinishReason::ContentFilter;
    begin();
    m_blocks.finish();
    finish();
    m_ended = true;
}

class MessagesStream final : public MessagesEncoder
{
public:
    using MessagesEncoder::MessagesEncoder;

    QByteArray fail(const ClientFault &fault) override
    {
        send("error", errorOf(fault));
        return std::exchange(bytes(), {});
    }

private:
    void start() override;
    void ping() override { send("ping", {{"type", "ping"}}); }
    void finish() override;
    void openBlock(const AnswerBlock &block) override;
    void addToBlock(const AnswerBlock &block, const std::string &piece) override;
    void closeBlock(const AnswerBlock &block) override;

    void send(const char *name, const Json &event);
    void sendDelta(const char *type, const char *field, std::string_view text);

    int m_index = -1;
    bool m_hasPieces = false;
};

void MessagesStream::send(const char *name, const Json &event)
{
    bytes().append("event: ").append(name).append("\ndata: ").append(toBytes(event)).append("\n\n");
}

// Written by hand: there is one for every token.
void MessagesStream::sendDelta(const char *type, const char *field, std::string_view text)
{
    QByteArray &out = bytes();
    out.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
    out.append(QByteArray::number(m_index)).append(",\"delta\":{\"type\":\"").append(type);
    out.append("\",\"").append(field).append("\":");
    appendJsonText(out, text);
    out.append("}}\n\n");
}

void MessagesStream::start()
{
    Json opening = message();
    opening["stop_reason"] = nullptr;
    opening["stop_sequence"] = nullptr;
    opening["usage"] = usage();
    send("message_start", {{"type", "message_start"}, {"message", std::move(opening)}});
}

void MessagesStream::openBlock(const AnswerBlock &block)
{
    ++m_index;
    m_hasPieces = false;
    Json content;
    if (block.kind == AnswerBlock::Kind::ToolUse)
        content = {{"type", "tool_use"}, {"id", block.id}, {"name", block.name}, {"input", Json::object()}};
    else if (block.kind == AnswerBlock::Kind::Thinking)
        content = {{"type", "thinking"}, {"thinking", ""}, {"signature", ""}};
    else
        content = {{"type", "text"}, {"text", ""}};
    send("content_block_start",
        {{"type", "content_block_start"}, {"index", m_index}, {"content_block", std::move(content)}});
}

void MessagesStream::addToBlock(const AnswerBlock &block, const std::string &piece)
{
    m_hasPieces = true;
    if (block.kind == AnswerBlock::Kind::ToolUse)
        sendDelta("input_json_delta", "partial_json", piece);
    else if (block.kind == AnswerBlock::Kind::Thinking)
        sendDelta("thinking_delta", "thinking", piece);
    else
        sendDelta("text_delta", "text", piece);
}

void MessagesStream::closeBlock(const AnswerBlock &block)
{
    if (block.kind == AnswerBlock::Kind::ToolUse && !m_hasPieces)
        sendDelta("input_json_delta", "partial_json", "{}");
    if (block.kind == AnswerBlock::Kind::Thinking)
        sendDelta("signature_delta", "signature", block.seal.empty() ? writeSeal({}) : block.seal);
    send("content_block_stop", {{"type", "content_block_stop"}, {"index", m_index}});
}

void MessagesStream::finish()
{
    send("message_delta",
        {{"type", "message_delta"}, {"delta", {{"stop_reason", stop()}, {"stop_sequence", stopSequence()}}},
            {"usage", usage()}});
    send("message_stop", {{"type", "message_stop"}});
}

class MessagesWhole final : public MessagesEncoder
{
public:
    using MessagesEncoder::MessagesEncoder;

    QByteArray fail(const ClientFault &fault) override { return toBytes(errorOf(fault)); }

private:
    void start() override { }
    void ping() override { }
    void finish() override;
    void openBlock(const AnswerBlock &) override { m_text.clear(); }
    void addToBlock(const AnswerBlock &, const std::string &piece) override { m_text += piece; }
    void closeBlock(const AnswerBlock &block) override;

    std::string m_text;
    Json m_content = Json::array();
};

void MessagesWhole::closeBlock(const AnswerBlock &block)
{
    Json content;
    if (block.kind == AnswerBlock::Kind::ToolUse) {
        // Cut by the limit of tokens it is no object: the stop reason says so.
        std::optional<Json> input = parseJson(m_text);
        if (!input || !input->is_object())
            input = Json::object();
        content
            = {{"type", "tool_use"}, {"id", block.id}, {"name", block.name}, {"input", std::move(*input)}};
    } else if (block.kind == AnswerBlock::Kind::Thinking) {
        content = {{"type", "thinking"}, {"thinking", m_text},
            {"signature", block.seal.empty() ? writeSeal({}) : block.seal}};
    } else {
        content = {{"type", "text"}, {"text", m_text}};
    }
    m_content.push_back(std::move(content));
}

void MessagesWhole::finish()
{
    Json body = message();
    body["content"] = std::move(m_content);
    body["stop_reason"] = stop();
    body["stop_sequence"] = stopSequence();
    body["usage"] = usage();
    bytes() = toBytes(body);
}

} // namespace

std::unique_ptr<AnswerEncoder> messagesEncoder(bool stream, AnswerContext context)
{
    if (stream)
        return std::make_unique<MessagesStream>(std::move(context));
    return std::make_unique<MessagesWhole>(std::move(context));
}

QByteArray messagesFault(const ClientFault &fault)
{
    return toBytes(errorOf(fault));
}

} // namespace Belay
