// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include <QTest>

namespace {

void row(const char *name, const char *kind, int status, const char *body, const char *expected,
    const char *code = "")
{
    QTest::newRow(name) << QString::fromLatin1(kind) << status << QByteArray(body)
                        << QString::fromLatin1(expected) << QString::fromLatin1(code);
}

void addExceptions()
{
    row("1: xAI fails in a 200", "xai", 200,
        R"({"code":"The service is currently unavailable","error":"Timed out waiting for first token"})",
        "overloaded", "The service is currently unavailable");
    row("2: OpenRouter fails in a 200", "openrouter", 200,
        R"({"error":{"code":502,"message":"Upstream","metadata":{"error_type":"provider_unavailable"}}})",
        "overloaded", "provider_unavailable");
    row("2: OpenRouter fails in a chunk", "openrouter", 200,
        R"({"id":"gen","provider":"OpenAI","error":{"code":429,"message":"Rate limit exceeded"},"choices":[{"finish_reason":"error"}]})",
        "rate-limited", "finish_error");
    row("3: words of a key in a 5xx", "openai", 500,
        R"({"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}})", "server-error",
        "invalid_api_key");
    row("3: words of quota in a 5xx", "openai", 500,
        R"({"error":{"message":"x","code":"insufficient_quota"}})", "quota", "insufficient_quota");
    row("5: Gemini's bad key is a 400", "gemini", 400,
        R"({"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}})",
        "auth", "API_KEY_INVALID");
    row("5: Gemini's expired key", "gemini", 400,
        R"({"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT"}})",
        "auth", "INVALID_ARGUMENT");
    row("5: Gemini's quota of a minute", "gemini", 429,
        R"({"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]}]}})",
        "rate-limited", "RESOURCE_EXHAUSTED");
    row("5: Gemini's quota of a day", "gemini", 429,
        R"({"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}})",
        "quota", "RESOURCE_EXHAUSTED");
    row("6: OpenAI's requests of a day", "openai", 429,
        R"({"error":{"message":"Rate limit reached for gpt-4o on requests per day (RPD): Limit 200, Used 200","type":"requests","code":"rate_limit_exceeded"}})",
        "quota", "rate_limit_exceeded");
    row("6: OpenAI's requests of a minute", "openai", 429,
        R"({"error":{"message":"Rate limit reached for gpt-4o on requests per min (RPM): Limit 3, Used 3","type":"requests","code":"rate_limit_exceeded"}})",
        "rate-limited", "rate_limit_exceeded");
}

