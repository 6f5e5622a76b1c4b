// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatquirks.h"

#include "core/providers/translation/targetneeds.h"

#include <algorithm>

namespace Belay {

namespace {

bool isNamed(const std::string &model, std::initializer_list<std::string_view> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
        [&](std::string_view beginning) { return model.starts_with(beginning); });
}

Effort within(Effort effort, Effort least, Effort most)
{
    return std::clamp(effort, least, most);
}

/// Which words a model of OpenAI's takes has changed with every generation.
Effort openAiEffort(Effort effort, const std::string &model)
{
    if (isNamed(model, {"o1", "o3", "o4"}))
        return within(effort, Effort::Low, Effort::High);
    if (model == "gpt-5" || isNamed(model, {"gpt-5-"}))
        return within(effort, Effort::Minimal, Effort::High);
    if (isNamed(model, {"gpt-5."}))
        return effort == Effort::Minimal ? Effort::Low : within(effort, Effort::None, Effort::ExtraHigh);
    return effort;
}

} // namespace

ChatQuirks chatQuirks(ProviderKindId kind)
{
    switch (kind) {
    case ProviderKindId::OpenAi:
        return {.user = "safety_identifier", .parallelToolCalls = true, .serviceTier = true, .files = true};
    case ProviderKindId::AzureOpenAi:
        return {.user = "user", .parallelToolCalls = true, .serviceTier = true, .files = true};
    case ProviderKindId::OpenRouter:
        return {.user = "user", .parallelToolCalls = true, .topK = true, .files = true};
    case ProviderKindId::Groq:
    case ProviderKindId::Cerebras:
        return {.user = "user", .penalties = false, .parallelToolCalls = true};
    case ProviderKindId::Mistral:
        return {.seed = "random_seed",
            .highestTemperature = 1.5,
            .parallelToolCalls = true,
            .shortCallIds = true};
    case ProviderKindId::DeepSeek:
        return {.seed = nullptr, .textInParts = false};
    case ProviderKindId::XAi:
        return {.user = "user", .parallelToolCalls = true};
    case ProviderKindId::Fireworks:
        return {.user = "user"};
    case ProviderKindId::Perplexity:
        return {.seed = nullptr, .tools = false};
    case ProviderKindId::Cohere:
        return {.highestTemperature = 1};
    case ProviderKindId::Ollama:
        return {.toolChoice = false, .imageAddresses = false};
    case ProviderKindId::LmStudio:
        return {.topK = true};
    case ProviderKindId::Vllm:
        return {.user = "user", .parallelToolCalls = true, .topK = true};
    case ProviderKindId::LlamaCpp:
        return {.parallelToolCalls = true, .topK = true};
    case ProviderKindId::Anthropic:
    case ProviderKindId::Gemini:
    case ProviderKindId::Together:
    case ProviderKindId::OpenAiCompatible:
        break;
    }
    return {};
}

bool isOpenAi(ProviderKindId kind)
{
    return kind == ProviderKindId::OpenAi || kind == ProviderKindId::AzureOpenAi;
}

bool reasons(const TargetTraits &target)
{
    if (target.info.capabilities.reasoning)
        return true;
    return isOpenAi(target.kind) && !isKnown(target.info)
        && isNamed(target.model, {"o1", "o3", "o4", "gpt-5", "gpt-6", "gpt-7"});
}

std::optional<std::string> effortWord(Effort effort, const TargetTraits &target)
{
    if (!reasons(target))
        return {};
    switch (target.kind) {
    case ProviderKindId::OpenAi:
    case ProviderKindId::AzureOpenAi:
        return std::string(nameOf(openAiEffort(effort, target.model)));
    case ProviderKindId::OpenRouter:
        return std::string(nameOf(effort));
    case ProviderKindId::Mistral:
    case ProviderKindId::Cohere:
        return effort <= Effort::Minimal ? "none" : "high";
    case ProviderKindId::DeepSeek:
        return effort >= Effort::ExtraHigh ? "max" : "high";
    case ProviderKindId::XAi:
        if (!isNamed(target.model, {"grok-3-mini"}))
            return {};
        return effort >= Effort::Medium ? "high" : "low";
    default:
        return std::string(nameOf(within(effort, Effort::Low, Effort::High)));
    }
}

} // namespace Belay
