// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/curlclient.h"
#include "core/providers/json.h"
#include "core/secrets/gatewaytoken.h"
#include "tests/support/simulatedchain.h"

#include <QTest>

namespace Belay {

/// The token `default` of every gateway that a test starts.
inline constexpr auto ClientToken = "blt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

/// Of a client that knows the token, to `path` of a gateway at `address`; without a body a GET.
inline HttpRequest clientRequest(const QString &address, const QString &path, const QByteArray &body = {})
{
    HttpRequest request;
    request.url = QUrl(QString(address + path));
    request.auth = AuthHeader {"authorization", "Bearer ", Secret {ClientToken}};
    request.proxy = QStringLiteral("none");
    if (body.isEmpty())
        return request;
    request.method = "POST";
    request.headers = {{"content-type", "application/json"}};
    request.body = body;
    return request;
}

/// A chat of one message.
inline HttpRequest chatRequest(const QString &address, const QByteArray &model, bool stream = false)
{
    return clientRequest(address, QStringLiteral("/chat/completions"),
        R"({"model":")" + model + R"(","messages":[{"role":"user","content":"Say something."}],"stream":)"
            + (stream ? "true}" : "false}"));
}

/// The keys of a chain with the token.
inline KeyRingPtr keysWithToken(const SimulatedChain &chain)
{
    KeyRing::Entries entries = chain.keys()->entries();
    entries[{gatewayProvider(), KeyId {QStringLiteral("default")}}]
        = {KeyStorage::SessionOnly, Secret {ClientToken}, {}};
    return std::make_shared<const KeyRing>(std::move(entries));
}

/// One request of a client of the gateway, as its bytes come.
class ClientCall final : private HttpObserver
{
public:
    ClientCall(HttpClient &http, HttpRequest request)
        : m_call(http.start(std::move(request), *this))
    { }
    bool wait(int milliseconds = 10'000)
    {
        return QTest::qWaitFor([this] { return ended; }, milliseconds);
    }
    bool waitForBody(int milliseconds = 10'000)
    {
        return QTest::qWaitFor([this] { return !body.isEmpty() || ended; }, milliseconds);
    }
    void hangUp() { m_call.reset(); }
    QByteArray header(QByteArrayView name) const { return headerValue(head.headers, name); }
    Json json() const { return parseJson(body).value_or(Json()); }

    HttpHead head;
    QByteArray body;
    bool ended = false;
    std::optional<HttpFailure> failure;

private:
    void headReceived(const HttpHead &received) override { head = received; }
    void bodyReceived(QByteArrayView bytes) override { body.append(bytes); }
    void finished(const HttpTimings &, const std::optional<HttpFailure> &why) override
    {
        failure = why;
        ended = true;
    }

    std::unique_ptr<HttpCall> m_call;
};

} // namespace Belay
