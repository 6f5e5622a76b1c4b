// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "errortextrows.h"

namespace {

void row(const char *name, const char *expected, const char *kind, int status, const char *text)
{
    addErrorTextRow(name, text, expected, kind, status);
}

void addPython()
{
    row("openai-python: quota", "quota", "openai", 429,
        "Traceback (most recent call last):\n  File \"/app/main.py\", line 12, in <module>\n    r = "
        "client.chat.completions."
        "create(\n  File \"/usr/lib/python3/site-packages/openai/_base_client.py\", line 1047, in request\n  "
        "  raise self."
        "_make_status_error_from_response(err.response) from None\nopenai.RateLimitError: Error code: 429 - "
        "{'error': {'message': "
        "'You exceeded your current quota, please check your plan and billing details. For more information "
        "on this error, read "
        "the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.', 'type': "
        "'insufficient_quota', 'param': None, "
        "'code': 'insufficient_quota'}}\n");
    row("openai-python: key with an apostrophe beside it", "auth", "openai", 401,
        "openai.AuthenticationError: Error code: 401 - {'error': {'message': \"Incorrect API key provided: "
        "sk-proj-********abcd. "
        "You can find your API key at https://platform.openai.com/account/api-keys. Don't share it.\", "
        "'type': "
        "'invalid_request_error', 'param': None, 'code': 'invalid_api_key'}}");
    row("openai-python against another base", "rate-limited", "groq", 429,
        "INFO:httpx:HTTP Request: POST https://api.groq.com/openai/v1/chat/completions \"HTTP/1.1 429 Too "
        "Many Requests\"\n"
        "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for model "
        "`llama-3.3-70b-versatile`', "
        "'type': 'tokens', 'code': 'rate_limit_exceeded'}}");
    row("openai-python: wrapped by a terminal", "model-not-found", "openai", 404,
        "openai.NotFoundError: Error code: 404 - {'error': {'message': 'The model\n `gpt-9` does not exist "
        "or you do not have access "
        "to it.', 'type': 'invali\nd_request_error', 'param': None, 'code': 'model_not_f\nound'}}");
    row("openai-python: connection, with its reason above", "connect", "openai", 0,
        "httpcore.ConnectError: [Errno 111] Connection refused\n\nThe above exception was the direct cause "
        "of the following "
        "exception:\n\nhttpx.ConnectError: [Errno 111] Connection refused\n\nDuring handling of the above "
        "exception, another "
        "exception occurred:\n\nopenai.APIConnectionError: Connection error.\n");
    row("openai-python: connection alone", "connect", "openai", 0,
        "openai.APIConnectionError: Connection error.");
    row("openai-python: time", "timeout-total", "openai", 0, "openai.APITimeoutError: Request timed out.");
    row("openai-python: no key", "skipped", "openai", 0,
        "openai.OpenAIError: The api_key client option must be set either by passing api_key to the client "
        "or by setting the "
        "OPENAI_API_KEY environment variable");
    row("anthropic-python: overloaded", "overloaded", "anthropic", 529,
        "anthropic._exceptions.OverloadedError: Error code: 529 - {'type': 'error', 'error': {'details': "
        "None, 'type': "
        "'overloaded_error', 'message': 'Overloaded'}, 'request_id': 'req_011CSHoEeqs5C35K2UUqR7Fy'}");
    row("anthropic-python: no key", "skipped", "anthropic", 0,
        "TypeError: \"Could not resolve authentication method. Expected either api_key or auth_token to be "
        "set.\"\n  anthropic."
        "Anthropic()");
    row("google-genai: too many", "rate-limited", "gemini", 429,
        "google.genai.errors.ClientError: 429 RESOURCE_EXHAUSTED. {'error': {'code': 429, 'message': 'You "
        "exceeded your current "
        "quota, please check your plan and billing details.', 'status': 'RESOURCE_EXHAUSTED', 'details': "
        "[{'@type': "
        "'type.googleapis.com/google.rpc.QuotaFailure', 'violations': [{'quotaMetric': 'x', 'quotaId': "
        "'GenerateContentInputTokensPerModelPerMinute-FreeTier'}]}, {'@type': "
        "'type.googleapis.com/google.rpc.RetryInfo', "
        "'retryDelay': '13s'}]}}");
    row("google-genai: server", "overloaded", "gemini", 503,
        "google.genai.errors.ServerError: 503 UNAVAILABLE. {'error': {'code': 503, 'message': 'The model is "
        "overloaded. Please try "
        "again later.', 'status': 'UNAVAILABLE'}}");
    row("google-generativeai: quota of a day in its own form", "quota", "gemini", 429,
        "google.api_core.exceptions.ResourceExhausted: 429 You exceeded your current quota, please check "
        "your plan and billing "
        "details. For more information on this error, head to: "
        "https://ai.google.dev/gemini-api/docs/rate-limits.\n[violations {\n"
        "  quota_metric: \"generativelanguage.googleapis.com/generate_content_free_tier_requests\"\n  "
        "quota_id: "
        "\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"\n  quota_value: 50\n}\n, retry_delay {\n  "
        "seconds: 34\n}\n]");
    row("LangChain: Gemini's key", "auth", "gemini", 400,
        "langchain_google_genai.chat_models.ChatGoogleGenerativeAIError: Invalid argument provided to "
        "Gemini: 400 API key not valid. "
        "Please pass a valid API key. [reason: \"API_KEY_INVALID\"\ndomain: \"googleapis.com\"\n]");
    row("LiteLLM: provider's words behind its own", "auth", "anthropic", 0,
        "litellm.exceptions.AuthenticationError: litellm.AuthenticationError: AnthropicException - "
        "{\"type\":\"error\",\"error\":{"
        "\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"}}");
    row("LiteLLM: too long", "context-length", "openai", 0,
        "litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: "
        "OpenAIException - This model's "
        "maximum context length is 8192 tokens.");
    row("LiteLLM: Ollama is not there", "connect", "ollama", 0,
        "litellm.APIConnectionError: OllamaException - [Errno 111] Connection refused");
    row("LiteLLM: bytes of Python", "rate-limited", "groq", 429,
        "litellm.RateLimitError: RateLimitError: GroqException - Error code: 429 - b'{\\n  \"error\": {\\n   "
        " \"message\": \"Rate "
        "limit reached\",\\n    \"type\": \"tokens\",\\n    \"code\": \"rate_limit_exceeded\"\\n  }\\n}'");
    row("mistralai: SDK error", "auth", "mistral", 401,
        "mistralai.models.sdkerror.SDKError: API error occurred: Status "
        "401\n{\"message\":\"Unauthorized\",\"request_id\":"
        "\"5d3d5f0a5c1e0c2f\"}");
    row("requests: status", "auth", "openai", 401,
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: "
        "https://api.openai.com/v1/models");
    row("httpx: status", "rate-limited", "mistral", 429,
        "httpx.HTTPStatusError: Client error '429 Too Many Requests' for url "
        "'https://api.mistral.ai/v1/chat/completions'\nFor more "
        "information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/429");
    row("aiohttp: status", "overloaded", "deepseek", 503,
        "aiohttp.client_exceptions.ClientResponseError: 503, message='Service Unavailable', "
        "url=URL('https://api.deepseek.com/chat/"
        "completions')");
}

