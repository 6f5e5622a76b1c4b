// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "errortextrows.h"

namespace {

void row(const char *name, const char *expected, const char *kind, int status, const char *text)
{
    addErrorTextRow(name, text, expected, kind, status);
}

void addOpenAiAndAnthropic()
{
    row("OpenAI: quota, curl -i", "quota", "openai", 429,
        "HTTP/2 429 \r\ndate: Sun, 29 Nov 2026 10:22:33 GMT\r\ncontent-type: application/json\r\n"
        "openai-organization: org-x\r\nx-request-id: req_abc123def456\r\n\r\n"
        "{\n    \"error\": {\n        \"message\": \"You exceeded your current quota, please check your plan "
        "and "
        "billing details.\",\n        \"type\": \"insufficient_quota\",\n        \"param\": null,\n        "
        "\"code\": \"insufficient_quota\"\n    }\n}\n");
    row("OpenAI: bad key, body alone", "auth", "openai", 0,
        R"({"error":{"message":"Incorrect API key provided: sk-abc***. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})");
    row("OpenAI: rate of tokens, curl -w", "rate-limited", "openai", 429,
        R"({"error":{"message":"Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29500, Requested 900. Please try again in 1.2s.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}429)");
    row("OpenAI: requests of a day", "quota", "openai", 429,
        "HTTP/1.1 429 Too Many Requests\nx-request-id: req_1\n\n"
        R"({"error":{"message":"Rate limit reached for gpt-4o in organization org-x on requests per day (RPD): Limit 200","type":"requests","code":"rate_limit_exceeded"}})");
    row("OpenAI: region", "forbidden", "openai", 403,
        "HTTP/2 403\nopenai-version: 2020-10-01\n\n"
        R"({"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}})");
    row("OpenAI: model gone", "model-not-found", "openai", 404,
        R"(status: 404 {"error":{"message":"The model `gpt-4-turbo` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}})");
    row("OpenAI: server error without a code", "server-error", "openai", 500,
        "HTTP/2 500\nopenai-processing-ms: 12\n\n"
        R"({"error":{"message":"The server had an error while processing your request. Sorry about that!","type":"server_error","param":null,"code":null}})");
    row("OpenAI: overloaded", "overloaded", "openai", 503,
        "HTTP/1.1 503 Service Unavailable\nopenai-organization: x\n\n"
        R"({"error":{"message":"The requested model is temporarily overloaded","type":"service_unavailable_error","code":"server_is_overloaded"}})");
    row("OpenAI: unsupported parameter", "bad-request", "openai", 400,
        "HTTP/2 400\nopenai-version: 2020-10-01\n\n"
        R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}})");
    row("OpenAI: too long", "context-length", "openai", 0,
        R"({"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 130012 tokens. See https://platform.openai.com/docs","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})");
    row("OpenAI: error event of Responses", "server-error", "openai", 0,
        "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"The server had an "
        "error. Contact us "
        "through help.openai.com\",\"param\":null,\"sequence_number\":3}\n\n");
    row("OpenAI: a response that failed", "rate-limited", "openai", 0,
        "event: response.failed\ndata: "
        "{\"type\":\"response.failed\",\"response\":{\"id\":\"resp_1\",\"status\":\"failed\","
        "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Rate limit reached for gpt-5 in "
        "organization "
        "org-x\"}}}\n\n");
    row("Anthropic: bad key", "auth", "anthropic", 401,
        "HTTP/2 401 \nrequest-id: req_011CQ\n\n"
        R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CQabc"})");
    row("Anthropic: credit in a 400", "quota", "anthropic", 400,
        "HTTP/2 400\n\n"
        R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}})");
    row("Anthropic: credit, body alone", "quota", "anthropic", 0,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."},"request_id":"req_011CQabc"})");
    row("Anthropic: overloaded in a stream", "overloaded", "anthropic", 0,
        "event: content_block_delta\ndata: "
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
        "\"text\":\"Hi\"}}\n\nevent: error\ndata: "
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
        "\"Overloaded\"},\"request_id\":\"req_011Cx\"}\n\n");
    row("Anthropic: 529 of a coding assistant", "overloaded", "anthropic", 529,
        R"(API Error: 529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CTcde"})");
    row("Anthropic: monthly limit", "quota", "anthropic", 429,
        "HTTP/2 429\nanthropic-ratelimit-requests-remaining: 10\n\n"
        R"({"type":"error","error":{"type":"rate_limit_error","message":"x","details":{"error_code":"enforced_spend_limit_reached"}}})");
    row("Anthropic: prompt too long", "context-length", "anthropic", 400,
        R"(400 Bad Request: {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"},"request_id":"req_011Cq"})");
    row("Anthropic: unknown model", "model-not-found", "anthropic", 0,
        R"({"type":"error","error":{"type":"not_found_error","message":"model: claude-haiku-9"},"request_id":"req_011Cq"})");
    row("Anthropic: request too large, from the front", "too-large", "anthropic", 413,
        "HTTP/1.1 413 Payload Too Large\nServer: cloudflare\n\n<html><head><title>413 Payload Too "
        "Large</title></head>"
        "<body>api.anthropic.com</body></html>");
}

