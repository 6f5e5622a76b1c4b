// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curltransfer.h"

#include "core/http/curlfailure.h"
#include "core/http/curloptions.h"
#include "core/http/httpgrammar.h"
#include "core/http/tlsbuffers.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace Belay {

namespace {

constexpr qsizetype MaxHeadBytes = 256 * 1024;
constexpr Seconds MaxProxyLookup {30};

std::optional<Microseconds> phase(CURL *easy, CURLINFO info)
{
    curl_off_t value = 0;
    if (curl_easy_getinfo(easy, info, &value) != CURLE_OK || value <= 0)
        return {};
    return Microseconds {value};
}

// Transfer-Encoding too: libcurl would decode `gzip, chunked` by itself.
bool isEncoded(const HttpHeaders &headers)
{
    return std::any_of(headers.begin(), headers.end(), [](const HttpHeader &header) {
        const bool content = equalAnyCase(header.first, "content-encoding");
        const bool transfer = equalAnyCase(header.first, "transfer-encoding");
        const QByteArrayView plain = transfer ? QByteArrayView("chunked") : QByteArrayView("identity");
        return (content || transfer) && !header.second.isEmpty() && !equalAnyCase(header.second, plain);
    });
}

/// The port on our side of a socket; 0 where it has none.
int localPortOf(curl_socket_t socket)
{
    sockaddr_storage own {};
    socklen_t length = sizeof own;
    auto *const any = reinterpret_cast<sockaddr *>(&own);
    if (::getsockname(socket, any, &length) != 0)
        return 0;
    if (own.ss_family == AF_INET)
        return ntohs(reinterpret_cast<sockaddr_in *>(&own)->sin_port);
    return own.ss_family == AF_INET6 ? ntohs(reinterpret_cast<sockaddr_in6 *>(&own)->sin6_port) : 0;
}

} // namespace

CurlTransfer::CurlTransfer(HttpRequest request, QByteArray url, HttpObserver &observer)
    : m_request(std::move(request))
    , m_url(std::move(url))
    , m_observer(&observer)
    , m_issuer(std::make_shared<QString>())
    , m_startedAt(now())
    , m_attachedAt(m_startedAt)
    , m_lastActivity(m_startedAt)
{ }

SteadyTime CurlTransfer::now()
{
    return std::chrono::floor<Microseconds>(std::chrono::steady_clock::now());
}

CurlTransfer::~CurlTransfer()
{
    wipeHeaders(m_headers);
}

bool CurlTransfer::attach(CURL *easy)
{
    m_easy = easy;
    m_attachedAt = now();
    m_headers = createHeaders(m_request);
    const bool given = m_headers && giveRequest(easy, m_request, m_url, *m_route, m_headers)
        && giveCallbacks(easy, *this, m_errorText.data());
    if (!given)
        fail(HttpFailureKind::Malformed, QStringLiteral("libcurl refuses the request"));
    return given;
}

CURL *CurlTransfer::detach()
{
    if (m_easy) {
        takeCallbacks(m_easy);
        wipeHeaders(m_headers);
        m_headers = nullptr;
    }
    return std::exchange(m_easy, nullptr);
}

void CurlTransfer::pause()
{
    if (!m_pausedAt)
        m_pausedAt = now();
}

bool CurlTransfer::resume()
{
    if (!m_pausedAt)
        return false;
    const Microseconds rested = now() - *m_pausedAt;
    m_pausedFor += rested;
    m_lastActivity += rested;
    m_pausedAt.reset();
    return true;
}

void CurlTransfer::contentSeen()
{
    if (!m_contentAt)
        m_contentAt = now();
}

void CurlTransfer::fail(HttpFailureKind kind, const QString &detail, ProxyFault fault)
{
    if (!hasEnded())
        m_failure = HttpFailure {kind, detail, kind == HttpFailureKind::Proxy ? fault : ProxyFault::None};
}

void CurlTransfer::takeResult(CURLcode code)
{
    noteTimings();
    m_hasResult = true;
    if (m_failure)
        return;
    if (code != CURLE_OK)
        m_failure = failureOf(code, m_easy, QString::fromUtf8(m_errorText.data()), usesProxy());
    else if (!m_headComplete)
        m_failure = HttpFailure {HttpFailureKind::Reset, QStringLiteral("closed before an answer")};
}

void CurlTransfer::noteEnd()
{
    if (m_easy && !m_hasResult)
        noteTimings();
}

std::optional<HttpFailure> CurlTransfer::overLimit(SteadyTime at) const
{
    if (hasEnded() || m_pausedAt)
        return {};
    const HttpLimits &limits = m_request.limits;
    const Microseconds running = at - m_startedAt - m_pausedFor;
    const auto over
        = [](Microseconds spent, std::optional<Milliseconds> limit) { return limit && spent >= *limit; };
    if (over(running, limits.total))
        return HttpFailure {
            HttpFailureKind::TimeoutTotal, QStringLiteral("over the limit for the whole call")};
    if (!m_contentAt && over(running, limits.firstContent))
        return HttpFailure {
            HttpFailureKind::TimeoutContent, QStringLiteral("over the limit for the first content")};
    if (!m_route
        && running >= std::min<Microseconds>(limits.connect.value_or(MaxProxyLookup), MaxProxyLookup))
        return HttpFailure {HttpFailureKind::Proxy,
            QStringLiteral("the system's proxy settings gave no answer"), ProxyFault::Settings};
    if (!m_sentOnce && over(running, limits.connect))
        return HttpFailure {HttpFailureKind::TimeoutConnect, QStringLiteral("over the limit for connecting")};
    if (m_headComplete && over(at - m_lastActivity, limits.idle))
        return HttpFailure {HttpFailureKind::TimeoutIdle, QStringLiteral("over the limit between bytes")};
    return {};
}

