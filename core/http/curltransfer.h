// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/curlmulti.h"
#include "core/http/httpclient.h"
#include "core/http/proxylookup.h"

#include <curl/curl.h>

#include <array>

namespace Belay {

struct CurlCallbacks;

/// The state of one call: what libcurl tells it, its limits, and what its observer still has to hear.
/// CurlMulti owns it while it runs and moves it along.
class CurlTransfer final
{
public:
    /// `url` is the request's as it is sent.
    CurlTransfer(HttpRequest request, QByteArray url, HttpObserver &observer);
    ~CurlTransfer();
    Q_DISABLE_COPY_MOVE(CurlTransfer)

    CurlMulti *multi() const { return m_multi; }
    void setMulti(CurlMulti *multi) { m_multi = multi; }
    const HttpRequest &request() const { return m_request; }
    const ProxyRoute &route() const { return *m_route; }
    void setRoute(ProxyRoute route) { m_route = std::move(route); }

    /// Whether it has all that it needs to begin.
    bool isReady() const { return m_route && !m_easy && !hasEnded(); }
    bool isRunning() const { return m_easy && !hasEnded(); }
    bool hasEnded() const { return m_hasResult || m_failure; }
    /// Whether the kept connection was no good, which showed before a byte was sent: begin again on a new
    /// one.
    bool needsNewConnection() const { return m_needsNewConnection; }
    CURL *easy() const { return m_easy; }

    /// Takes a handle and gives it this request. False (with the failure noted) if libcurl refuses.
    bool attach(CURL *easy);
    /// Gives the handle back, with nothing of this request left in it.
    CURL *detach();

    void pause();
    /// True if it was paused.
    bool resume();
    bool isPaused() const { return m_pausedAt.has_value(); }
    void contentSeen();

    void fail(HttpFailureKind kind, const QString &detail, ProxyFault fault = ProxyFault::None);
    void takeResult(CURLcode code);
    /// Its times as they are now, unless libcurl's result brought them.
    void noteEnd();
    /// The limit that has run out, if one has.
    std::optional<HttpFailure> overLimit(SteadyTime at) const;

    /// The head that came while the call was paused.
    void deliverHead();
    /// Says finished(). Only once, outside libcurl, and last.
    void deliverEnd();
    /// From here on nobody listens.
    void forgetObserver() { m_observer = nullptr; }

private:
    friend struct CurlCallbacks;

    bool takeHeaderLine(QByteArrayView line);
    void takeStatusLine(QByteArrayView line);
    bool endHead();
    size_t takeBody(QByteArrayView bytes);
    bool refuseBody(qsizetype more);
    static SteadyTime now();
    bool mayBeSent(const CurlMulti::Ends &ends);
    void noteTimings();
    bool usesProxy() const { return m_route && !m_route->url.isEmpty(); }

    HttpRequest m_request;
    QByteArray m_url;
    HttpObserver *m_observer;
    CurlMulti *m_multi = nullptr;
    std::optional<ProxyRoute> m_route;

    CURL *m_easy = nullptr;
    curl_slist *m_headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_errorText {};
    qsizetype m_bodySent = 0;
    bool m_sentOnce = false;
    bool m_needsNewConnection = false;
    std::vector<curl_socket_t> m_opened; // for this request, until one of them is connected
    std::shared_ptr<QString> m_issuer;

    HttpHead m_head;
    qsizetype m_headBytes = 0;
    qint64 m_bodyBytes = 0;
    bool m_headComplete = false;
    bool m_headDelivered = false;

    SteadyTime m_startedAt;
    SteadyTime m_attachedAt;
    std::optional<SteadyTime> m_connectedAt; // TCP, as far as TLS tells
    SteadyTime m_lastActivity;
    Microseconds m_pausedFor {0};
    std::optional<SteadyTime> m_pausedAt;
    std::optional<SteadyTime> m_firstByteAt; // libcurl's own time is that of the upload, where there is one
    std::optional<SteadyTime> m_contentAt;

    HttpTimings m_timings;
    QString m_address; // the one tried last
    std::optional<HttpFailure> m_failure;
    bool m_hasResult = false;
};

} // namespace Belay