void addGeminiAndGroq()
{
    row("Gemini: bad key is a 400", "auth", "gemini", 400,
        R"({
  "error": {
    "code": 400,
    "message": "API key not valid. Please pass a valid API key.",
    "status": "INVALID_ARGUMENT",
    "details": [
      {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}
    ]
  }
}
)");
    row("Gemini: quota of a minute", "rate-limited", "gemini", 429,
        R"({"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}})");
    row("Gemini: quota of a day", "quota", "gemini", 429,
        R"({"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}})");
    row("Gemini: overloaded", "overloaded", "gemini", 503,
        R"([{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}] https://ai.google.dev)");
    row("Gemini: no key", "forbidden", "gemini", 403,
        "HTTP/2 403\n\n"
        R"({"error":{"code":403,"message":"Method doesn't allow unregistered callers (callers without established identity).","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.Help"}]}})");
    row("Gemini: free tier not offered", "forbidden", "gemini", 400,
        R"({"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION","details":[{"@type":"type.googleapis.com/google.rpc.DebugInfo"}]}})");
    row("Gemini: unknown model", "model-not-found", "gemini", 404,
        R"({"error":{"code":404,"message":"models/gemini-9 is not found for API version v1beta, or is not supported for generateContent.","status":"NOT_FOUND"}})");
    row("Gemini: too long", "context-length", "gemini", 400,
        R"({"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}})");
    row("Gemini: refused prompt in a 200", "content-filter", "gemini", 200,
        "HTTP/2 200\ncontent-type: application/json\nx-gemini-service-tier: standard\n\n"
        R"({"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":9}})");
    row("Groq: rate of tokens", "rate-limited", "groq", 429,
        "HTTP/2 429\nretry-after: 6\nx-groq-region: fra\n\n"
        R"({"error":{"message":"Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_01` service tier `on_demand` on tokens per minute (TPM): Limit 15000, Used 11972, Requested 4351. Please try again in 5.289s.","type":"tokens","code":"rate_limit_exceeded"}})");
    row("Groq: bad key", "auth", "groq", 401,
        "curl https://api.groq.com/openai/v1/models\n"
        R"({"error":{"message":"Invalid API Key","type":"invalid_request_error","code":"invalid_api_key"}} 401)");
    row("Groq: flex capacity", "overloaded", "groq", 498,
        "HTTP/2 498\nx-groq-region: fra\n\n"
        R"({"error":{"message":"Flex tier capacity exceeded","type":"capacity","code":"capacity_exceeded"}})");
    row("Groq: spend cap is a 400", "quota", "groq", 400,
        "HTTP/2 400\nx-groq-region: fra\n\n"
        R"({"error":{"message":"Organization has been restricted","type":"invalid_request_error","code":"blocked_api_access"}})");
}

void addFlatForms()
{
    row("Cerebras: flat, body alone", "rate-limited", "cerebras", 0,
        R"({"message":"Rate limit exceeded","type":"rate_limit_error","param":null,"code":"rate_limit_error","docs":"https://cloud.cerebras.ai"})");
    row("Cerebras: wrong key", "auth", "cerebras", 401,
        "HTTP/2 401\n\n"
        R"({"message":"Wrong API Key","type":"invalid_request_error","param":"api_key","code":"wrong_api_key"})");
    row("Cerebras: in a stream", "rate-limited", "cerebras", 429,
        "curl https://api.cerebras.ai/v1/chat/completions\n"
        R"(data: {"error":{"message":"Tokens per minute limit exceeded","type":"too_many_requests_error","param":"quota","code":"token_quota_exceeded","id":""},"status_code":429})");
    row("Mistral: rate", "rate-limited", "mistral", 429,
        "HTTP/2 429\nx-kong-request-id: 1f2e3d\n\n"
        R"({"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300"})");
    row("Mistral: capacity", "rate-limited", "mistral", 429,
        R"(Status 429. Body: {"object":"error","message":"Service tier capacity exceeded for this model.","type":"service_tier_capacity_exceeded","param":null,"code":"3505"})");
    row("Mistral: invalid model", "model-not-found", "mistral", 400,
        "HTTP/2 400\n\n"
        R"({"object":"error","message":"Invalid model: mistral-nano","type":"invalid_model","param":null,"code":"1500"})");
    row("Mistral: unauthorized as detail", "auth", "mistral", 401,
        "HTTP/2 401\nx-kong-request-id: 1\n\n{\"detail\":\"Unauthorized\"}");
    row("Mistral: message is an object", "bad-request", "mistral", 422,
        "HTTP/2 422\nx-kong-request-id: 1\n\n"
        R"({"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted","input":true}]},"type":"invalid_request_error","param":null,"code":null})");
    row("DeepSeek: balance without a status", "quota", "deepseek", 0,
        R"({"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}})");
    row("DeepSeek: bad key", "auth", "deepseek", 0,
        R"x({"error":{"message":"Authentication Fails, Your api key: ****here is invalid (request_id: 9f3c)","type":"authentication_error","param":null,"code":"invalid_request_error"}})x");
    row("xAI: bad key is a 400", "auth", "xai", 400,
        "HTTP/2 400\n\n"
        R"({"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai."})");
    row("xAI: no key", "auth", "xai", 401,
        "HTTP/2 401\n\n"
        R"({"code":"The request does not have valid authentication credentials","error":"No credentials presented."})");
    row("xAI: failure in a 200", "overloaded", "xai", 200,
        "HTTP/2 200\ncontent-type: application/json\n\n"
        R"({"code":"The service is currently unavailable","error":"Timed out waiting for first token"})");
    row("Cohere: bad token, 401", "auth", "cohere", 401,
        "* Connected to api.cohere.com\n< HTTP/2 401\n< content-type: "
        "application/json\n<\n{\"id\":\"x\",\"message\":\"invalid api "
        "token\"}\n* Connection #0 to host api.cohere.com left intact");
    row("Cohere: its own status for a token", "auth", "cohere", 498,
        "https://api.cohere.com/v2/chat HTTP 498 {\"message\":\"invalid token\"}");
    row("Cohere: too many tokens", "context-length", "cohere", 400,
        "POST https://api.cohere.com/v2/chat\nHTTP/1.1 400 Bad Request\n\n{\"message\":\"too many tokens: "
        "size "
        "limit exceeded\"}");
    row("Fireworks: fault", "server-error", "fireworks", 500,
        "HTTP/1.1 500 Internal Server Error\n\n"
        R"({"fault":{"faultstring":"Gateway error","detail":{"errorcode":"steps.servicecallout.ExecutionFailed"}}})");
    row("Fireworks: suspended account", "quota", "fireworks", 412,
        "POST https://api.fireworks.ai/inference/v1/chat/completions\nHTTP/2 412\n\n{\"error\":\"Account is "
        "suspended\"}");
    row("Fireworks: error as text", "model-not-found", "fireworks", 404,
        "HTTP/2 404\nfireworks-server-processing-time: 1\n\n{\"error\":\"Model not found, inaccessible, "
        "and/or "
        "not deployed\"}");
    row("Perplexity: credits are a 401", "quota", "perplexity", 401,
        "https://api.perplexity.ai/chat/completions\nHTTP/2 401\n\n"
        R"({"error":{"message":"Insufficient credits","type":"auth","code":401}})");
    row("Perplexity: a page instead of an error", "auth", "perplexity", 401,
        "> POST /chat/completions HTTP/2\n> Host: api.perplexity.ai\n>\n< HTTP/2 401\n< content-type: "
        "text/html\n<\n"
        "<html><head><title>401 Authorization Required</title></head></html>");
}

void addGatewaysAndLocal()
{
    row("OpenRouter: no credit", "quota", "openrouter", 402,
        R"({"error":{"code":402,"message":"Insufficient credits. Add more using https://openrouter.ai/settings/credits"},"user_id":"user_2x"})");
    row("OpenRouter: rate in a chunk of a 200", "rate-limited", "openrouter", 200,
        "HTTP/2 200\ncontent-type: text/event-stream\nx-generation-id: gen-1\n\n: OPENROUTER PROCESSING\n\n"
        "data: "
        "{\"id\":\"gen-abc123\",\"object\":\"chat.completion.chunk\",\"provider\":\"OpenAI\",\"error\":{"
        "\"code\":429,\"message\":"
        "\"Rate limit "
        "exceeded\",\"metadata\":{\"error_type\":\"rate_limit_exceeded\"}},\"choices\":[{\"index\":0,"
        "\"delta\":{\"content\":"
        "\"\"},\"finish_reason\":\"error\"}]}\n\n");
    row("OpenRouter: raw answer of an upstream inside", "rate-limited", "openrouter", 429,
        R"({"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"message\":\"quota\",\"type\":\"insufficient_quota\"}}","provider_name":"OpenAI"}},"user_id":"u"})");
    row("OpenRouter: availability", "model-not-found", "openrouter", 404,
        R"({"error":{"message":"No endpoints found","error_type":"not_found","http_status":404,"availability":{"code":"no_endpoints","retryable":false,"requested_models":["x/y"]}}})");
    row("OpenRouter: moderation", "content-filter", "openrouter", 403,
        R"({"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"x","provider_name":"OpenAI","model_slug":"openai/gpt-4o"}}})");
    row("Together: bad key", "auth", "together", 401,
        "curl -i https://api.together.xyz/v1/models\nHTTP/2 401\n\n"
        R"({"id":"x","error":{"message":"Invalid API key provided. You can find it at https://api.together.ai/settings/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})");
    row("Together: 524 of its front", "overloaded", "together", 524,
        "* Connected to api.together.ai (1.2.3.4) port 443\n< HTTP/2 524\n< server: cloudflare\n<\nerror "
        "code: 524");
    row("Azure: bad key", "auth", "azure-openai", 401,
        "HTTP/1.1 401 Unauthorized\nx-ms-region: East US\n\n"
        R"({"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key."}})");
    row("Azure: no deployment", "model-not-found", "azure-openai", 404,
        "HTTP/1.1 404\n\n"
        R"({"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}})");
    row("Azure: rate with seconds in words", "rate-limited", "azure-openai", 429,
        R"({"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 24 seconds."}})");
    row("Azure: call volume", "quota", "azure-openai", 403,
        "POST https://res.openai.azure.com/openai/v1/chat/completions\nHTTP/1.1 403 Forbidden\n\n"
        R"({"error":{"code":"403","message":"Out of call volume quota. Quota will be replenished in 3 days."}})");
    row("Azure: content filter", "content-filter", "azure-openai", 400,
        R"({"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}})");
    row("Ollama: unknown model", "model-not-found", "ollama", 404,
        "curl http://localhost:11434/api/chat -d '{\"model\":\"x\"}'\n{\"error\":\"model 'x' not found\"} "
        "404");
    row("vLLM: integer code", "model-not-found", "vllm", 404,
        "http://localhost:8000/v1/chat/completions\n"
        R"({"error":{"message":"The model `x` does not exist.","type":"NotFoundError","param":null,"code":404}})");
    row("vLLM: older and flat", "context-length", "vllm", 400,
        "http://localhost:8000/v1/chat/completions\n"
        R"({"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","param":null,"code":400})");
    row("llama.cpp: loading", "overloaded", "llamacpp", 503,
        R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})");
    row("llama.cpp: too long", "context-length", "llamacpp", 400,
        R"({"error":{"code":400,"message":"request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error"}})");
    row("a front's page alone", "overloaded", "", 502,
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad "
        "Gateway</h1></center>\r\n"
        "<hr><center>nginx</center></body></html>");
    row("a login page with status 200", "not-an-answer", "openai", 200,
        "> Host: api.openai.com\n< HTTP/1.1 200 OK\n< Content-Type: text/html\n<\n<html><body>Log in to "
        "Hotel "
        "WiFi</body></html>");
    row("a page alone", "not-an-answer", "", 0,
        "<!DOCTYPE html>\n<html><body>Welcome to the guest network</body></html>");
    row("a good answer", "ok", "openai", 200,
        "HTTP/2 200\nopenai-version: 2020-10-01\ncontent-type: application/json\n\n"
        R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-5-nano","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})");
}

} // namespace

void addProviderTexts()
{
    addOpenAiAndAnthropic();
    addGeminiAndGroq();
    addFlatForms();
    addGatewaysAndLocal();
}
