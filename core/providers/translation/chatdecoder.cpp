// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatdecoder.h"

#include "core/providers/openaicodec.h"

namespace Belay {

namespace {

constexpr int LegacyIndex = -1;

/// Where a provider gives calls no id. Clients send it back among those of other answers.
std::string madeCallId(const std::string &answerId, size_t index)
{
    const size_t keep = std::min<size_t>(answerId.size(), 24);
    return "call_" + answerId.substr(answerId.size() - keep) + '_' + std::to_string(index);
}

std::optional<int> firstOf(
    const Json &usage, std::initializer_list<std::initializer_list<const char *>> paths)
{
    for (const auto &path : paths) {
        if (const std::optional<int> number = intOf(member(usage, path)))
            return number;
    }
    return {};
}

} // namespace

void ChatDecoder::takeEvent(const QByteArray &name, const Json &document)
{
    if (name == "error")
        fail();
    else
        takeChunk(document);
}

void ChatDecoder::takeBody(const Json &document)
{
    // Some wrap an answer in an array of one.
    const bool wrapped = document.is_array() && document.size() == 1;
    const Json &answer = wrapped ? document.front() : document;
    takeChunk(answer);
    const Json *choices = member(answer, "choices");
    if (!hasEnded() && choices && choices->is_array())
        close();
}

void ChatDecoder::takeText(const QByteArray &text)
{
    if (text.trimmed() == "[DONE]")
        close();
}

void ChatDecoder::takeClose()
{
    if (m_hasFinish)
        close();
}

void ChatDecoder::close()
{
    if (!m_hasFinish)
        takeFinish({});
    complete();
}

void ChatDecoder::takeChunk(const Json &chunk)
{
    if (saysOpenAiError(chunk)) {
        fail();
        return;
    }
    const Json *choices = member(chunk, "choices");
    if (!choices || !choices->is_array())
        return;
    // Azure begins with a chunk that has neither.
    if (!m_started && (!choices->empty() || hasContent(member(chunk, "id"))))
        start(chunk);
    for (const Json &choice : *choices) {
        if (intOf(member(choice, "index")).value_or(0) == 0)
            takeChoice(choice);
    }
    takeUsage(member(chunk, "usage"));
    takeUsage(member(chunk, {"x_groq", "usage"}));
}

void ChatDecoder::start(const Json &chunk)
{
    m_started = true;
    m_answerId = utf8Of(member(chunk, "id"));
    emitEvent(AnswerStarted {m_answerId, utf8Of(member(chunk, "model"))});
}

void ChatDecoder::takeChoice(const Json &choice)
{
    for (const char *name : {"delta", "message"}) {
        if (const Json *piece = member(choice, name))
            takePiece(*piece);
    }
    if (hasContent(member(choice, "finish_reason")))
        takeFinish(choice);
}

void ChatDecoder::takePiece(const Json &piece)
{
    // Some send the same thought under both names.
    for (const char *name : {"reasoning_content", "reasoning"}) {
        if (const std::string &text = utf8Of(member(piece, name)); !text.empty()) {
            emitEvent(ReasoningDelta {text});
            break;
        }
    }
    takeContent(member(piece, "content"));
    if (const std::string &text = utf8Of(member(piece, "refusal")); !text.empty())
        emitEvent(RefusalDelta {text});
    if (const Json *calls = member(piece, "tool_calls"); calls && calls->is_array()) {
        for (const Json &call : *calls)
            takeCall(call);
    }
    if (const Json *call = member(piece, "function_call"); call && call->is_object())
        takeCall({{"index", LegacyIndex}, {"function", *call}});
}

/// A string; an array of chunks at Mistral (`text`, `thinking`).
void ChatDecoder::takeContent(const Json *content)
{
    if (const std::string &text = utf8Of(content); !text.empty())
        emitEvent(TextDelta {text});
    if (!content || !content->is_array())
        return;
    for (const Json &chunk : *content) {
        if (const std::string &text = utf8Of(member(chunk, "text")); !text.empty())
            emitEvent(TextDelta {text});
        const Json *thoughts = member(chunk, "thinking");
        if (!thoughts || !thoughts->is_array())
            continue;
        for (const Json &thought : *thoughts) {
            if (const std::string &text = utf8Of(member(thought, "text")); !text.empty())
                emitEvent(ReasoningDelta {text});
        }
    }
}

/// Indexes may be missing, begin at 1, have gaps, or be 0 for every call: then the id tells.
size_t ChatDecoder::callAt(const Json &json)
{
    const std::optional<int> wireIndex = intOf(member(json, "index"));
    const std::string &id = utf8Of(member(json, "id"));
    for (size_t i = m_calls.size(); i > 0; --i) {
        const Call &call = m_calls[i - 1];
        const bool sameId = id.empty() || call.id.empty() || call.id == id;
        const bool samePlace = wireIndex ? call.wireIndex == wireIndex : id.empty() || call.id == id;
        if (sameId && samePlace)
            return i - 1;
    }
    m_calls.push_back({wireIndex, id, false, {}});
    return m_calls.size() - 1;
}

void ChatDecoder::takeCall(const Json &json)
{
    if (!json.is_object())
        return;
    const size_t at = callAt(json);
    if (m_calls[at].id.empty())
        m_calls[at].id = utf8Of(member(json, "id"));
    if (const Json *function = member(json, "function"))
        takeFunction(at, *function);
}

void ChatDecoder::takeFunction(size_t at, const Json &function)
{
    Call &call = m_calls[at];
    const std::string &name = utf8Of(member(function, "name"));
    const bool starts = !call.started && !name.empty();
    if (starts) {
        call.started = true;
        if (call.id.empty())
            call.id = madeCallId(m_answerId, at);
        emitEvent(ToolCallStarted {static_cast<int>(at), call.id, name});
    }
    const Json *arguments = member(function, "arguments");
    std::string text = utf8Of(arguments);
    if (arguments && arguments->is_object())
        text = toBytes(*arguments).toStdString();
    if (starts)
        text.insert(0, std::exchange(call.early, {}));
    if (!call.started)
        call.early += text;
    else if (!text.empty())
        emitEvent(ToolArgumentsDelta {static_cast<int>(at), std::move(text)});
}

void ChatDecoder::takeUsage(const Json *usage)
{
    if (!usage || !usage->is_object())
        return;
    UsageUpdate update;
    update.usage.inputTokens = intOf(member(*usage, "prompt_tokens"));
    update.usage.outputTokens = openAiOutputTokens(*usage);
    update.usage.cachedTokens = firstOf(
        *usage, {{"prompt_tokens_details", "cached_tokens"}, {"prompt_cache_hit_tokens"}, {"cached_tokens"}});
    update.usage.cacheWriteTokens = firstOf(*usage, {{"prompt_tokens_details", "cache_write_tokens"}});
    update.usage.reasoningTokens
        = firstOf(*usage, {{"completion_tokens_details", "reasoning_tokens"}, {"reasoning_tokens"}});
    emitEvent(update);
}

/// A forced call ends as `stop` at OpenAI, and any call at some others.
void ChatDecoder::takeFinish(const Json &choice)
{
    const std::string_view word = openAiFinishWord(utf8Of(member(choice, "finish_reason")));
    if (word == "error") {
        fail();
        return;
    }
    if (std::exchange(m_hasFinish, true))
        return;
    AnswerFinished finished;
    const std::string &sequence = utf8Of(member(choice, "stop_reason")); // vLLM
    if (word == "length") {
        finished.reason = FinishReason::Length;
    } else if (word == "content_filter") {
        finished.reason = FinishReason::ContentFilter;
    } else if (word == "tool_calls" || !m_calls.empty()) {
        finished.reason = FinishReason::ToolCalls;
    } else if (word == "stop" && !sequence.empty()) {
        finished.reason = FinishReason::StopSequence;
        finished.stopSequence = sequence;
    }
    emitEvent(std::move(finished));
}

} // namespace Belay