void addKeysAndQuota()
{
    row("OpenAI's bad key", "openai", 401,
        R"({"error":{"message":"Incorrect API key provided: sk-abc***.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})",
        "auth", "invalid_api_key");
    row("OpenAI's region", "openai", 403,
        R"({"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","code":"unsupported_country_region_territory"}})",
        "forbidden", "unsupported_country_region_territory");
    row("OpenAI's quota", "openai", 429,
        R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}})",
        "quota", "insufficient_quota");
    row("OpenAI's hard limit is a 400", "openai", 400,
        R"({"error":{"message":"x","type":"invalid_request_error","code":"billing_hard_limit_reached"}})",
        "quota", "billing_hard_limit_reached");
    row("Anthropic's bad key", "anthropic", 401,
        R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}})", "auth",
        "authentication_error");
    row("Anthropic's permission", "anthropic", 403,
        R"({"type":"error","error":{"type":"permission_error","message":"x"}})", "forbidden",
        "permission_error");
    row("Anthropic's credit is a 400", "anthropic", 400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}})",
        "quota", "invalid_request_error");
    row("Anthropic's own limit is a 400", "anthropic", 400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified workspace API usage limits. You will regain access on"}})",
        "quota", "invalid_request_error");
    row("another kind may say that and mean nothing", "mistral", 400,
        R"({"error":{"message":"Your credit balance is too low"}})", "bad-request");
    row("Anthropic's spend limit is a 429", "anthropic", 429,
        R"({"type":"error","error":{"type":"rate_limit_error","message":"x","details":{"error_code":"enforced_spend_limit_reached"}}})",
        "quota", "enforced_spend_limit_reached");
    row("Gemini's billing is a 400", "gemini", 400,
        R"({"error":{"code":400,"message":"x","status":"FAILED_PRECONDITION"}})", "forbidden",
        "FAILED_PRECONDITION");
    row("Groq's spend cap is a 400", "groq", 400,
        R"({"error":{"message":"x","type":"invalid_request_error","code":"blocked_api_access"}})", "quota",
        "blocked_api_access");
    row("DeepSeek's bad key has no code of its own", "deepseek", 401,
        R"({"error":{"message":"Authentication Fails","type":"authentication_error","param":null,"code":"invalid_request_error"}})",
        "auth", "invalid_request_error");
    row("DeepSeek's balance", "deepseek", 402,
        R"({"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}})",
        "quota", "invalid_request_error");
    row("xAI's bad key is a 400", "xai", 400,
        R"({"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***. You can obtain"})",
        "auth", "Client specified an invalid argument");
    row("xAI's credits are a 403", "xai", 403,
        R"({"code":"The caller does not have permission","error":"Your team has used all available credits"})",
        "quota", "The caller does not have permission");
    row("OpenRouter's limit of a key is a 403", "openrouter", 403,
        R"({"error":{"code":403,"message":"Key limit exceeded (monthly limit)."}})", "quota");
    row("OpenRouter's region", "openrouter", 403,
        R"({"error":{"message":"x","http_status":403,"availability":{"code":"region_restricted"}}})",
        "forbidden", "region_restricted");
    row("Perplexity's credits are a 401", "perplexity", 401,
        R"({"error":{"message":"Insufficient credits","code":401}})", "quota");
    row("Azure's volume is a 403", "azure-openai", 403,
        R"({"error":{"code":"403","message":"Out of call volume quota. Quota will be replenished"}})",
        "quota");
    row("Cohere's token in a 400", "cohere", 400, R"({"message":"invalid api token"})", "auth");
    row("Together's bad key", "together", 401,
        R"({"error":{"message":"Invalid API key provided.","type":"invalid_request_error","code":"invalid_api_key"}})",
        "auth", "invalid_api_key");
    row("Mistral's bad key", "mistral", 401, R"({"detail":"Unauthorized"})", "auth");
    row("vLLM's error is a text", "vllm", 401, R"({"error":"Unauthorized"})", "auth");
    row("Azure counts its codes", "azure-openai", 401,
        R"({"error":{"code":"401","message":"Access denied"}})", "auth");
}

void addLoadAndModels()
{
    row("OpenAI says slow down", "openai", 429,
        R"({"error":{"message":"x","type":"rate_limit_error","code":"slow_down"}})", "rate-limited",
        "slow_down");
    row("Cerebras is flat", "cerebras", 429,
        R"({"message":"Rate limit exceeded","type":"rate_limit_error","param":null,"code":"request_quota_exceeded"})",
        "rate-limited", "request_quota_exceeded");
    row("Cerebras fails in a stream", "cerebras", 200,
        R"({"error":{"message":"x","type":"y"},"status_code":503})", "overloaded", "y");
    row("Anthropic is overloaded in a stream", "anthropic", 200,
        R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", "overloaded",
        "overloaded_error");
    row("Anthropic fails in a stream", "anthropic", 200,
        R"({"type":"error","error":{"type":"api_error","message":"x"}})", "server-error", "api_error");
    row("Gemini is overloaded in a stream", "gemini", 200,
        R"({"error":{"code":503,"message":"x","status":"UNAVAILABLE"}})", "overloaded", "UNAVAILABLE");
    row("Gemini's error in an array", "gemini", 429,
        R"([{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}])", "rate-limited", "RESOURCE_EXHAUSTED");
    row("Mistral ends with an error", "mistral", 200, R"({"choices":[{"finish_reason":"error"}]})",
        "server-error", "finish_error");
    row("DeepSeek runs out of machines", "deepseek", 200,
        R"({"choices":[{"finish_reason":"insufficient_system_resource"}]})", "overloaded",
        "insufficient_system_resource");
    row("an error in a 200 of no known class", "openai-compatible", 200, R"({"error":{"message":"oops"}})",
        "not-an-answer");
    row("OpenAI's model", "openai", 404,
        R"({"error":{"message":"The model `X` does not exist","type":"invalid_request_error","code":"model_not_found"}})",
        "model-not-found", "model_not_found");
    row("Azure's deployment", "azure-openai", 404, R"({"error":{"code":"DeploymentNotFound","message":"x"}})",
        "model-not-found", "DeploymentNotFound");
    row("OpenRouter's model is a 400", "openrouter", 400,
        R"({"error":{"message":"foo is not a valid model ID","code":400}})", "model-not-found");
    row("OpenRouter's model in the other form", "openrouter", 400,
        R"({"error":{"message":"x","availability":{"code":"model_not_found","retryable":false}}})",
        "model-not-found", "model_not_found");
    row("OpenRouter's wrong endpoint is no model", "openrouter", 400,
        R"({"error":{"message":"x","availability":{"code":"wrong_endpoint"}}})", "bad-request",
        "wrong_endpoint");
    row("Perplexity's model is a 400", "perplexity", 400,
        R"({"error":{"message":"Invalid model 'x'. Permitted","code":400}})", "model-not-found");
    row("Mistral's model is a 400", "mistral", 400,
        R"({"object":"error","message":"Invalid model: x","type":"invalid_model","code":"1500"})",
        "model-not-found", "invalid_model");
    row("Ollama's model", "ollama", 404, R"({"error":"model 'x' not found"})", "model-not-found");
}

