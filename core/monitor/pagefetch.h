// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/fetch.h"

namespace Belay {

/// One document of a status page. No key is ever sent for it.
struct PageRequest {
    QUrl url;
    QString proxy;
    QString caFile;
    QByteArray etag; ///< of the copy that is at hand; empty: none
    QByteArray lastModified;
};

struct PageAnswer {
    enum class Kind {
        Body,
        NotModified,
        NoFeed, ///< an answer, and no feed: 404, a way that leads elsewhere, too large
        Refused, ///< 401, 403
        TooOften, ///< 429
        Unreachable ///< no answer, or one of a server in trouble
    };
    Kind kind = Kind::Unreachable;
    QByteArray body;
    QByteArray etag;
    QByteArray lastModified;
    std::optional<Milliseconds> retryAfter;
    QString detail; ///< in words for the log and the provider's page
};

/// Gets one document, over at most a few redirects: those of https lead to https alone. Destroying it cancels
/// it and nothing is called afterwards.
class PageFetch final
{
public:
    using Done = std::function<void(const PageAnswer &)>;

    static constexpr int MostHops = 4;

    /// `now` reads a stated time to wait for. `done` is called once and may destroy this.
    PageFetch(HttpClient &http, PageRequest request, WallTime now, Done done);
    Q_DISABLE_COPY_MOVE(PageFetch)

private:
    void ask();
    void answered(const FetchResult &result);

    HttpClient &m_http;
    PageRequest m_request;
    WallTime m_now;
    Done m_done;
    int m_hops = 0;
    std::unique_ptr<Fetch> m_fetch;
};

/// What a redirect of `from` to `location` leads to; empty where it must not be followed.
QUrl followed(const QUrl &from, const QByteArray &location);

} // namespace Belay
