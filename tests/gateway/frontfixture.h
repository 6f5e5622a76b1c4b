// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayfront.h"
#include "core/http/httpserver.h"
#include "core/providers/json.h"
#include "tests/support/fakeclock.h"

#include <QTcpSocket>

namespace Belay {

constexpr auto TestToken = "blt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

/// Keeps what passed the border and answers it with 200, unless it shall be held.
class RecordingSink final : public RequestSink
{
public:
    void dispatch(GatewayRequest request, std::shared_ptr<HttpExchange> exchange) override
    {
        requests.push_back(std::move(request));
        if (holds)
            held.push_back(std::move(exchange));
        else
            exchange->answer(200, requests.back().answerHeaders, "passed");
    }
    int activeCount() const override { return active; }

    std::vector<GatewayRequest> requests;
    std::vector<std::shared_ptr<HttpExchange>> held;
    bool holds = false;
    int active = 0;
};

/// The border on a real socket, with nobody behind it.
class FrontFixture : public StatusSource, public MetricsSource
{
public:
    explicit FrontFixture(GatewayConfig gateway = {}, HttpServerLimits limits = {})
        : ulids(clock, random)
        , front({clock, ulids, sink, *this, *this}, [this] { return setup; })
        , server(clock, front, limits)
    {
        Config config;
        for (const char *id : {"openai", "anthropic"}) {
            ProviderConfig &provider = config.providers.emplace_back();
            provider.id = ProviderId {QString::fromLatin1(id)};
            provider.kind = id[0] == 'o' ? ProviderKindId::OpenAi : ProviderKindId::Anthropic;
            provider.monitor.models = {QStringLiteral("small")};
        }
        ChainConfig &chain = config.chains.emplace_back();
        chain.id = ChainId {QStringLiteral("default")};
        chain.steps.emplace_back().targets.push_back(
            {{ProviderId {QStringLiteral("openai")}, QStringLiteral("small")}, 1, {}});
        config.gateway = std::move(gateway);
        apply(std::move(config));
        isListening = server.listen(QHostAddress::LocalHost, 0).has_value();
        front.setPlace(setup->config->gateway.listen, server.port());
    }

    void apply(Config config, const QByteArray &token = TestToken)
    {
        KeyRing::Entries entries;
        entries[{gatewayProvider(), KeyId {QStringLiteral("default")}}]
            = {KeyStorage::Stored, Secret {token}, {}};
        setup = std::make_shared<const GatewaySetup>(
            GatewaySetup {std::make_shared<const Config>(std::move(config)),
                std::make_shared<const KeyRing>(std::move(entries)), &Catalogue::builtIn()});
    }
    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(server.port()); }
    QByteArray statusJson() const override { return R"({"schema":1})"; }
    QByteArray incidentsAtom() const override { return "<feed/>"; }
    QByteArray metricsText() const override { return "belay_streams 0\n"; }
    void countRefused(int status) override { refused.push_back(status); }

    FakeClock clock;
    SeededRandom random {1};
    UlidMaker ulids;
    RecordingSink sink;
    std::shared_ptr<const GatewaySetup> setup;
    GatewayFront front;
    HttpServer server;
    std::vector<int> refused;
    bool isListening = false;
};

/// Sends any bytes and keeps what comes back.
class RawSocket final : public QTcpSocket
{
public:
    explicit RawSocket(const FrontFixture &fixture, const QByteArray &bytes = {})
    {
        connectToHost(QHostAddress::LocalHost, fixture.server.port());
        QObject::connect(this, &QTcpSocket::readyRead, this, [this] { got += readAll(); });
        m_isHead = bytes.startsWith("HEAD ");
        if (!bytes.isEmpty())
            write(bytes);
    }
    bool isClosed() const { return state() == UnconnectedState; }
    int status() const { return got.mid(9, 3).toInt(); }
    bool hasAnswer() const
    {
        const qsizetype end = got.indexOf("\r\n\r\n");
        const QByteArray length = m_isHead ? QByteArray() : header("content-length");
        return end >= 0 && got.size() >= end + 4 + length.toLongLong();
    }
    QByteArray body() const { return got.sliced(got.indexOf("\r\n\r\n") + 4); }
    QByteArray header(const QByteArray &name) const
    {
        const QByteArray head = got.first(std::max<qsizetype>(got.indexOf("\r\n\r\n"), 0));
        const qsizetype at = head.indexOf(QByteArray("\r\n" + name + ": "));
        if (at < 0)
            return {};
        const qsizetype begin = at + name.size() + 4;
        const qsizetype end = head.indexOf("\r\n", begin);
        return head.mid(begin, end < 0 ? -1 : end - begin);
    }
    /// The code in OpenAI's form, the type in Anthropic's.
    QByteArray code() const
    {
        const auto json = parseJson(body());
        const QString found = json ? textOf(member(*json, {"error", "code"})) : QString();
        return (found.isEmpty() && json ? textOf(member(*json, {"error", "type"})) : found).toLatin1();
    }

    QByteArray got;

private:
    bool m_isHead = false;
};

/// A whole request; the Host and the token are the right ones unless \p headers has its own.
inline QByteArray requestBytes(const FrontFixture &fixture, const QByteArray &line,
    const QByteArray &headers = {}, const QByteArray &body = {})
{
    const QByteArray lower = headers.toLower();
    QByteArray bytes = line + " HTTP/1.1\r\n";
    if (!lower.startsWith("host:"))
        bytes += "Host: " + fixture.host() + "\r\n";
    if (!lower.contains("authorization:") && !lower.contains("api-key:") && !lower.contains("no-token:"))
        bytes += QByteArray("Authorization: Bearer ") + TestToken + "\r\n";
    if (!body.isEmpty() && !lower.contains("content-type:"))
        bytes += "Content-Type: application/json\r\n";
    if (!body.isEmpty() && !lower.contains("transfer-encoding:") && !lower.contains("content-length:"))
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + headers + "\r\n" + body;
}

} // namespace Belay