void addNode()
{
    row("openai-node: as Node prints it", "quota", "openai", 429,
        "RateLimitError: 429 You exceeded your current quota, please check your plan and billing details. "
        "For more information on "
        "this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.\n    at "
        "APIError.generate "
        "(file:///app/node_modules/openai/core/error.mjs:63:20)\n    at OpenAI.makeStatusError {\n  status: "
        "429,\n  headers: Headers "
        "{\n    'x-request-id': 'req_7b2c',\n    'content-type': 'application/json'\n  },\n  request_id: "
        "'req_7b2c9f',\n  error: {\n"
        "    message: 'You exceeded your current quota, please check your plan and billing details.',\n    "
        "type: "
        "'insufficient_quota',\n    param: null,\n    code: 'insufficient_quota'\n  },\n  code: "
        "'insufficient_quota',\n  param: null,\n"
        "  type: 'insufficient_quota'\n}");
    row("openai-node: one line", "auth", "openai", 401,
        "Error: 401 Incorrect API key provided: sk-proj-****. You can find your API key at "
        "https://platform.openai.com/account/api-keys.");
    row("openai-node: no key", "skipped", "openai", 0,
        "OpenAIError: Missing credentials. Please pass an `apiKey`, or set the `OPENAI_API_KEY` environment "
        "variable.");
    row("anthropic-ts: rate", "rate-limited", "anthropic", 429,
        "RateLimitError: 429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This "
        "request would exceed your "
        "organization's rate limit of 50 requests per minute\"},\"request_id\":\"req_011CX\"}\n    at "
        "APIError.generate "
        "(/app/node_modules/@anthropic-ai/sdk/error.js:44:20) {\n  status: 429,\n  requestID: "
        "'req_011CX'\n}");
    row("js-genai: an answer inside of a message", "quota", "gemini", 429,
        "ApiError: {\"error\":{\"message\":\"{\\n  \\\"error\\\": {\\n    \\\"code\\\": 429,\\n    "
        "\\\"message\\\": \\\"You exceeded your "
        "current quota\\\",\\n    \\\"status\\\": \\\"RESOURCE_EXHAUSTED\\\",\\n    \\\"details\\\": "
        "[{\\\"violations\\\": [{\\\"quotaId\\\": "
        "\\\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\\\"}]}]\\n  "
        "}\\n}\\n\",\"code\":429,\"status\":\"Too Many Requests\"}}\n"
        "    at throwErrorIfNotOK (file:///app/node_modules/@google/genai/dist/node/index.mjs:1:1)");
    row("google-generativeai for Node", "auth", "gemini", 400,
        "GoogleGenerativeAIFetchError: [GoogleGenerativeAI Error]: Error fetching from "
        "https://generativelanguage.googleapis.com/"
        "v1beta/models/gemini-2.5-flash:generateContent: [400 Bad Request] API key not valid. Please pass a "
        "valid API key. "
        "[{\"@type\":\"type.googleapis.com/"
        "google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]");
    row("AI SDK: call error", "rate-limited", "openai", 429,
        "AI_APICallError: Rate limit reached for gpt-4o\n    at file:///app/x.mjs:1:1 {\n  cause: "
        "undefined,\n  url: "
        "'https://api.openai.com/v1/responses',\n  requestBodyValues: { model: 'gpt-4o', input: [ [Object] ] "
        "},\n  statusCode: 429,\n"
        "  responseHeaders: { 'retry-after': '2', 'x-request-id': 'req_9' },\n  responseBody: "
        "'{\"error\":{\"message\":\"Rate limit "
        "reached\"}}',\n  isRetryable: true,\n  data: {\n    error: {\n      message: 'Rate limit reached "
        "for gpt-4o',\n      type: "
        "'tokens',\n      param: null,\n      code: 'rate_limit_exceeded'\n    }\n  },\n  "
        "[Symbol(vercel.ai.error)]: true\n}");
    row("axios: status", "overloaded", "openrouter", 503,
        "AxiosError: Request failed with status code 503\n    at settle "
        "(/app/node_modules/axios/lib/core/settle.js:19:12) {\n  code: "
        "'ERR_BAD_RESPONSE',\n  config: { url: 'https://openrouter.ai/api/v1/chat/completions', method: "
        "'post' },\n  status: 503\n}");
    row("LangChain.js: troubleshooting page", "rate-limited", "openai", 429,
        "Error: 429 Rate limit reached for gpt-4o in organization org-x on tokens per min "
        "(TPM)\n\nTroubleshooting URL: "
        "https://js.langchain.com/docs/troubleshooting/errors/MODEL_RATE_LIMIT/\n");
    row("node: JSON that was HTML", "not-an-answer", "", 0,
        "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON\n    at JSON.parse "
        "(<anonymous>)");
    row("node: aborted by the program", "cancelled", "openai", 0,
        "APIUserAbortError: Request was aborted.\n    at OpenAI.makeRequest "
        "(/app/node_modules/openai/client.js:1:1)");
}

