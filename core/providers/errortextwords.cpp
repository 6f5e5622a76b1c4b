// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortextwords.h"

namespace Belay {

namespace {

using Is = ErrorPhrase::Is;

struct Implied {
    std::string_view text;
    int status;
    const char *word = "";
};

/// A number follows them: "Error code: 429", "statusCode: 429", "(429)".
constexpr std::string_view Numbers[] {"error code", "status code", "status_code", "statuscode", "http_code",
    "httpstatus", "status", "http status", "http error", "http", "code", "returned error",
    "returned an error", "response code", "api error", "indicate success", "error", "exception", "apierror",
    "clienterror", "servererror", "apistatuserror", "api_error", "responseerror", "status:", "apicallerror",
    "sdkerror", "to gemini"};

/// A number stands in front of them: "429 Too Many Requests".
constexpr std::string_view Reasons[] {"bad request", "unauthorized", "payment required", "forbidden",
    "not found", "too many requests", "request entity too large", "payload too large", "content too large",
    "unprocessable", "internal server error", "bad gateway", "service unavailable",
    "service temporarily unavailable", "gateway timeout", "gateway time-out", "client error", "server error",
    "conflict", "request timeout", "resource_exhausted", "invalid_argument", "permission_denied",
    "unavailable", "internal", "deadline_exceeded", "not_found", "unauthenticated", "failed_precondition",
    "site overloaded"};

constexpr Implied Classes[] {{"authenticationerror", 401}, {"authenticationexception", 401},
    {"unauthorizederror", 401}, {"unauthorizedexception", 401}, {"permissiondeniederror", 403},
    {"permissiondeniedexception", 403}, {"forbiddenerror", 403}, {"notfounderror", 404},
    {"notfoundexception", 404}, {"badrequesterror", 400}, {"badrequestexception", 400},
    {"unprocessableentityerror", 422}, {"conflicterror", 409}, {"ratelimiterror", 429},
    {"ratelimitexception", 429}, {"toomanyrequestserror", 429}, {"internalservererror", 500},
    {"internalserverexception", 500}, {"serviceunavailableerror", 503}, {"overloadederror", 529},
    {"gatewaytimeouterror", 504}, {"contextwindowexceedederror", 400, "context_length_exceeded"},
    {"context_overflow", 400, "context_length_exceeded"},
    {"contentpolicyviolationerror", 400, "content_policy_violation"}, {"resourceexhausted", 429},
    {"insufficientquotaerror", 429, "insufficient_quota"}, {"failedprecondition", 400, "FAILED_PRECONDITION"},
    {"invalidargument", 400}, {"exceptions.permissiondenied", 403}, {"exceptions.unauthenticated", 401},
    {"exceptions.deadlineexceeded", 504}, {"exceptions.serviceunavailable", 503},
    {"exceptions.notfound", 404}, {"model_rate_limit", 429}, {"model_authentication", 401},
    {"model_not_found/", 404}};

constexpr Implied Sentences[] {{"insufficient balance", 402}, {"insufficient credits", 402},
    {"payment required", 402}, {"insufficient_quota", 429, "insufficient_quota"}, {"rate limit reached", 429},
    {"rate limit exceeded", 429}, {"rate_limit_exceeded", 429}, {"too many requests", 429},
    {"exceeded your current quota", 429}, {"have exceeded token rate limit", 429},
    {"exceeded call rate limit", 429}, {"credit balance is too low", 400}, {"api usage limits", 400},
    {"invalid x-api-key", 401}, {"incorrect api key", 401}, {"invalid api key", 401},
    {"invalid_api_key", 401, "invalid_api_key"}, {"api key not valid", 401, "API_KEY_INVALID"},
    {"api key expired", 401, "API_KEY_INVALID"}, {"api_key_invalid", 401, "API_KEY_INVALID"},
    {"invalid subscription key", 401}, {"missing authentication header", 401},
    {"no auth credentials found", 401}, {"no credentials presented", 401}, {"user not found", 401},
    {"invalid api token", 401}, {"no api key supplied", 401}, {"didn't provide an api key", 401},
    {"authentication fails", 401}, {"unauthorized", 401}, {"forbidden", 403},
    {"out of call volume quota", 403}, {"region, or territory not supported", 403},
    {"user location is not supported", 400, "FAILED_PRECONDITION"},
    {"does not exist or you do not have access", 404}, {"deployment for this resource does not exist", 404},
    {"is not found for api version", 404}, {"is not a valid model id", 404}, {"model not found", 404},
    {"try pulling it first", 404}, {"resource not found", 404}, {"model_not_found", 404, "model_not_found"},
    {"content management policy", 400, "content_filter"}, {"maximum context length", 400},
    {"prompt is too long", 400}, {"exceeds the context window", 400}, {"too many tokens", 400},
    {"exceeds the available context size", 400}, {"exceeds the maximum number of tokens", 400},
    {"context_length_exceeded", 400, "context_length_exceeded"}, {"request too large", 413},
    {"request_too_large", 413}, {"payload too large", 413}, {"request entity too large", 413},
    {"internal server error", 500}, {"the server had an error", 500}, {"bad gateway", 502},
    {"service unavailable", 503}, {"service temporarily unavailable", 503}, {"server is busy", 503},
    {"server busy", 503}, {"server overloaded", 503}, {"is currently unavailable", 503},
    {"overloaded_error", 529, "overloaded_error"}, {"model is overloaded", 503}, {"is overloaded", 503},
    {"overloaded", 503}, {"capacity exceeded", 503}, {"loading model", 503}, {"gateway timeout", 504},
    {"gateway time-out", 504}};

/// The library refused before it sent anything.
constexpr std::string_view KeyMissing[] {"client option must be set",
    "could not resolve authentication method", "missing credentials. please pass",
    "environment variable is missing or empty", "missing key inputs argument", "did not find openai_api_key",
    "did not find anthropic_api_key", "illegal header value", "api key is required", "no api key found",
    "loadapikeyerror", "api key is missing", "must provide an api key"};
constexpr std::string_view WrongAddress[] {"invalid url", "missingschema", "unsupported protocol scheme",
    "invalidurl", "err_invalid_url", "url using bad/illegal format", "failed to parse url",
    "unsupportedprotocol", "only absolute urls are supported"};
constexpr std::string_view Aborted[] {"request was aborted", "operation was aborted", "apiuseraborterror",
    "context canceled", "cancellederror", "keyboardinterrupt", "user aborted a request"};

} // namespace

std::vector<ErrorPhrase> errorWords()
{
    std::vector<ErrorPhrase> words {{"http/", Is::StatusLine}, {"curl: (", Is::CurlCode},
        {"://", Is::Address}, {"<!doctype html", Is::Page}, {"<html", Is::Page}};
    for (const std::string_view text : Numbers)
        words.push_back({text, Is::Number});
    for (const std::string_view text : Reasons)
        words.push_back({text, Is::Reason});
    for (const Implied &implied : Classes)
        words.push_back({implied.text, Is::Class, implied.status, implied.word});
    for (const Implied &implied : Sentences)
        words.push_back({implied.text, Is::Sentence, implied.status, implied.word});
    for (const std::string_view text : KeyMissing)
        words.push_back({text, Is::NotSent, 0, "key"});
    for (const std::string_view text : WrongAddress)
        words.push_back({text, Is::NotSent, 0, "address"});
    for (const std::string_view text : Aborted)
        words.push_back({text, Is::Cancelled});
    for (const auto &more : {transportWords(), originWords()})
        words.insert(words.end(), more.begin(), more.end());
    return words;
}

} // namespace Belay
