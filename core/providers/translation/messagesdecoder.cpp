// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagesdecoder.h"

#include <algorithm>
#include <limits>

namespace Belay {

namespace {

FinishReason reasonNamed(const std::string &name)
{
    if (name == "stop_sequence")
        return FinishReason::StopSequence;
    if (name == "max_tokens" || name == "model_context_window_exceeded")
        return FinishReason::Length;
    if (name == "tool_use")
        return FinishReason::ToolCalls;
    if (name == "refusal")
        return FinishReason::ContentFilter;
    return FinishReason::Stop; // end_turn, pause_turn, and what is yet to come
}

void replace(std::optional<int> &field, const Json *value)
{
    if (const std::optional<int> number = intOf(value); number && *number >= 0)
        field = number;
}

} // namespace

void MessagesDecoder::takeEvent(const QByteArray &name, const Json &document)
{
    const std::string &told = utf8Of(member(document, "type"));
    const std::string type = told.empty() ? name.toStdString() : told;
    const std::optional<int> index = intOf(member(document, "index"));
    if (type == "message_start") {
        if (const Json *message = member(document, "message"))
            takeMessage(*message);
    } else if (type == "content_block_start") {
        takeBlockStart(document);
    } else if (type == "content_block_delta") {
        takeBlockDelta(document);
    } else if (type == "content_block_stop") {
        takeBlockStop(index.value_or(0));
    } else if (type == "message_delta") {
        if (const Json *delta = member(document, "delta"))
            takeStop(*delta);
        takeUsage(member(document, "usage"));
    } else if (type == "message_stop") {
        finish();
    } else if (type == "ping") {
        emitEvent(AnswerPing {});
    } else if (type == "error") {
        fail();
    }
}

void MessagesDecoder::takeBody(const Json &document)
{
    const Json *content = member(document, "content");
    if (utf8Of(member(document, "type")) != "message" || !content || !content->is_array())
        return;
    takeMessage(document);
    int index = 0;
    for (const Json &block : *content) {
        takeBlockStart({{"index", index}, {"content_block", block}});
        takeBlockStop(index++);
    }
    takeStop(document);
    finish();
}

// A server that leaves the last event out has still told its reason.
void MessagesDecoder::takeClose()
{
    if (m_finished)
        finish();
}

void MessagesDecoder::takeMessage(const Json &message)
{
    emitEvent(AnswerStarted {utf8Of(member(message, "id")), utf8Of(member(message, "model"))});
    takeUsage(member(message, "usage"));
}

void MessagesDecoder::takeBlockStart(const Json &event)
{
    const Json *content = member(event, "content_block");
    if (!content)
        return;
    Block &block = m_blocks[intOf(member(event, "index")).value_or(0)] = {};
    const std::string &type = utf8Of(member(*content, "type"));
    if (type == "text") {
        block.kind = BlockKind::Text;
        addText(block.kind, utf8Of(member(*content, "text")));
    } else if (type == "thinking") {
        block.kind = BlockKind::Thinking;
        block.signature = utf8Of(member(*content, "signature"));
        addText(block.kind, utf8Of(member(*content, "thinking")));
    } else if (type == "tool_use") {
        block.kind = BlockKind::Tool;
        block.call = m_calls++;
        emitEvent(
            ToolCallStarted {block.call, utf8Of(member(*content, "id")), utf8Of(member(*content, "name"))});
        if (const Json *input = member(*content, "input"); hasContent(input))
            addArguments(block, toBytes(*input).toStdString());
    }
}

void MessagesDecoder::takeBlockDelta(const Json &event)
{
    const auto found = m_blocks.find(intOf(member(event, "index")).value_or(0));
    const Json *delta = member(event, "delta");
    if (found == m_blocks.end() || !delta)
        return;
    Block &block = found->second;
    const std::string &type = utf8Of(member(*delta, "type"));
    if (block.kind == BlockKind::Text && type == "text_delta")
        addText(block.kind, utf8Of(member(*delta, "text")));
    else if (block.kind == BlockKind::Thinking && type == "thinking_delta")
        addText(block.kind, utf8Of(member(*delta, "thinking")));
    else if (block.kind == BlockKind::Thinking && type == "signature_delta")
        block.signature += utf8Of(member(*delta, "signature"));
    else if (block.kind == BlockKind::Tool && type == "input_json_delta")
        addArguments(block, utf8Of(member(*delta, "partial_json")));
}

void MessagesDecoder::takeBlockStop(int index)
{
    const auto found = m_blocks.find(index);
    if (found == m_blocks.end())
        return;
    Block block = std::move(found->second);
    m_blocks.erase(found);
    if (block.kind == BlockKind::Tool && !block.hasArguments)
        addArguments(block, "{}");
    if (block.kind == BlockKind::Thinking && !block.signature.empty())
        emitEvent(ReasoningSignature {std::move(block.signature), Dialect::Anthropic});
}

void MessagesDecoder::addText(BlockKind kind, const std::string &text)
{
    if (text.empty())
        return;
    if (kind == BlockKind::Text)
        emitEvent(TextDelta {text});
    else
        emitEvent(ReasoningDelta {text});
}

void MessagesDecoder::addArguments(Block &block, std::string text)
{
    if (text.empty())
        return;
    block.hasArguments = true;
    emitEvent(ToolArgumentsDelta {block.call, std::move(text)});
}

void MessagesDecoder::takeStop(const Json &holder)
{
    const std::string &reason = utf8Of(member(holder, "stop_reason"));
    if (!reason.empty())
        m_finished = AnswerFinished {reasonNamed(reason), utf8Of(member(holder, "stop_sequence"))};
    if (const std::string &why = utf8Of(member(holder, {"stop_details", "explanation"})); !why.empty())
        m_refusal = why;
}

// Each count replaces the one before it; what a later event leaves out stays.
void MessagesDecoder::takeUsage(const Json *usage)
{
    if (!usage || !usage->is_object())
        return;
    replace(m_freshTokens, member(*usage, "input_tokens"));
    replace(m_usage.cachedTokens, member(*usage, "cache_read_input_tokens"));
    replace(m_usage.cacheWriteTokens, member(*usage, "cache_creation_input_tokens"));
    replace(m_usage.outputTokens, member(*usage, "output_tokens"));
    replace(m_usage.reasoningTokens, member(*usage, {"output_tokens_details", "thinking_tokens"}));
    if (m_freshTokens) {
        const std::int64_t all = std::int64_t {*m_freshTokens} + m_usage.cachedTokens.value_or(0)
            + m_usage.cacheWriteTokens.value_or(0);
        m_usage.inputTokens = static_cast<int>(std::min<std::int64_t>(all, std::numeric_limits<int>::max()));
    }
    emitEvent(UsageUpdate {m_usage});
}

void MessagesDecoder::finish()
{
    if (!m_refusal.empty())
        emitEvent(RefusalDelta {m_refusal});
    emitEvent(m_finished.value_or(AnswerFinished {}));
    complete();
}

} // namespace Belay
