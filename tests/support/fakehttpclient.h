// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpclient.h"
#include "tests/support/fakeclock.h"

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace Belay {

/// What the network does with one request, in virtual time from its start.
struct FakeAnswer {
    struct Piece {
        Milliseconds after {0};
        QByteArray bytes;
    };
    int status = 200;
    HttpHeaders headers;
    Milliseconds headAfter {50};
    std::vector<Piece> body; ///< each counted from the start
    Milliseconds endAfter {60};
    /// Ends with this at `endAfter` instead; without a head when `status` is 0.
    std::optional<HttpFailureKind> failure;
    /// Nothing comes after the head (or at all when `status` is 0) until a limit of the request ends it.
    bool hangs = false;
    std::optional<QString> tlsIssuer;
    QString failureDetail = QStringLiteral("as scripted");

    static FakeAnswer json(const QByteArray &body, int status = 200);
    /// A chat stream of the OpenAI dialect whose first content comes after `firstContent`.
    static FakeAnswer chatStream(Milliseconds firstContent = Milliseconds {300});
    static FakeAnswer failing(HttpFailureKind kind, Milliseconds after = Milliseconds {5});
    static FakeAnswer hanging();
};

/// A network made of answers by host and path; limits are kept in virtual time.
class FakeHttpClient final : public HttpClient
{
public:
    using Script = std::function<FakeAnswer(const HttpRequest &)>;
    struct Seen {
        SteadyTime at;
        QByteArray method;
        QUrl url;
        bool keyed = false;
        QString proxy;
        HttpLimits limits;
        QByteArray body;
        bool cancelled = false;
    };

    explicit FakeHttpClient(FakeClock &clock)
        : m_clock(clock)
    { }
    ~FakeHttpClient() override;

    /// Decides every answer; asked when a request starts.
    void setScript(Script script) { m_script = std::move(script); }
    std::unique_ptr<HttpCall> start(HttpRequest request, HttpObserver &observer) override;
    void forgetConnections() override { ++m_forgotten; }

    const std::vector<Seen> &seen() const { return m_seen; }
    int running() const { return static_cast<int>(m_calls.size()); }
    /// The most that ran at once, of requests whose host `counted` allows.
    int mostAtOnce() const { return m_mostAtOnce; }
    int mostPerHost() const { return m_mostPerHost; }
    void setCounted(std::function<bool(const QUrl &)> counted) { m_counted = std::move(counted); }
    int forgotten() const { return m_forgotten; }

private:
    class Call;
    void count();

    FakeClock &m_clock;
    Script m_script;
    std::vector<Seen> m_seen;
    std::set<Call *> m_calls;
    std::function<bool(const QUrl &)> m_counted;
    int m_mostAtOnce = 0;
    int m_mostPerHost = 0;
    int m_forgotten = 0;
};

} // namespace Belay
