// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatedecoder.h"

#include <QUuid>

#include <algorithm>
#include <limits>

namespace Belay {

namespace {

constexpr size_t LongestIdPart = 24;

template <size_t N>
bool isOne(const std::string_view (&names)[N], std::string_view name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

constexpr std::string_view Filters[] = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
    "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"};
// The model spoilt its own answer: a cut one, which may be tried again.
constexpr std::string_view Failures[]
    = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"};

FinishReason reasonNamed(std::string_view name, bool hasCalls)
{
    if (name == "MAX_TOKENS")
        return FinishReason::Length;
    if (isOne(Filters, name))
        return FinishReason::ContentFilter;
    return hasCalls ? FinishReason::ToolCalls : FinishReason::Stop;
}

std::string plain(std::string_view id)
{
    std::string kept;
    for (const char c : id.substr(0, LongestIdPart)) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '-')
            kept += c;
    }
    return kept;
}

void replace(std::optional<int> &field, const Json *value)
{
    if (const std::optional<int> number = intOf(value); number && *number >= 0)
        field = number;
}

int sum(int a, int b)
{
    return a > std::numeric_limits<int>::max() - b ? std::numeric_limits<int>::max() : a + b;
}

} // namespace

void GenerateDecoder::takeEvent(const QByteArray &, const Json &document)
{
    if (!document.is_array())
        return takeChunk(document);
    for (const Json &chunk : document)
        takeChunk(chunk);
}

// A stream without alt=sse is one array of chunks.
void GenerateDecoder::takeBody(const Json &document)
{
    takeEvent({}, document);
    if (!hasEnded())
        takeClose();
}

void GenerateDecoder::takeClose()
{
    if (m_reason.empty() || isOne(Failures, m_reason))
        return;
    if (m_hasUsage)
        emitEvent(UsageUpdate {m_usage});
    emitEvent(AnswerFinished {reasonNamed(m_reason, m_calls > 0), {}});
    complete();
}

void GenerateDecoder::takeChunk(const Json &chunk)
{
    if (member(chunk, "error"))
        fail();
    const Json *candidates = member(chunk, "candidates");
    const bool blocked = hasContent(member(chunk, {"promptFeedback", "blockReason"}));
    if (hasEnded() || (!candidates && !blocked && !member(chunk, "usageMetadata")))
        return;
    takeStart(chunk);
    takeUsage(member(chunk, "usageMetadata"));
    if (hasContent(candidates) && candidates->is_array())
        takeCandidate(candidates->front());
    else if (blocked)
        m_reason = "SAFETY";
}

void GenerateDecoder::takeStart(const Json &chunk)
{
    if (std::exchange(m_started, true))
        return;
    m_id = utf8Of(member(chunk, "responseId"));
    emitEvent(AnswerStarted {m_id, utf8Of(member(chunk, "modelVersion"))});
    m_id = plain(m_id);
    if (m_id.empty())
        m_id = QUuid::createUuid().toString(QUuid::Id128).toStdString().substr(0, LongestIdPart);
}

void GenerateDecoder::takeCandidate(const Json &candidate)
{
    const Json *parts = member(candidate, {"content", "parts"});
    if (parts && parts->is_array()) {
        for (const Json &part : *parts)
            takePart(part);
    }
    if (const std::string &reason = utf8Of(member(candidate, "finishReason")); !reason.empty())
        m_reason = reason;
}

void GenerateDecoder::takePart(const Json &part)
{
    const std::string &text = utf8Of(member(part, "text"));
    if (!text.empty() && isTrue(member(part, "thought")))
        emitEvent(ReasoningDelta {text});
    else if (!text.empty())
        emitEvent(TextDelta {text});
    const Json *call = member(part, "functionCall");
    if (!call || !call->is_object())
        return;
    if (const std::string &signature = utf8Of(member(part, "thoughtSignature")); !signature.empty())
        emitEvent(ReasoningSignature {signature, Dialect::Gemini});
    takeCall(*call);
}

// An answer's own id makes that of its calls, where they have none, unlike those of other answers.
void GenerateDecoder::takeCall(const Json &call)
{
    const int index = m_calls++;
    std::string id = utf8Of(member(call, "id"));
    if (id.empty())
        id = "call_" + m_id + '_' + std::to_string(index);
    emitEvent(ToolCallStarted {index, std::move(id), utf8Of(member(call, "name"))});
    const Json *arguments = member(call, "args");
    const bool isObject = arguments && arguments->is_object();
    emitEvent(ToolArgumentsDelta {index, isObject ? toBytes(*arguments).toStdString() : std::string("{}")});
}

void GenerateDecoder::takeUsage(const Json *usage)
{
    if (!usage || !usage->is_object())
        return;
    replace(m_usage.inputTokens, member(*usage, "promptTokenCount"));
    replace(m_usage.cachedTokens, member(*usage, "cachedContentTokenCount"));
    replace(m_usage.reasoningTokens, member(*usage, "thoughtsTokenCount"));
    replace(m_words, member(*usage, "candidatesTokenCount"));
    if (m_words || m_usage.reasoningTokens)
        m_usage.outputTokens = sum(m_words.value_or(0), m_usage.reasoningTokens.value_or(0));
    m_hasUsage = true;
}

} // namespace Belay