void addOthers()
{
    row("go-openai", "quota", "openai", 429,
        "error, status code: 429, status: 429 Too Many Requests, message: You exceeded your current quota, "
        "please check your plan "
        "and billing details. https://platform.openai.com/docs");
    row("openai-go", "model-not-found", "openai", 404,
        "POST \"https://api.openai.com/v1/chat/completions\": 404 Not Found {\"message\":\"The model `gpt-9` "
        "does not exist or you do "
        "not have access to "
        "it.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"model_not_found\"}");
    row("anthropic-sdk-go", "overloaded", "anthropic", 529,
        "POST \"https://api.anthropic.com/v1/messages\": 529  "
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
        "\"Overloaded\"},\"request_id\":\"req_011CX\"}");
    row("a structured log with the error as a string", "overloaded", "anthropic", 529,
        R"({"level":"error","time":"2026-11-29T10:22:33.120Z","msg":"call failed","err":"529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_011CX\"}"})");
    row("Spring: body in quotes", "rate-limited", "openai", 429,
        "org.springframework.web.client.HttpClientErrorException$TooManyRequests: 429 Too Many Requests: "
        "\"{<EOL>  \"error\": {<EOL>\" "
        "on POST request for \"https://api.openai.com/v1/chat/completions\"");
    row("openai-java", "auth", "openai", 401,
        "com.openai.errors.UnauthorizedException: 401: Incorrect API key provided: sk-****. You can find "
        "your API key at "
        "https://platform.openai.com/account/api-keys.");
    row(".NET: OpenAI", "quota", "openai", 429,
        "System.ClientModel.ClientResultException: HTTP 429 (insufficient_quota: insufficient_quota)\n\nYou "
        "exceeded your current "
        "quota, please check your plan and billing details. https://platform.openai.com/docs/");
    row(".NET: status", "auth", "", 401,
        "System.Net.Http.HttpRequestException: Response status code does not indicate success: 401 "
        "(Unauthorized).");
    row("PowerShell", "auth", "openai", 401,
        "Invoke-RestMethod : The remote server returned an error: (401) Unauthorized.\nAt line:1 char:1\n+ "
        "Invoke-RestMethod "
        "https://api.openai.com/v1/models");
    row("reqwest: status", "auth", "xai", 401,
        "Error: HTTP status client error (401 Unauthorized) for url (https://api.x.ai/v1/chat/completions)");
    row("Ruby: hash", "auth", "openai", 401,
        "Faraday::UnauthorizedError: the server responded with status 401 "
        "{\"error\"=>{\"message\"=>\"Incorrect API key provided: "
        "sk-***. https://platform.openai.com\", \"type\"=>\"invalid_request_error\", \"param\"=>nil, "
        "\"code\"=>\"invalid_api_key\"}}");
    row("colours and carriage returns", "rate-limited", "groq", 429,
        "\x1b[31m\x1b[1mgroq.RateLimitError\x1b[0m: Error code: \x1b[33m429\x1b[0m - {'error': {'message': "
        "'Rate limit reached', "
        "'type': 'tokens', 'code': 'rate_limit_exceeded'}}\r\n");
    row("typographic quotes of a chat", "auth", "openai", 0,
        "{\xE2\x80\x9C"
        "error\xE2\x80\x9D: {\xE2\x80\x9Cmessage\xE2\x80\x9D: \xE2\x80\x9CIncorrect API key provided. See "
        "https://platform.openai.com\xE2\x80\x9D, \xE2\x80\x9C"
        "code\xE2\x80\x9D: \xE2\x80\x9Cinvalid_api_key\xE2\x80\x9D}}");
    row("a quoted mail", "overloaded", "anthropic", 0,
        "> event: error\n> data: {\"type\":\"error\",\n> \"error\":{\"type\":\"overloaded_error\",\n> "
        "\"message\":\"Overloaded\"},"
        "\"request_id\":\"req_011C\"}\n");
    row("the last of several", "overloaded", "openai", 503,
        "2026-11-29 10:22:33,120 ERROR openai._base_client Error code: 429 - {'error': {'message': 'Rate "
        "limit reached', "
        "'type': 'tokens', 'code': "
        "'rate_limit_exceeded'}}\n2026-11-29 10:25:00,001 ERROR openai._base_client Error code: 503 - "
        "{'error': "
        "{'message': 'Overloaded', 'type': "
        "'service_unavailable_error', 'code': 'server_is_overloaded'}}\n");
}

} // namespace

void addLibraryTexts()
{
    addPython();
    addNode();
    addOthers();
}
