// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/situations.h"

namespace Belay {

using Kind = ProviderKindId;

namespace {

constexpr const char *BadKey
    = R"({"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}})";

DiagnosisEvidence refused(const KeysSeen &keys)
{
    DiagnosisEvidence e = answered(Kind::OpenAi, 401, BadKey);
    e.keys = keys;
    return e;
}

DiagnosisEvidence firstKey(DiagnosisEvidence e)
{
    e.keys = {1, 1, false};
    return e;
}

} // namespace

std::vector<Situation> keySituations()
{
    std::vector<Situation> rows;
    rows.push_back(
        {"a wrong key", refused({1, 1, false}), "you/key", "medium", Field::Keys, "Replace the key"});
    rows.push_back({"a retired key, and no page to look at", refused({1, 1, true}), "you/key", "medium",
        Field::Keys, "which worked before"});
    DiagnosisEvidence e = refused({1, 1, true});
    e.notice = green();
    rows.push_back({"a retired key under a green page", e, "you/key", "high", Field::Notice, "withdrawn"});
    rows.push_back({"one of two keys is retired", refused({2, 1, true}), "you/key", "high", Field::Keys,
        "Replace the key"});
    rows.push_back({"the provider's own check of keys breaks: all are refused", refused({3, 3, true}),
        "provider/outage", "medium", Field::Keys, "Do not replace your keys yet"});
    e = refused({3, 3, true});
    e.notice = trouble("API authentication errors");
    rows.push_back({"all keys are refused, and the page tells of it", e, "provider/outage", "high",
        Field::Notice, "status page says so too"});
    e.notice = green();
    rows.push_back({"all keys are refused under a page that lags", e, "provider/outage", "medium",
        Field::Keys, "does not say so yet"});
    e = refused({1, 1, true});
    e.notice = trouble("Users may see 401 when using API keys");
    rows.push_back({"a key that worked is refused while the page tells of keys", e, "provider/outage",
        "medium", Field::Notice, "Do not replace the key yet"});
    rows.push_back({"Gemini's wrong key is a 400",
        firstKey(answered(Kind::Gemini, 400,
            R"({"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}})")),
        "you/key", "medium", Field::Keys, "refuses your key (HTTP 400"});
    rows.push_back({"xAI's wrong key is a 400",
        firstKey(answered(Kind::XAi, 400,
            R"({"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***bc."})")),
        "you/key", "medium", Field::Keys, "refuses your key"});
    rows.push_back({"Cohere's wrong key is a 498",
        firstKey(answered(Kind::Cohere, 498, R"({"message":"invalid api token"})")), "you/key", "medium",
        Field::Keys, "refuses your key"});
    rows.push_back({"a refusal with a page and nothing else",
        firstKey(answered(Kind::Perplexity, 401, "<html><h1>401 Authorization Required</h1></html>",
            {{"content-type", "text/html"}})),
        "you/key", "medium", Field::Keys, "refuses your key"});
    rows.push_back({"a country that is not served",
        answered(Kind::OpenAi, 403,
            R"({"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}})"),
        "you/key", "high", Field::Answer, "region, permissions and billing"});
    rows.push_back({"Gemini's free tier ends at a border",
        answered(Kind::Gemini, 400,
            R"({"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}})"),
        "you/key", "high", Field::Answer, "does not allow it"});
    e = failing(Outcome::Skipped);
    e.state = TargetState::NoData;
    e.keyMissing = true;
    rows.push_back({"a key that is locked away", e, "you/key", "high", Field::Keys, "Unlock the keychain"});
    return rows;
}

