// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextwords.h"

namespace Belay {

namespace {

using Kind = ProviderKindId;

struct Hint {
    std::string_view text;
    Kind kind;
};

/// Hosts besides those of the catalogue: older names, and those of other faces of the same provider.
constexpr int OfHost = 90;
constexpr Hint Hosts[] {{".openai.azure.com", Kind::AzureOpenAi},
    {".cognitiveservices.azure.com", Kind::AzureOpenAi}, {".services.ai.azure.com", Kind::AzureOpenAi},
    {"api.together.xyz", Kind::Together}, {"api.cohere.com", Kind::Cohere}, {"api.cohere.ai", Kind::Cohere},
    {"aiplatform.googleapis.com", Kind::Gemini}};

/// Headers that only one of them sends.
constexpr int OfHeader = 80;
constexpr Hint Headers[] {{"openai-organization:", Kind::OpenAi}, {"openai-processing-ms:", Kind::OpenAi},
    {"openai-version:", Kind::OpenAi}, {"anthropic-ratelimit-", Kind::Anthropic},
    {"anthropic-organization-id:", Kind::Anthropic}, {"x-groq-region:", Kind::Groq}, {"x_groq", Kind::Groq},
    {"x-generation-id:", Kind::OpenRouter}, {"openrouter processing", Kind::OpenRouter},
    {"x-kong-request-id:", Kind::Mistral}, {"cerebras-request-id:", Kind::Cerebras},
    {"x-ratelimit-limit-tokens-minute:", Kind::Cerebras}, {"x-ratelimit-limit-req-minute:", Kind::Mistral},
    {"x-together-traceid:", Kind::Together}, {"x-tokenlimit-limit:", Kind::Together},
    {"fireworks-", Kind::Fireworks}, {"x-ms-region:", Kind::AzureOpenAi},
    {"apim-request-id:", Kind::AzureOpenAi}, {"x-ms-deployment-name:", Kind::AzureOpenAi}};

/// Sentences and words of one provider alone.
constexpr int OfForm = 60;
constexpr Hint Forms[] {{"platform.openai.com", Kind::OpenAi}, {"help.openai.com", Kind::OpenAi},
    {"in organization org-", Kind::OpenAi}, {"anthropic api", Kind::Anthropic},
    {"x-api-key", Kind::Anthropic}, {"console.anthropic.com", Kind::Anthropic},
    {"docs.anthropic.com", Kind::Anthropic}, {"platform.claude.com", Kind::Anthropic},
    {"docs.claude.com", Kind::Anthropic}, {"support.claude.com", Kind::Anthropic},
    {"\"req_011c", Kind::Anthropic}, {"'req_011c", Kind::Anthropic}, {"type.googleapis.com", Kind::Gemini},
    {"ai.google.dev", Kind::Gemini}, {"aistudio.google.com", Kind::Gemini},
    {"resource_exhausted", Kind::Gemini}, {"is not found for api version", Kind::Gemini},
    {"input token count", Kind::Gemini}, {"prompt_blocked", Kind::Gemini}, {"blockreason", Kind::Gemini},
    {"generativelanguage", Kind::Gemini}, {"console.groq.com", Kind::Groq},
    {"in organization `org_", Kind::Groq}, {"service tier `on_demand`", Kind::Groq},
    {"cloud.cerebras.ai", Kind::Cerebras}, {"wrong_api_key", Kind::Cerebras},
    {"console.mistral.ai", Kind::Mistral}, {"docs.mistral.ai", Kind::Mistral},
    {"service_tier_capacity_exceeded", Kind::Mistral}, {"service tier capacity exceeded", Kind::Mistral},
    {"invalid_model\"", Kind::Mistral}, {"\"rate_limited\"", Kind::Mistral},
    {"authentication fails", Kind::DeepSeek}, {"insufficient balance", Kind::DeepSeek},
    {"platform.deepseek.com", Kind::DeepSeek}, {"console.x.ai", Kind::XAi},
    {"client specified an invalid argument", Kind::XAi}, {"no credentials presented", Kind::XAi},
    {"the service is currently unavailable", Kind::XAi}, {"some resource has been exhausted", Kind::XAi},
    {"openrouter.ai/", Kind::OpenRouter}, {"is not a valid model id", Kind::OpenRouter},
    {"provider_name", Kind::OpenRouter}, {"\"availability\"", Kind::OpenRouter},
    {"no auth credentials found", Kind::OpenRouter}, {"provider returned error", Kind::OpenRouter},
    {"missing authentication header", Kind::OpenRouter}, {"api.together.ai/", Kind::Together},
    {"app.fireworks.ai", Kind::Fireworks}, {"accounts/fireworks/", Kind::Fireworks},
    {"faultstring", Kind::Fireworks}, {"docs.perplexity.ai", Kind::Perplexity},
    {"www.perplexity.ai", Kind::Perplexity}, {"invalid api token", Kind::Cohere},
    {"no api key supplied", Kind::Cohere}, {"dashboard.cohere.com", Kind::Cohere},
    {"trial key", Kind::Cohere}, {"azure openai", Kind::AzureOpenAi},
    {"deploymentnotfound", Kind::AzureOpenAi}, {"invalid subscription key", Kind::AzureOpenAi},
    {"responsibleaipolicyviolation", Kind::AzureOpenAi}, {"call volume quota", Kind::AzureOpenAi},
    {"api deployment for this resource", Kind::AzureOpenAi}, {"try pulling it first", Kind::Ollama},
    {"model runner has unexpectedly stopped", Kind::Ollama}, {"lm studio", Kind::LmStudio},
    {"unexpected endpoint or method", Kind::LmStudio}, {"exceeds the available context size", Kind::LlamaCpp},
    {"\"unavailable_error", Kind::LlamaCpp}, {"'unavailable_error", Kind::LlamaCpp},
    {"loading model", Kind::LlamaCpp}};

/// What LiteLLM puts in front of the provider's words.
constexpr int OfWrapper = 70;
constexpr Hint Wrappers[] {{"openaiexception", Kind::OpenAi}, {"anthropicexception", Kind::Anthropic},
    {"geminiexception", Kind::Gemini}, {"vertexaiexception", Kind::Gemini}, {"vertex_ai", Kind::Gemini},
    {"groqexception", Kind::Groq}, {"cerebrasexception", Kind::Cerebras}, {"mistralexception", Kind::Mistral},
    {"deepseekexception", Kind::DeepSeek}, {"xaiexception", Kind::XAi},
    {"openrouterexception", Kind::OpenRouter}, {"togetheraiexception", Kind::Together},
    {"together_aiexception", Kind::Together}, {"fireworks_aiexception", Kind::Fireworks},
    {"fireworksaiexception", Kind::Fireworks}, {"perplexityexception", Kind::Perplexity},
    {"cohereexception", Kind::Cohere}, {"azureexception", Kind::AzureOpenAi},
    {"ollamaexception", Kind::Ollama}, {"hosted_vllmexception", Kind::Vllm}};

/// A library that knows one provider.
constexpr int OfLibrary = 40;
constexpr Hint Libraries[] {{"anthropic.", Kind::Anthropic}, {"@anthropic-ai", Kind::Anthropic},
    {"google.genai", Kind::Gemini}, {"@google/genai", Kind::Gemini}, {"googlegenerativeai", Kind::Gemini},
    {"google.api_core", Kind::Gemini}, {"google_genai", Kind::Gemini}, {"groq.", Kind::Groq},
    {"groq-sdk", Kind::Groq}, {"cerebras.cloud", Kind::Cerebras}, {"mistralai.", Kind::Mistral},
    {"@mistralai", Kind::Mistral}, {"cohere.", Kind::Cohere}, {"cohere-ai", Kind::Cohere},
    {"together.error", Kind::Together}, {"ollama.", Kind::Ollama}, {"anthropic-sdk-go", Kind::Anthropic},
    {"com.anthropic", Kind::Anthropic}, {"com.google.genai", Kind::Gemini},
    {"anthropicerror", Kind::Anthropic}, {"openrouter.", Kind::OpenRouter}, {"xai_sdk", Kind::XAi},
    {"fireworks.client", Kind::Fireworks}};

/// OpenAI's library is the way to nearly everybody: only where nothing else is known.
constexpr int OfAnybody = 12;
constexpr Hint Anybody[] {{"openai.", Kind::OpenAi}, {"openaierror", Kind::OpenAi}, {"openai/", Kind::OpenAi},
    {"openai-go", Kind::OpenAi}, {"com.openai", Kind::OpenAi}, {"gpt-", Kind::OpenAi},
    {"claude-", Kind::Anthropic}, {"gemini-", Kind::Gemini}, {"grok-", Kind::XAi},
    {"deepseek-", Kind::DeepSeek}, {"sonar", Kind::Perplexity}, {"command-", Kind::Cohere},
    {"mistral-", Kind::Mistral}, {"ministral-", Kind::Mistral}, {"vllm", Kind::Vllm},
    {"litellm.openai", Kind::OpenAi}};

} // namespace

std::vector<ErrorPhrase> originWords()
{
    std::vector<ErrorPhrase> words;
    const auto add = [&](const auto &hints, int weight) {
        for (const Hint &hint : hints)
            words.push_back(
                {hint.text, ErrorPhrase::Is::Origin, 0, "", HttpFailureKind::Reset, weight, hint.kind});
    };
    add(Hosts, OfHost);
    add(Headers, OfHeader);
    add(Wrappers, OfWrapper);
    add(Forms, OfForm);
    add(Libraries, OfLibrary);
    add(Anybody, OfAnybody);
    return words;
}

} // namespace Belay