bool CurlTransfer::takeHeaderLine(QByteArrayView line)
{
    if (!m_observer)
        return false;
    m_lastActivity = now();
    if (!m_firstByteAt)
        m_firstByteAt = m_lastActivity;
    if (m_headComplete)
        return true; // a trailer: nobody asked for one
    m_headBytes += line.size();
    if (m_headBytes > MaxHeadBytes) {
        fail(HttpFailureKind::Malformed, QStringLiteral("the answer's head is too large"));
        return false;
    }
    const bool continues = line.startsWith(' ') || line.startsWith('\t');
    line = line.trimmed();
    if (line.isEmpty())
        return endHead();
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith("HTTP/"))
        takeStatusLine(line);
    else if (continues && !m_head.headers.empty())
        m_head.headers.back().second += ' ' + line.toByteArray();
    else if (colon > 0)
        m_head.headers.emplace_back(
            line.first(colon).trimmed().toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
    return true;
}

void CurlTransfer::takeStatusLine(QByteArrayView line)
{
    m_head = {};
    constexpr size_t UsualHeaders = 16; // each more doubles the room
    m_head.headers.reserve(UsualHeaders);
    const qsizetype blank = line.indexOf(' ');
    if (blank > 0)
        m_head.status = line.sliced(blank + 1).first(std::min<qsizetype>(3, line.size() - blank - 1)).toInt();
}

bool CurlTransfer::endHead()
{
    if (m_head.status < 200)
        return true; // an interim answer (RFC 9110, 15.2): the real one follows
    if (m_head.status == 407 && usesProxy()) {
        fail(HttpFailureKind::Proxy, QStringLiteral("the proxy asks for a login (407)"), ProxyFault::Login);
        return false;
    }
    m_headComplete = true;
    if (!m_pausedAt)
        deliverHead();
    return m_observer != nullptr;
}

void CurlTransfer::deliverHead()
{
    if (!m_headComplete || m_headDelivered || !m_observer)
        return;
    m_headDelivered = true;
    m_observer->headReceived(m_head);
}

size_t CurlTransfer::takeBody(QByteArrayView bytes)
{
    if (!m_observer || m_failure)
        return CURL_WRITEFUNC_ERROR;
    if (m_pausedAt)
        return CURL_WRITEFUNC_PAUSE;
    m_lastActivity = now();
    deliverHead();
    if (!m_observer || refuseBody(bytes.size()))
        return CURL_WRITEFUNC_ERROR;
    m_observer->bodyReceived(bytes);
    return m_observer ? static_cast<size_t>(bytes.size()) : CURL_WRITEFUNC_ERROR;
}

bool CurlTransfer::refuseBody(qsizetype more)
{
    curl_off_t announced = -1;
    curl_easy_getinfo(m_easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    if (m_bodyBytes == 0 && m_request.url.scheme() == u"https")
        freeTlsBuffers(m_easy);
    if (m_bodyBytes == 0 && isEncoded(m_head.headers))
        fail(HttpFailureKind::Encoded, QStringLiteral("the answer is encoded though it was asked for plain"));
    m_bodyBytes += more;
    if (std::max<qint64>(m_bodyBytes, announced) > m_request.maxBody)
        fail(HttpFailureKind::TooLarge, QStringLiteral("the answer is over %1 bytes").arg(m_request.maxBody));
    return m_failure.has_value();
}

bool CurlTransfer::mayBeSent(const CurlMulti::Ends &ends)
{
    long connects = 0;
    curl_easy_getinfo(m_easy, CURLINFO_NUM_CONNECTS, &connects);
    const bool isKept = connects == 0;
    // What waits there would be taken for the answer to this request, and its own for that to the next.
    if (isKept && !m_sentOnce && !m_needsNewConnection && m_multi && m_multi->hasUnaskedBytes(ends)) {
        m_needsNewConnection = true;
        return false;
    }
    // libcurl would send a request without a body again when a kept connection closes unanswered.
    if (std::exchange(m_sentOnce, true))
        return false;
    for (const curl_socket_t socket : std::exchange(m_opened, {})) {
        if (m_multi && localPortOf(socket) == ends.localPort)
            m_multi->noteConnected(ends, socket);
    }
    m_timings.cold = !isKept;
    return true;
}

void CurlTransfer::noteTimings()
{
    if (m_timings.cold) {
        m_timings.phases.dns = phase(m_easy, CURLINFO_NAMELOOKUP_TIME_T);
        m_timings.phases.tcp = phase(m_easy, CURLINFO_CONNECT_TIME_T);
        m_timings.phases.tls = phase(m_easy, CURLINFO_APPCONNECT_TIME_T);
        // libcurl says nothing of TCP where TLS failed after it.
        if (!m_timings.phases.tcp && m_connectedAt)
            m_timings.phases.tcp = *m_connectedAt - m_attachedAt;
    }
    if (m_firstByteAt)
        m_timings.phases.firstByte = *m_firstByteAt - m_attachedAt;
    m_timings.phases.total = now() - m_attachedAt;
    m_timings.address = m_sentOnce ? addressOf(m_easy) : m_address;
    if (!m_issuer->isEmpty())
        m_timings.tlsIssuer = *m_issuer;
}

void CurlTransfer::deliverEnd()
{
    if (!m_timings.phases.total)
        m_timings.phases.total = now() - m_startedAt;
    if (m_contentAt)
        m_timings.phases.firstContent = *m_contentAt - m_attachedAt;
    if (HttpObserver *observer = std::exchange(m_observer, nullptr))
        observer->finished(m_timings, m_failure);
}

} // namespace Belay
