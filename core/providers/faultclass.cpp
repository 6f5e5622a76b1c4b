// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/faultclass.h"

#include <QRegularExpression>

namespace Belay {

namespace {

using Kind = ProviderKindId;

struct Case {
    Kind kind;
    int status; // of the answer, or the one told inside a 200
    const Fault &fault;
};

bool has(const QString &text, const char *sentence)
{
    return text.contains(QLatin1StringView(sentence), Qt::CaseInsensitive);
}

/// OpenAI and Groq count by the minute and by the day under one code; the text names the dimension.
bool isDailyLimit(const Case &c)
{
    return c.status == 429 && (has(c.fault.message, "(RPD)") || has(c.fault.message, "(TPD)"));
}

bool saysQuotaInWords(const Case &c)
{
    const QString &text = c.fault.message;
    static const QRegularExpression anthropicLimit(
        QStringLiteral("^You have reached your specified (?:workspace )?API usage limits"));
    static const QRegularExpression xaiCredits(
        QStringLiteral("available credits|any credits|out of credits|spending limit"));
    switch (c.kind) {
    case Kind::Anthropic:
        return text.startsWith(u"Your credit balance is too low") || text.contains(anthropicLimit);
    case Kind::Perplexity:
        return c.status == 401 && has(text, "insufficient credits");
    case Kind::AzureOpenAi:
        return c.status == 403 && has(text, "Out of call volume quota");
    case Kind::XAi:
        return (c.status == 403 || c.status == 429) && text.contains(xaiCredits);
    case Kind::OpenRouter:
        return c.status == 403 && text.startsWith(u"Key limit exceeded");
    case Kind::Fireworks:
        return c.status == 412; // the account is suspended
    default:
        return false;
    }
}

bool isQuota(const Case &c)
{
    if (c.status == 402 || saysQuotaInWords(c) || isDailyLimit(c))
        return true;
    if (c.fault.says({"insufficient_quota", "billing_hard_limit_reached", "billing_error",
            "enforced_spend_limit_reached", "blocked_api_access", "payment_required"}))
        return true;
    return std::any_of(c.fault.quotaIds.begin(), c.fault.quotaIds.end(),
        [](const QString &id) { return id.contains(u"PerDay"); });
}

bool isContentFilter(const Case &c)
{
    return c.fault.says({"content_filter", "content_policy_violation", "refusal", "prompt_blocked",
        "ResponsibleAIPolicyViolation"});
}

bool isContextLength(const Case &c)
{
    if (c.fault.says({"context_length_exceeded", "token_limit_exceeded", "exceed_context_size_error"}))
        return true;
    static const QRegularExpression sentence(
        QStringLiteral(
            "maximum context length|context window|context_length|prompt is too long|too many tokens|"
            "input token count.*exceed|exceed the configured limit|"
            "exceeds the available context size|reduce the length of the messages|model token limit"),
        QRegularExpression::CaseInsensitiveOption);
    const bool aboutRequest = c.status == 0 || c.status == 400 || c.status == 413 || c.status == 422;
    return aboutRequest && c.fault.message.contains(sentence);
}

bool isOverloadStatus(int status)
{
    return status == 502 || status == 503 || status == 529 || (status >= 520 && status <= 524);
}

bool isOverloaded(const Case &c)
{
    if (isOverloadStatus(c.status) || (c.status == 498 && c.kind != Kind::Cohere))
        return true;
    if (c.status != 0 && c.status < 500)
        return false;
    return c.fault.says(
        {"overloaded_error", "provider_overloaded", "provider_unavailable", "server_is_overloaded",
            "service_unavailable_error", "temporarily_unavailable", "unavailable_error", "UNAVAILABLE",
            "insufficient_system_resource", "The service is currently unavailable" /* xAI, in a 200 */});
}

bool isServerError(const Case &c)
{
    return c.status >= 500
        || (c.status == 0
            && c.fault.says(
                {"server_error", "api_error", "internal_error", "internal_server_error", "INTERNAL", "server",
                    "unmapped", "timeout_error", "timeout", "DEADLINE_EXCEEDED", "finish_error"}));
}

bool isAuth(const Case &c)
{
    if (c.status == 401 || (c.status == 498 && c.kind == Kind::Cohere))
        return true;
    if (c.fault.says({"invalid_api_key", "wrong_api_key", "authentication_error", "authentication",
            "API_KEY_INVALID", "UNAUTHENTICATED"}))
        return true;
    const QString &text = c.fault.message;
    if (c.kind == Kind::Gemini && c.status == 400)
        return text.startsWith(u"API key not valid") || text.startsWith(u"API key expired");
    if (c.kind == Kind::XAi && c.status == 400)
        return has(text, "Incorrect API key provided");
    return c.kind == Kind::Cohere && (text == u"invalid api token" || text == u"no api key supplied");
}

bool isForbidden(const Case &c)
{
    return c.status == 403 || c.status == 451
        || c.fault.says({"permission_error", "permission_denied", "PERMISSION_DENIED", "request_forbidden",
            "unsupported_country_region_territory", "FAILED_PRECONDITION", "region_restricted",
            "privacy_restricted"});
}

bool isModelNotFound(const Case &c)
{
    if (c.fault.says({"wrong_endpoint", "constraint_filtered"}))
        return false;
    if (c.status == 404 || c.status == 410
        || c.fault.says({"model_not_found", "not_found_error", "DeploymentNotFound", "NOT_FOUND",
            "NotFoundError", "invalid_model", "unknown_model", "model_deprecated", "no_endpoints",
            "model_unavailable_upstream", "free_variant_ended", "not_found"}))
        return true;
    const QString &text = c.fault.message;
    return c.status == 400
        && ((c.kind == Kind::OpenRouter && has(text, "is not a valid model ID"))
            || (c.kind == Kind::Perplexity && text.startsWith(u"Invalid model")));
}

bool isRateLimit(const Case &c)
{
    return c.status == 429
        || (c.status == 0
            && c.fault.says({"rate_limit_error", "rate_limit_exceeded", "rate_limited", "slow_down",
                "too_many_requests_error", "capacity_exhausted", "RESOURCE_EXHAUSTED"}));
}

std::optional<Outcome> byStatus(const Case &c)
{
    if (c.status == 407)
        return Outcome::Proxy;
    if (c.status == 408 || c.status == 499)
        return Outcome::Reset;
    if (c.status == 413 || c.fault.says({"request_too_large", "payload_too_large"}))
        return Outcome::TooLarge;
    if (c.status >= 400)
        return Outcome::BadRequest;
    if (c.fault.says({"invalid_request_error", "invalid_request", "BadRequestError", "INVALID_ARGUMENT"}))
        return Outcome::BadRequest;
    return {};
}

} // namespace

std::optional<Outcome> outcomeOf(ProviderKindId kind, int status, const Fault &fault)
{
    const Case c {kind, status >= 300 ? status : fault.status, fault};
    if (isQuota(c))
        return Outcome::Quota;
    if (isContentFilter(c))
        return Outcome::ContentFilter;
    if (isOverloaded(c))
        return Outcome::Overloaded;
    // Words of a key or a model in a 5xx are the server's confusion.
    if (isServerError(c))
        return Outcome::ServerError;
    if (isContextLength(c))
        return Outcome::ContextLength;
    if (c.status == 413)
        return Outcome::TooLarge;
    if (isRateLimit(c))
        return Outcome::RateLimited;
    if (isAuth(c))
        return Outcome::Auth;
    if (isForbidden(c))
        return Outcome::Forbidden;
    if (isModelNotFound(c))
        return Outcome::ModelNotFound;
    return byStatus(c);
}

} // namespace Belay