std::vector<Situation> quotaSituations()
{
    std::vector<Situation> rows;
    const auto row = [&](const char *name, const DiagnosisEvidence &e, const char *confidence = "high") {
        rows.push_back({name, e, "you/quota", confidence, Field::Answer, "the service itself works"});
    };
    row("OpenAI's credit is used up",
        answered(Kind::OpenAi, 429,
            R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}})"));
    row("OpenAI's hard limit is a 400",
        answered(Kind::OpenAi, 400,
            R"({"error":{"message":"Billing hard limit","code":"billing_hard_limit_reached"}})"));
    row("OpenAI's requests of the day are used up",
        answered(Kind::OpenAi, 429,
            R"({"error":{"message":"Rate limit reached on requests per day (RPD): Limit 200","code":"rate_limit_exceeded"}})"));
    row("a quota that comes with a 500",
        answered(Kind::OpenAi, 500, R"({"error":{"message":"no","code":"insufficient_quota"}})"));
    row("Anthropic's balance is too low",
        answered(Kind::Anthropic, 400,
            R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}})"));
    row("Anthropic's limit of the month is reached",
        answered(Kind::Anthropic, 400,
            R"({"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access soon."}})"));
    row("Anthropic enforces a spend limit",
        answered(Kind::Anthropic, 429,
            R"({"type":"error","error":{"type":"rate_limit_error","message":"limit","details":{"error_code":"enforced_spend_limit_reached"}}})"));
    row("Anthropic's billing error",
        answered(
            Kind::Anthropic, 402, R"({"type":"error","error":{"type":"billing_error","message":"pay"}})"));
    row("DeepSeek's balance is gone",
        answered(
            Kind::DeepSeek, 402, R"({"error":{"message":"Insufficient Balance","type":"unknown_error"}})"));
    row("Groq blocks the API for want of payment",
        answered(Kind::Groq, 400, R"({"error":{"message":"blocked","code":"blocked_api_access"}})"));
    row("Gemini's requests of the day are used up",
        answered(Kind::Gemini, 429,
            R"({"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}})"));
    row("Perplexity's credits are a 401",
        answered(Kind::Perplexity, 401,
            R"({"error":{"message":"insufficient credits on this account","type":"unauthorized","code":401}})"));
    row("Azure's call volume is a 403",
        answered(Kind::AzureOpenAi, 403,
            R"({"error":{"code":"403","message":"Out of call volume quota. Quota will be replenished in 12.00:00:00."}})"),
        "medium");
    row("xAI's credits are used up",
        answered(Kind::XAi, 429,
            R"({"code":"resource-exhausted","error":"Your team has used all available credits"})"));
    row("OpenRouter's limit of one key",
        answered(Kind::OpenRouter, 403, R"({"error":{"message":"Key limit exceeded, in total","code":403}})"),
        "medium");
    row("Fireworks suspends the account",
        answered(Kind::Fireworks, 412,
            R"({"error":{"message":"Account suspended","code":"PRECONDITION_FAILED"}})"));
    row("a 402 without a word", failing(Outcome::Quota, 402), "medium");
    return rows;
}

std::vector<Situation> limitSituations()
{
    std::vector<Situation> rows;
    DiagnosisEvidence e = answered(Kind::OpenAi, 429,
        R"({"error":{"message":"Rate limit reached for requests. Please try again in 20s.","type":"requests","code":"rate_limit_exceeded"}})");
    rows.push_back(
        {"a limit that tells how long to wait", e, "you/rate-limit", "high", Field::Answer, "Wait 20 s"});
    e.notice = green();
    e.traffic = {0, 40};
    e.others.good = 2;
    rows.push_back({"a storm of 429 under a green page", e, "you/rate-limit", "high", Field::Answer,
        "It is not an outage"});
    e = answered(Kind::OpenAi, 429, "",
        {{"x-ratelimit-limit-requests", "60"}, {"x-ratelimit-remaining-requests", "0"},
            {"x-ratelimit-reset-requests", "12s"}});
    e.retryAfter.reset();
    rows.push_back(
        {"headers that say that nothing is left", e, "you/rate-limit", "high", Field::Limits, "Wait 12 s"});
    e.limit->remaining = 41;
    rows.push_back({"headers that say that there is room", e, "you/rate-limit", "medium", Field::Answer,
        "limits your key"});
    rows.push_back({"Anthropic's limit on tokens",
        answered(Kind::Anthropic, 429,
            R"({"type":"error","error":{"type":"rate_limit_error","message":"slow down"}})",
            {{"anthropic-ratelimit-tokens-limit", "10000"}, {"anthropic-ratelimit-tokens-remaining", "0"},
                {"retry-after", "7"}}),
        "you/rate-limit", "high", Field::Answer, "Wait 7 s"});
    rows.push_back({"Gemini's limit of the minute, in the words of a quota",
        answered(Kind::Gemini, 429,
            R"({"error":{"code":429,"message":"You exceeded your current quota. Please retry in 30.5s.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"}]}]}})"),
        "you/rate-limit", "high", Field::Answer, "Wait 30 s"});
    rows.push_back({"a 429 without a word", failing(Outcome::RateLimited, 429), "you/rate-limit", "medium",
        Field::Answer, "another account"});
    return rows;
}

} // namespace Belay
