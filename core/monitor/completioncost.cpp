// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/completioncost.h"

#include "core/providers/json.h"

namespace Belay {

namespace {

constexpr int UsualPromptTokens = 16;
constexpr int MostWrappingTokens = 128;
constexpr int MostReasoningTokens = 4'096; // ten times what so short a question has been seen to take

bool isReasoningOff(const ProbeRecipe &recipe)
{
    const std::optional<Json> extra = parseJson(recipe.extra);
    return extra
        && (textOf(member(*extra, "reasoning_effort")) == u"none"
            || textOf(member(*extra, {"thinking", "type"})) == u"disabled");
}

/// `max_completion_tokens` and `maxOutputTokens` count reasoning by their definition, and Anthropic's models
/// think when asked to. Under the old name some count the answer alone: xAI tells 1 token and bills 291.
bool mayReasonOverLimit(const ProviderKind &kind, const ModelInfo &model)
{
    if (kind.dialect != Dialect::OpenAi || model.recipe.tokenField != TokenField::MaxTokens)
        return false;
    const bool nobodyKnows = model.pattern == u"*";
    return (nobodyKnows || model.capabilities.reasoning || model.hidesReasoning)
        && !isReasoningOff(model.recipe);
}

} // namespace

const QString &probePrompt()
{
    static const QString prompt = QStringLiteral("Reply with OK.");
    return prompt;
}

std::optional<NanoUsd> usualCostOfOne(const ModelInfo &model, const std::optional<Price> &price)
{
    if (!price)
        return {};
    return costOf(*price, UsualPromptTokens, model.recipe.maxTokens);
}

std::optional<NanoUsd> mostCostOfOne(
    const ProviderKind &kind, const ModelInfo &model, const std::optional<Price> &price)
{
    if (!price)
        return {};
    // A token stands for one byte at the least.
    const qint64 in = probePrompt().toUtf8().size() + MostWrappingTokens;
    const int reasoning = mayReasonOverLimit(kind, model) ? MostReasoningTokens : 0;
    return costOf(*price, in, model.recipe.maxTokens + reasoning);
}

} // namespace Belay
