// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace Belay {

// An answer in no dialect, as a list of events; a whole answer is the same list at once.

struct AnswerUsage {
    std::optional<int> inputTokens; ///< all of them, cached ones too
    std::optional<int> outputTokens; ///< all of them, reasoning too
    std::optional<int> cachedTokens;
    std::optional<int> cacheWriteTokens;
    std::optional<int> reasoningTokens;
};

/// Takes over every field that `update` knows.
void merge(AnswerUsage &usage, const AnswerUsage &update);

struct AnswerStarted {
    std::string id;
    std::string model; ///< the provider's own name
};
struct TextDelta {
    std::string text;
};
struct ReasoningDelta {
    std::string text;
};
/// Seals the reasoning that came before it, or the tool call that comes next; good at its signer only.
struct ReasoningSignature {
    std::string signature;
    Dialect signer = Dialect::Anthropic;
};
struct RefusalDelta {
    std::string text;
};
/// `index` counts the tool calls of an answer from 0.
struct ToolCallStarted {
    int index = 0;
    std::string id;
    std::string name;
};
struct ToolArgumentsDelta {
    int index = 0;
    std::string text;
};
/// Later values replace earlier ones, field by field.
struct UsageUpdate {
    AnswerUsage usage;
};
enum class FinishReason { Stop, StopSequence, Length, ToolCalls, ContentFilter };
struct AnswerFinished {
    FinishReason reason = FinishReason::Stop;
    std::string stopSequence;
};
/// The terminal marker of the dialect, or the end of one that has none: nothing follows.
struct AnswerCompleted {
};
/// Keep-alive of the provider, worth a comment to the client.
struct AnswerPing {
};

using AnswerEvent = std::variant<AnswerStarted, TextDelta, ReasoningDelta, ReasoningSignature, RefusalDelta,
    ToolCallStarted, ToolArgumentsDelta, UsageUpdate, AnswerFinished, AnswerCompleted, AnswerPing>;
using AnswerEvents = std::vector<AnswerEvent>;

} // namespace Belay
