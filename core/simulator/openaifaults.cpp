// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/voice.h"

namespace Belay {

namespace {

// One error before it takes the form of its provider.
struct Fault {
    int status = 500;
    std::string message;
    std::string type;
    std::optional<std::string> code;
    std::optional<std::string> param;
    HttpHeaders headers;
};

ConfigJson orNull(const std::optional<std::string> &text)
{
    return text ? ConfigJson(*text) : ConfigJson(nullptr);
}

Fault badKey(ProviderKindId kind)
{
    switch (kind) {
    case ProviderKindId::DeepSeek:
        return {401, "Authentication Fails, Your api key: ****here is invalid", "authentication_error",
            "invalid_request_error", {}, {}};
    case ProviderKindId::XAi:
        return {400,
            "Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai.",
            "Client specified an invalid argument", {}, {}, {}};
    case ProviderKindId::OpenRouter:
        return {401, "User not found.", "authentication", {}, {}, {}};
    case ProviderKindId::Mistral:
        return {401, "Unauthorized", "authentication_error", {}, {}, {}};
    case ProviderKindId::Groq:
        return {401, "Invalid API Key", "invalid_request_error", "invalid_api_key", {}, {}};
    case ProviderKindId::Cerebras:
        return {401, "Wrong API Key", "invalid_request_error", "wrong_api_key", {}, {}};
    case ProviderKindId::LlamaCpp:
        return {401, "Invalid API Key", "authentication_error", {}, {}, {}};
    default:
        return {401,
            "Incorrect API key provided: sk-***. You can find your API key at "
            "https://platform.openai.com/account/api-keys.",
            "invalid_request_error", "invalid_api_key", {}, {}};
    }
}

Fault noModel(ProviderKindId kind, const QString &model)
{
    const std::string name = model.toStdString();
    switch (kind) {
    case ProviderKindId::Mistral:
        return {400, "Invalid model: " + name, "invalid_model", "1500", {}, {}};
    case ProviderKindId::OpenRouter:
        return {400, name + " is not a valid model ID", "invalid_request", {}, {}, {}};
    case ProviderKindId::DeepSeek:
        return {400, "Model Not Exist", "invalid_request_error", "invalid_request_error", {}, {}};
    case ProviderKindId::Ollama:
        return {404, "model \"" + name + "\" not found, try pulling it first", "not_found_error", {}, {}, {}};
    case ProviderKindId::Vllm:
        return {404, "The model `" + name + "` does not exist.", "NotFoundError", {}, {}, {}};
    default:
        return {404, "The model `" + name + "` does not exist or you do not have access to it.",
            "invalid_request_error", "model_not_found", {}, {}};
    }
}

Fault rateLimit(ProviderKindId kind, const FaultAsked &asked)
{
    const QByteArray seconds = wholeSeconds(asked.retryAfter);
    const QByteArray exact = QByteArray::number(static_cast<double>(asked.retryAfter.count()) / 1000.0);
    Fault fault {429, "Rate limit exceeded", "rate_limit_error", {}, {}, {{"retry-after", seconds}}};
    switch (kind) {
    case ProviderKindId::OpenAi:
    case ProviderKindId::Groq:
        fault.message = "Rate limit reached for " + asked.model.toStdString()
            + " in organization org-sim on requests per min (RPM): Limit 500, Used 500, Requested 1. Please "
              "try "
              "again in "
            + exact.toStdString() + "s.";
        fault.type = "requests";
        fault.code = "rate_limit_exceeded";
        fault.headers.insert(fault.headers.end(),
            {{"x-ratelimit-limit-requests", "500"}, {"x-ratelimit-remaining-requests", "0"},
                {"x-ratelimit-reset-requests", exact + 's'}});
        break;
    case ProviderKindId::Mistral:
        fault.type = "rate_limited";
        fault.code = "1300";
        break;
    case ProviderKindId::Cerebras:
        fault.code = "rate_limit_error";
        break;
    case ProviderKindId::OpenRouter: {
        const auto reset = asked.at + asked.retryAfter;
        fault.type = "rate_limit_exceeded";
        fault.headers.insert(fault.headers.end(),
            {{"x-ratelimit-limit", "20"}, {"x-ratelimit-remaining", "0"},
                {"x-ratelimit-reset", QByteArray::number(qint64 {reset.time_since_epoch().count()})}});
        break;
    }
    case ProviderKindId::XAi:
        fault.type = "Some resource has been exhausted";
        fault.message = "Too many requests";
        break;
    case ProviderKindId::DeepSeek:
        fault.headers.clear(); // says nothing of limits
        break;
    default:
        fault.code = "rate_limit_exceeded";
        break;
    }
    return fault;
}

Fault quota(ProviderKindId kind)
{
    switch (kind) {
    case ProviderKindId::OpenAi:
        return {429, "You exceeded your current quota, please check your plan and billing details.",
            "insufficient_quota", "insufficient_quota", {}, {}};
    case ProviderKindId::Groq:
        return {400, "API access is blocked: the spend limit of the organization is reached.",
            "invalid_request_error", "blocked_api_access", {}, {}};
    case ProviderKindId::DeepSeek:
        return {402, "Insufficient Balance", "unknown_error", "invalid_request_error", {}, {}};
    case ProviderKindId::OpenRouter:
        return {402, "Insufficient credits. Add more credits and try again.", "payment_required", {}, {}, {}};
    default:
        return {402, "Payment required: the account has no credit left.", "payment_required", {}, {}, {}};
    }
}

Fault ofStatus(int status)
{
    if (status == 503 || status == 502 || status == 529)
        return {status, "The requested model is temporarily overloaded. Please try again later.",
            "service_unavailable_error", "server_is_overloaded", {}, {}};
    if (status >= 500)
        return {status, "The server had an error while processing your request. Sorry about that!",
            "server_error", {}, {}, {}};
    if (status == 403)
        return {403, "Country, region, or territory not supported", "request_forbidden",
            "unsupported_country_region_territory", {}, {}};
    if (status == 401)
        return badKey(ProviderKindId::OpenAi);
    return {status, "The request was refused.", "invalid_request_error", {}, {}, {}};
}

Fault faultOf(ProviderKindId kind, const FaultAsked &asked)
{
    switch (asked.fault) {
    case VoiceFault::BadKey:
        return badKey(kind);
    case VoiceFault::NoKey:
        if (kind == ProviderKindId::XAi)
            return {401, "No credentials presented.",
                "The request does not have valid authentication credentials", {}, {}, {}};
        if (kind == ProviderKindId::OpenAi)
            return {401, "You didn't provide an API key.", "invalid_request_error", {}, {}, {}};
        return badKey(kind);
    case VoiceFault::NoModel:
        return noModel(kind, asked.model);
    case VoiceFault::RateLimit:
        return rateLimit(kind, asked);
    case VoiceFault::Quota:
        return quota(kind);
    case VoiceFault::BadRequest:
        return {
            400, "We could not parse the JSON body of your request.", "invalid_request_error", {}, {}, {}};
    case VoiceFault::UnknownPath:
        return {404, "Invalid URL", "invalid_request_error", {}, {}, {}};
    case VoiceFault::Status:
        break;
    }
    return ofStatus(asked.status);
}

ConfigJson formed(ProviderKindId kind, const Fault &fault)
{
    switch (kind) {
    case ProviderKindId::Mistral:
        return {{"object", "error"}, {"message", fault.message}, {"type", fault.type},
            {"param", orNull(fault.param)}, {"code", orNull(fault.code)}};
    case ProviderKindId::Cerebras:
        return {{"message", fault.message}, {"type", fault.type}, {"param", orNull(fault.param)},
            {"code", orNull(fault.code)}};
    case ProviderKindId::XAi:
        return {{"code", fault.type}, {"error", fault.message}};
    case ProviderKindId::OpenRouter:
        return {{"error",
            {{"code", fault.status}, {"message", fault.message},
                {"metadata", {{"error_type", fault.type}}}}}};
    case ProviderKindId::LlamaCpp:
        return {{"error", {{"code", fault.status}, {"message", fault.message}, {"type", fault.type}}}};
    case ProviderKindId::Vllm:
        return {{"error",
            {{"message", fault.message}, {"type", fault.type}, {"param", nullptr}, {"code", fault.status}}}};
    default:
        return {{"error",
            {{"message", fault.message}, {"type", fault.type}, {"param", orNull(fault.param)},
                {"code", orNull(fault.code)}}}};
    }
}

} // namespace

HttpAnswer openAiFault(const SimulatedProvider &provider, const FaultAsked &asked)
{
    const Fault fault = faultOf(provider.kind, asked);
    HttpHeaders headers = fault.headers;
    headers.emplace_back("x-request-id", "req_sim" + QByteArray::number(asked.number));
    return jsonAnswer(fault.status, formed(provider.kind, fault), std::move(headers));
}

} // namespace Belay
