// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/pagereader.h"

#include "core/base/logging.h"
#include "core/providers/statusfeeds/statusfeeds.h"

#include <utility>

namespace Belay {

namespace {

constexpr std::chrono::minutes CompanionEvery {15};

PageTrouble troubleOf(PageAnswer::Kind kind)
{
    switch (kind) {
    case PageAnswer::Kind::Refused:
    case PageAnswer::Kind::TooOften:
        return PageTrouble::Refused;
    case PageAnswer::Kind::Unreachable:
        return PageTrouble::Unreachable;
    default:
        return PageTrouble::NoFeed;
    }
}

} // namespace

PageReader::PageReader(HttpClient &http, const Clock &clock, const WatchedPage &watched)
    : m_http(http)
    , m_clock(clock)
    , m_watched(watched)
{
    for (const PageFeed &feed : watched.feeds)
        m_sources.push_back({feed.url, feed.kind});
    if (watched.feeds.empty() && !watched.linkOnly) {
        for (const QUrl &url : feedAddressesOf(watched.page))
            m_sources.push_back({url, {}});
    }
}

void PageReader::read(Done done)
{
    m_done = std::move(done);
    m_tried = 0;
    m_trouble.reset();
    askSource();
}

void PageReader::cancel()
{
    m_fetch.reset();
    m_done = {};
}

void PageReader::startFetch(const QUrl &url, PageFetch::Done done)
{
    PageRequest request {url, m_watched.proxy, m_watched.caFile, {}, {}};
    if (const auto copy = m_copies.find(url); copy != m_copies.end()) {
        request.etag = copy->second.etag;
        request.lastModified = copy->second.lastModified;
    }
    m_fetch = std::make_unique<PageFetch>(m_http, std::move(request), m_clock.wall(), std::move(done));
}

void PageReader::askSource()
{
    ++m_tried;
    startFetch(m_sources[m_at].url, [this](const PageAnswer &answer) { sourceAnswered(answer); });
}

/// Whether the answer was a feed, or said that the one at hand is still the newest.
bool PageReader::take(const PageAnswer &answer)
{
    Source &source = m_sources[m_at];
    if (answer.kind == PageAnswer::Kind::NotModified)
        return m_copies.contains(source.url);
    if (answer.kind != PageAnswer::Kind::Body)
        return false;
    const std::optional<FeedKind> kind = source.kind ? source.kind : feedKindOf(answer.body);
    if (!kind)
        return false;
    Result<StatusPage> page = readFeed(*kind, answer.body);
    if (!page)
        return false;
    if (!source.kind)
        qCInfo(lcMonitor) << "A status page has the form" << toString(*kind);
    source.kind = kind;
    m_copies[source.url] = {answer.etag, answer.lastModified, std::move(*page)};
    return true;
}

void PageReader::sourceAnswered(const PageAnswer &answer)
{
    if (!take(answer)) {
        const bool isBody = answer.kind == PageAnswer::Kind::Body;
        if (!m_trouble || m_trouble->trouble == PageTrouble::NoFeed)
            m_trouble = PageRead {{}, troubleOf(answer.kind),
                isBody ? QStringLiteral("no feed that Belay knows") : answer.detail, answer.retryAfter};
        moveOn(troubleOf(answer.kind), answer.detail);
        return;
    }
    m_good = m_at;
    const Source &source = m_sources[m_at];
    const QUrl companion = companionOf(*source.kind, source.url);
    const bool isDue = !m_companionAt || m_clock.steady() - *m_companionAt >= CompanionEvery || isNews();
    m_summary = m_copies[source.url].page;
    if (!companion.isEmpty() && isDue) {
        askCompanion(companion);
        return;
    }
    const auto rest = m_copies.find(companion);
    finish({rest == m_copies.end() ? *m_summary : merged(*m_summary, rest->second.page), {}, {}, {}});
}

/// The next source, unless the same host would only say the same again.
void PageReader::moveOn(PageTrouble trouble, const QString &detail)
{
    const QString host = m_sources[m_at].url.host();
    for (; m_tried < m_sources.size(); ++m_tried) {
        m_at = (m_at + 1) % m_sources.size();
        const bool isHopeless = m_sources[m_at].url.host() == host
            && (trouble == PageTrouble::Unreachable || m_trouble->retryAfter);
        if (isHopeless)
            continue;
        askSource();
        return;
    }
    qCInfo(lcMonitor) << "A status page cannot be read:" << toString(trouble) << detail;
    m_at = m_good;
    finish(*std::exchange(m_trouble, {}));
}

bool PageReader::isNews() const
{
    return !m_summary || *m_summary != m_copies.at(m_sources[m_at].url).page;
}

void PageReader::askCompanion(const QUrl &url)
{
    startFetch(url, [this, url](const PageAnswer &answer) { companionAnswered(url, answer); });
}

void PageReader::companionAnswered(const QUrl &url, const PageAnswer &answer)
{
    m_companionAt = m_clock.steady();
    if (answer.kind == PageAnswer::Kind::Body) {
        if (Result<StatusPage> page = readFeed(*m_sources[m_at].kind, answer.body))
            m_copies[url] = {answer.etag, answer.lastModified, std::move(*page)};
    }
    const auto rest = m_copies.find(url);
    finish({rest == m_copies.end() ? *m_summary : merged(*m_summary, rest->second.page), {}, {}, {}});
}

void PageReader::finish(PageRead read)
{
    const Done done = std::exchange(m_done, {});
    done(read);
}

} // namespace Belay