void addRequests()
{
    row("OpenAI's context", "openai", 400,
        R"({"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})",
        "context-length", "context_length_exceeded");
    row("OpenAI's newer words for it", "openai", 400,
        R"({"error":{"message":"Input tokens exceed the configured limit of 272000 tokens."}})",
        "context-length");
    row("Anthropic's context", "anthropic", 400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"}})",
        "context-length", "invalid_request_error");
    row("Gemini's context", "gemini", 400,
        R"({"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}})",
        "context-length", "INVALID_ARGUMENT");
    row("Cohere's context", "cohere", 400, R"({"message":"too many tokens: size limit exceeded"})",
        "context-length");
    row("vLLM's context", "vllm", 400,
        R"({"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","param":null,"code":400})",
        "context-length", "BadRequestError");
    row("llama.cpp's context", "llamacpp", 400,
        R"({"error":{"code":400,"message":"request (9 tokens) exceeds the available context size (8 tokens), try increasing it","type":"exceed_context_size_error"}})",
        "context-length", "exceed_context_size_error");
    row("Groq's request is too large for a minute", "groq", 413,
        R"({"error":{"message":"Request too large on tokens per minute (TPM): Limit 6000","type":"tokens","code":"rate_limit_exceeded"}})",
        "too-large", "rate_limit_exceeded");
    row("Azure's filter", "azure-openai", 400,
        R"({"error":{"message":"The response was filtered","type":null,"code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}})",
        "content-filter", "content_filter");
    row("OpenRouter's moderation is a 403", "openrouter", 403,
        R"({"error":{"code":403,"message":"x","metadata":{"reasons":["a"],"flagged_input":"b"}}})",
        "content-filter", "content_policy_violation");
    row("OpenRouter's guardrail is a 403", "openrouter", 403,
        R"({"error":{"code":403,"message":"x","metadata":{"patterns":["a"]}}})", "content-filter",
        "content_policy_violation");
    row("Gemini's refused prompt is a 200", "gemini", 200, R"({"promptFeedback":{"blockReason":"SAFETY"}})",
        "content-filter", "prompt_blocked");
    row("an unknown parameter", "openai", 400,
        R"({"error":{"message":"Unsupported parameter: 'max_tokens'","type":"invalid_request_error","code":"unsupported_parameter"}})",
        "bad-request", "unsupported_parameter");
    row("numbers in a text mean nothing", "openai", 400,
        R"({"error":{"message":"429 401 quota not found overloaded 503"}})", "bad-request");
    row("fields of other types", "openai", 400,
        R"({"error":{"message":[1],"code":{},"type":7,"details":"x","metadata":[],"availability":0}})",
        "bad-request");
    row("a nest of arrays", "openai", 400, R"([[[[[[[[[[]]]]]]]]]])", "bad-request");
}

} // namespace

void addFaultRows()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("expectedCode");
    addExceptions();
    addKeysAndQuota();
    addLoadAndModels();
    addRequests();
}
