// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/originguard.h"

#include "core/http/httpgrammar.h"

#include <algorithm>

namespace Belay {

namespace {

/// `scheme://host:port` of a URL; empty for what is none.
QByteArrayView originOf(QByteArrayView url)
{
    const qsizetype scheme = url.indexOf("://");
    if (scheme < 1)
        return {};
    const qsizetype path = url.indexOf('/', scheme + 3);
    return path < 0 ? url : url.first(path);
}

bool isTokenList(const QByteArray &text)
{
    constexpr qsizetype Longest = 1024;
    return text.size() <= Longest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_' || c == ',' || c == ' ';
    });
}

} // namespace

OriginGuard::OriginGuard(const GatewayConfig &config)
{
    for (const QString &origin : config.allowedOrigins)
        m_allowed.push_back(origin.toUtf8());
}

bool OriginGuard::isListed(QByteArrayView origin) const
{
    return !origin.isEmpty()
        && std::any_of(m_allowed.begin(), m_allowed.end(),
            [origin](const QByteArray &allowed) { return allowed == origin; });
}

OriginGuard::Decision OriginGuard::decide(const HttpHeaders &headers) const
{
    Decision decision;
    bool isOtherSite = false;
    for (const auto &[name, value] : headers) {
        if (equalAnyCase(name, "origin")) {
            // Two of them would let a page choose which one is read.
            decision.isAllowed = decision.isAllowed && decision.origin.isEmpty() && isListed(value);
            decision.origin = value;
        } else if (equalAnyCase(name, "referer")) {
            decision.isAllowed = decision.isAllowed && isListed(originOf(value));
        } else if (equalAnyCase(name, "sec-fetch-site")) {
            isOtherSite
                = isOtherSite || equalAnyCase(value, "cross-site") || equalAnyCase(value, "same-site");
        }
    }
    // Every page of another origin says so, an allowed one too.
    if (isOtherSite && decision.origin.isEmpty())
        decision.isAllowed = false;
    if (!decision.isAllowed)
        decision.origin.clear();
    return decision;
}

HttpHeaders corsHeaders(const QByteArray &origin)
{
    if (origin.isEmpty())
        return {};
    return {{"access-control-allow-origin", origin}, {"vary", "Origin"},
        {"access-control-expose-headers",
            "x-belay-request-id, x-belay-target, x-belay-attempts, x-belay-dropped, x-request-id, "
            "request-id, "
            "retry-after, x-should-retry"}};
}

HttpHeaders preflightHeaders(const QByteArray &origin, const HttpHeaders &asked)
{
    HttpHeaders headers = corsHeaders(origin);
    headers.emplace_back("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    const QByteArray wanted = headerValue(asked, "access-control-request-headers");
    if (!wanted.isEmpty() && isTokenList(wanted))
        headers.emplace_back("access-control-allow-headers", wanted);
    if (headerValue(asked, "access-control-request-private-network") == "true")
        headers.emplace_back("access-control-allow-private-network", "true");
    headers.emplace_back("access-control-max-age", "600");
    return headers;
}

} // namespace Belay
