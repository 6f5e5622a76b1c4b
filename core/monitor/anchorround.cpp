// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/anchorround.h"

#include "core/http/certificatedate.h"
#include "core/monitor/probeendpoint.h"

#include <utility>

namespace Belay {

namespace {

constexpr HttpLimits AnchorLimits {Milliseconds {3'000}, {}, Milliseconds {3'000}, Milliseconds {4'000}};
constexpr qint64 LargestAnswer = 64 * 1024; // the head alone counts

/// A page of the own network, or one that sends a browser elsewhere. A host that proved itself by TLS may
/// have either.
bool isPortal(const QUrl &anchor, const HttpHead &head)
{
    constexpr int LoginOfNetwork = 511; // RFC 6585, 6: said by nobody but a network in between
    if (anchor.scheme() != u"http")
        return false;
    if (head.status == LoginOfNetwork)
        return true;
    if (head.status < 200 || head.status >= 400)
        return false;
    if (head.status < 300)
        return headerValue(head.headers, "content-type").trimmed().toLower().startsWith("text/html");
    const QUrl to(QString::fromLatin1(headerValue(head.headers, "location")));
    return !to.host().isEmpty() && to.host() != anchor.host();
}

} // namespace

class AnchorRound::Question final : public HttpObserver
{
public:
    Question(AnchorRound &round, HttpClient &http, const QUrl &anchor, const QString &proxy)
        : m_round(round)
        , m_anchor(anchor)
    {
        HttpRequest request;
        request.url = anchor;
        request.limits = AnchorLimits;
        request.connection = ConnectionUse::Cold;
        request.proxy = proxy;
        request.maxBody = LargestAnswer;
        m_call = http.start(std::move(request), *this);
    }

    void headReceived(const HttpHead &head) override { m_head = head; }
    void bodyReceived(QByteArrayView) override { }
    void finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure) override
    {
        // 407 comes from the proxy, which is not the internet.
        constexpr int ProxyLogin = 407;
        if (m_head.status > 0 && m_head.status != ProxyLogin && !isPortal(m_anchor, m_head))
            m_round.answered(hostAndPort(m_anchor), m_head);
        else {
            if (failure && isRefusedByDate(*failure))
                m_round.refusedByDate(hostAndPort(m_anchor));
            m_round.failed(hostAndPort(m_anchor),
                failure && failure->kind == HttpFailureKind::Tls ? timings.tlsIssuer : std::nullopt,
                m_head.status > 0 || (failure && failure->kind == HttpFailureKind::Tls));
        }
    }

private:
    AnchorRound &m_round;
    QUrl m_anchor;
    HttpHead m_head;
    std::unique_ptr<HttpCall> m_call;
};

AnchorRound::AnchorRound(HttpClient &http, const std::vector<QUrl> &anchors, const QString &proxy, Done done)
    : m_done(std::move(done))
    , m_open(anchors.size())
{
    for (const QUrl &anchor : anchors)
        m_questions.push_back(std::make_unique<Question>(*this, http, anchor, proxy));
}

AnchorRound::~AnchorRound() = default;

void AnchorRound::answered(const QString &host, const HttpHead &head)
{
    const Done done = std::exchange(m_done, {});
    if (!done)
        return;
    m_answer.host = host;
    m_answer.timeTold = timeToldBy(head);
    const Answer answer = m_answer;
    done(answer);
}

void AnchorRound::failed(const QString &host, const std::optional<QString> &issuer, bool intercepted)
{
    if (issuer)
        m_answer.issuers.emplace_back(host, *issuer);
    m_intercepted += intercepted ? 1 : 0;
    if (--m_open > 0 || !m_done)
        return;
    const Done done = std::exchange(m_done, {});
    m_answer.intercepted = m_intercepted == m_questions.size();
    const Answer answer = m_answer;
    done(answer);
}

} // namespace Belay
