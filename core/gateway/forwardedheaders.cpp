// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/forwardedheaders.h"

#include "core/http/httpgrammar.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

using Names = std::initializer_list<QByteArrayView>;

bool isOneOf(QByteArrayView name, Names names)
{
    return std::any_of(
        names.begin(), names.end(), [name](QByteArrayView one) { return equalAnyCase(name, one); });
}

bool startsWithOneOf(QByteArrayView name, Names prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [name](QByteArrayView prefix) {
        return name.size() >= prefix.size() && equalAnyCase(name.first(prefix.size()), prefix);
    });
}

bool isForwarded(QByteArrayView name, ProviderKindId kind, Speech speech)
{
    if (isOneOf(
            name, {"content-type", "accept", "user-agent", "idempotency-key", "traceparent", "tracestate"}))
        return true;
    if (isOneOf(name, {"anthropic-version", "anthropic-beta", "openai-beta"}))
        return speech == Speech::SameDialect;
    return kind == ProviderKindId::OpenRouter && isOneOf(name, {"http-referer", "x-title"});
}

} // namespace

HttpHeaders forwardedHeaders(const HttpHeaders &fromClient, ProviderKindId kind, Speech speech)
{
    HttpHeaders headers;
    for (const HttpHeader &header : fromClient) {
        if (isForwarded(header.first, kind, speech) && isFieldText(header.second))
            headers.emplace_back(header.first.toLower(), header.second);
    }
    return headers;
}

HttpHeaders passedBackHeaders(const HttpHeaders &fromProvider)
{
    HttpHeaders headers;
    for (const auto &[name, value] : fromProvider) {
        const bool isPassed = isOneOf(name,
                                  {"content-type", "x-request-id", "request-id", "openai-processing-ms",
                                      "openai-version", "openai-model", "x-envoy-upstream-service-time",
                                      "retry-after", "retry-after-ms", "x-should-retry", "ratelimit"})
            || startsWithOneOf(name, {"x-ratelimit-", "anthropic-ratelimit-", "ratelimit-"});
        if (isPassed && isFieldText(value))
            headers.emplace_back(name.toLower(), value);
    }
    return headers;
}

HttpHeaders routeHeaders(
    const std::optional<QString> &target, int attempts, const std::vector<std::string> &dropped)
{
    HttpHeaders headers {
        {QByteArrayLiteral("x-belay-target"), target ? target->toUtf8() : QByteArrayLiteral("none")},
        {QByteArrayLiteral("x-belay-attempts"), QByteArray::number(attempts)}};
    if (dropped.empty())
        return headers;
    QByteArray list;
    for (const std::string &field : dropped) {
        if (!list.isEmpty())
            list += ", ";
        list += field.c_str();
    }
    headers.emplace_back("x-belay-dropped", list);
    return headers;
}

} // namespace Belay
