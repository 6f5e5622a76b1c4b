// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/pagefetch.h"

#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/feedtext.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr HttpLimits PageLimits {Milliseconds {10'000}, {}, Milliseconds {10'000}, Milliseconds {20'000}};
constexpr Milliseconds LongestStatedWait = std::chrono::hours {6};

std::optional<Milliseconds> retryAfterOf(const HttpHead &head, WallTime now)
{
    const QByteArray value = headerValue(head.headers, "retry-after").trimmed();
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    std::optional<Milliseconds> wait;
    if (isNumber && seconds >= 0)
        wait = Seconds {std::min(seconds, qint64 {LongestStatedWait / Seconds {1}})};
    else if (const auto at = feedTime(QString::fromLatin1(value)))
        wait = *at - now;
    if (wait)
        wait = std::clamp(*wait, Milliseconds {0}, LongestStatedWait);
    return wait;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

PageAnswer::Kind kindOf(const FetchResult &result)
{
    using Kind = PageAnswer::Kind;
    const int status = result.head.status;
    if (result.failure)
        return result.failure->kind == HttpFailureKind::TooLarge
                || result.failure->kind == HttpFailureKind::Encoded
            ? Kind::NoFeed
            : Kind::Unreachable;
    if (status == 200)
        return Kind::Body;
    if (status == 304)
        return Kind::NotModified;
    if (status == 401 || status == 403)
        return Kind::Refused;
    if (status == 429)
        return Kind::TooOften;
    return status >= 500 || status == 407 || status == 408 ? Kind::Unreachable : Kind::NoFeed;
}

} // namespace

QUrl followed(const QUrl &from, const QByteArray &location)
{
    const QUrl to = from.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    const bool isWay = to.isValid() && !to.host().isEmpty() && to.userInfo().isEmpty();
    const bool isSafe = to.scheme() == u"https"
        || (to.scheme() == u"http" && from.scheme() == u"http" && to.host() == from.host());
    return isWay && isSafe && to != from ? to : QUrl();
}

PageFetch::PageFetch(HttpClient &http, PageRequest request, WallTime now, Done done)
    : m_http(http)
    , m_request(std::move(request))
    , m_now(now)
    , m_done(std::move(done))
{
    ask();
}

void PageFetch::ask()
{
    HttpRequest request;
    request.url = m_request.url;
    request.headers = {{"user-agent", "Belay/" BELAY_VERSION},
        {"accept",
            "application/json, application/rss+xml, application/atom+xml;q=0.9, application/xml;q=0.8"}};
    if (!m_request.etag.isEmpty())
        request.headers.emplace_back("if-none-match", m_request.etag);
    if (!m_request.lastModified.isEmpty())
        request.headers.emplace_back("if-modified-since", m_request.lastModified);
    request.limits = PageLimits;
    request.connection = ConnectionUse::Warm;
    request.proxy = m_request.proxy;
    request.caFile = m_request.caFile;
    request.maxBody = FeedLimits::LargestBody;
    m_fetch = std::make_unique<Fetch>(
        m_http, std::move(request), [this](const FetchResult &result) { answered(result); });
}

void PageFetch::answered(const FetchResult &result)
{
    if (!result.failure && isRedirect(result.head.status)) {
        const QUrl to = followed(m_request.url, headerValue(result.head.headers, "location"));
        if (!to.isEmpty() && ++m_hops <= MostHops) {
            m_request.url = to;
            ask();
            return;
        }
    }
    PageAnswer answer;
    answer.kind = kindOf(result);
    if (answer.kind == PageAnswer::Kind::Body)
        answer.body = result.body;
    answer.etag = headerValue(result.head.headers, "etag");
    answer.lastModified = headerValue(result.head.headers, "last-modified");
    answer.retryAfter = retryAfterOf(result.head, m_now);
    answer.detail
        = result.failure ? result.failure->detail : QStringLiteral("HTTP %1").arg(result.head.status);
    const Done done = std::exchange(m_done, {});
    done(answer);
}

} // namespace Belay
