// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/pagewatch.h"
#include "tests/monitor/monitorbench.h"

namespace Belay {

/// A page in Atlassian's form: an API in `state`, and a website that is down.
inline QByteArray summary(const QByteArray &state, const QByteArray &incidents = "[]")
{
    return R"({"page":{"name":"A"},"status":{"indicator":"none"},"components":[{"id":"api","name":"API","status":")"
        + state + R"("},{"id":"web","name":"Website","status":"major_outage"}],"incidents":)" + incidents
        + "}";
}

/// A list of one open incident that names the API; `rest` are further members.
inline QByteArray incident(const QByteArray &id, const QByteArray &rest = {})
{
    return R"([{"id":")" + id
        + R"(","name":"Trouble","status":"investigating","impact":"minor","created_at":)"
        + R"("2026-09-21T14:00:00Z","components":[{"id":"api"}])" + rest + "}]";
}

/// A watch over pages whose answers are set by address.
class PageBench final
{
public:
    explicit PageBench(const char *page = "https://status.a.example")
    {
        http.setScript([this](const HttpRequest &request) {
            asked.push_back(request.headers);
            const auto found = answers.find(request.url.toString());
            return found == answers.end() ? FakeAnswer::json("{}", 404) : found->second;
        });
        one.page = QUrl(QString::fromLatin1(page));
        one.proxy = QStringLiteral("none");
        one.feeds
            = {{FeedKind::Statuspage, QUrl(QStringLiteral("https://status.a.example/api/v2/summary.json"))},
                {FeedKind::Syndication, QUrl(QStringLiteral("https://status.a.example/history.rss"))}};
    }
    void answer(const QString &url, const FakeAnswer &with) { answers[url] = with; }
    void answerSummary(const QByteArray &body, HttpHeaders headers = {})
    {
        FakeAnswer with = FakeAnswer::json(body);
        with.headers.insert(with.headers.end(), headers.begin(), headers.end());
        answers[Summary] = with;
    }
    void begin() { watch.setPages({one}); }
    PageReading reading(const QString &part = QStringLiteral("api")) const
    {
        return watch.reading(one.name(), {{part}, {}, false});
    }
    QString told() const
    {
        const PageReading now = reading();
        return toString(now.state) + u' ' + toString(now.trouble);
    }
    int times(const QString &url) const
    {
        return static_cast<int>(std::ranges::count_if(
            http.seen(), [&](const FakeHttpClient::Seen &seen) { return seen.url.toString() == url; }));
    }
    QByteArray header(size_t request, QByteArrayView name) const
    {
        return headerValue(asked.at(request), name);
    }

    static inline const QString Summary = QStringLiteral("https://status.a.example/api/v2/summary.json");
    static inline const QString Incidents = QStringLiteral("https://status.a.example/api/v2/incidents.json");
    FakeClock clock;
    FakeHttpClient http {clock};
    SeededRandom random {7};
    KeptHistory history;
    std::map<QString, FakeAnswer> answers;
    std::vector<HttpHeaders> asked;
    std::vector<QString> changed;
    WatchedPage one;
    PageWatch watch {http, clock, random, history, [this](const QString &page) { changed.push_back(page); }};
};

} // namespace Belay
