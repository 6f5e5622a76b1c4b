// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/frontclient.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr auto Chat = R"({"model":"default","messages":[]})";

} // namespace

/// Of size, time and number: what the border takes and what it sends away.
class tst_FrontLimits final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void refusesAtTheHead();
    void asksForTheBodyOnceTheHeadIsAccepted();
    void refusesALargeBodyBeforeItComes();
    void refusesALargeBodyInChunks();
    void slowHeadsAndBodies();
    void streamsAreLimited();
    void connectionsAreLimited();
    void drains();

private:
    std::unique_ptr<FrontFixture> m_gateway;
};

void tst_FrontLimits::init()
{
    HttpServerLimits limits;
    limits.connections = 8;
    m_gateway = std::make_unique<FrontFixture>(GatewayConfig {}, limits);
    QVERIFY(m_gateway->isListening);
}

void tst_FrontLimits::cleanup()
{
    m_gateway.reset();
}

void tst_FrontLimits::refusesAtTheHead()
{
    RawSocket client(*m_gateway,
        requestBytes(
            *m_gateway, "POST /v1/chat/completions", "x-api-key: wrong\r\nContent-Length: 1000000\r\n"));
    QTRY_VERIFY(client.hasAnswer()); // nothing of the body was sent
    QCOMPARE(client.status(), 401);
    QCOMPARE(client.header("connection"), QByteArray("close"));
}

void tst_FrontLimits::asksForTheBodyOnceTheHeadIsAccepted()
{
    const QByteArray expecting = "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(qstrlen(Chat)) + "\r\n";
    RawSocket client(*m_gateway, requestBytes(*m_gateway, "POST /v1/chat/completions", expecting));
    QTRY_COMPARE(client.got, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.write(Chat);
    QTRY_VERIFY(client.got.contains("HTTP/1.1 200"));
    RawSocket stranger(
        *m_gateway, requestBytes(*m_gateway, "POST /v1/chat/completions", "x-api-key: no\r\n" + expecting));
    QTRY_COMPARE(stranger.status(), 401);
    QVERIFY(!stranger.got.contains("100 Continue"));
}

void tst_FrontLimits::refusesALargeBodyBeforeItComes()
{
    RawSocket client(*m_gateway,
        requestBytes(*m_gateway, "POST /v1/messages",
            "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 67108865\r\n"));
    QTRY_VERIFY(client.hasAnswer());
    QCOMPARE(client.status(), 413);
    QCOMPARE(client.code(), QByteArray("request_too_large"));
    QCOMPARE(client.header("connection"), QByteArray("close"));
}

void tst_FrontLimits::refusesALargeBodyInChunks()
{
    HttpServerLimits limits;
    limits.request.bodyBytes = 1'000;
    m_gateway = std::make_unique<FrontFixture>(GatewayConfig {}, limits);
    RawSocket client(*m_gateway,
        requestBytes(*m_gateway, "POST /v1/messages",
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"));
    client.write("3e9\r\n");
    QTRY_VERIFY(client.hasAnswer());
    QCOMPARE(client.status(), 413);
    QCOMPARE(client.code(), QByteArray("request_too_large")); // in the form of the path
    QTRY_VERIFY(client.header("connection") == "close");
}

void tst_FrontLimits::slowHeadsAndBodies()
{
    RawSocket slowHead(*m_gateway, "POST /v1/chat/completions HTTP/1.1\r\nHost: ");
    RawSocket slowBody(*m_gateway,
        requestBytes(
            *m_gateway, "POST /v1/messages", "Content-Type: application/json\r\nContent-Length: 9\r\n"));
    RawSocket idle(*m_gateway);
    slowBody.write("{\"mo");
    QTRY_COMPARE(m_gateway->server.connectionCount(), 3);
    RawSocket other(*m_gateway, requestBytes(*m_gateway, "GET /healthz"));
    QTRY_VERIFY(other.hasAnswer()); // nobody waits for them
    m_gateway->clock.advance(10'001ms);
    QTRY_COMPARE(slowHead.status(), 408);
    QCOMPARE(slowHead.code(), QByteArray("request_timeout"));
    QCOMPARE(slowBody.got, QByteArray());
    m_gateway->clock.advance(20'001ms);
    QTRY_COMPARE(slowBody.status(), 408);
    QCOMPARE(slowBody.code(), QByteArray("timeout_error"));
    QVERIFY(!idle.isClosed());
}

void tst_FrontLimits::streamsAreLimited()
{
    m_gateway->front.setLimits({8, 2});
    m_gateway->sink.active = 2;
    const QByteArray got = wholeAnswer(*m_gateway, "POST /v1/chat/completions", {}, Chat);
    QVERIFY2(got.startsWith("HTTP/1.1 503") && got.contains("too_busy"), got.constData());
    QVERIFY(got.contains("\r\nretry-after: 1\r\n"));
    QVERIFY(wholeAnswer(*m_gateway, "GET /v1/models").startsWith("HTTP/1.1 200"));
    m_gateway->sink.active = 1;
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/chat/completions", {}, Chat).startsWith("HTTP/1.1 200"));
}

void tst_FrontLimits::connectionsAreLimited()
{
    std::vector<std::unique_ptr<RawSocket>> clients;
    for (int i = 0; i < 8; ++i)
        clients.push_back(std::make_unique<RawSocket>(*m_gateway));
    QTRY_COMPARE(m_gateway->server.connectionCount(), 8);
    RawSocket tooMany(*m_gateway);
    QTRY_VERIFY(tooMany.hasAnswer());
    QCOMPARE(tooMany.status(), 503);
    QCOMPARE(tooMany.code(), QByteArray("too_busy"));
    QCOMPARE(tooMany.header("retry-after"), QByteArray("1"));
    QVERIFY(!tooMany.header("x-belay-request-id").isEmpty());
}

void tst_FrontLimits::drains()
{
    m_gateway->front.setDraining();
    const QByteArray got = wholeAnswer(*m_gateway, "POST /v1/messages", {}, Chat);
    QVERIFY2(got.startsWith("HTTP/1.1 503") && got.contains("overloaded_error"), got.constData());
    QVERIFY(got.contains("\r\nretry-after: 1\r\n") && got.contains("\r\nconnection: close\r\n"));
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/completions", {}, Chat).contains("shutting_down"));
    QVERIFY(
        wholeAnswer(*m_gateway, "GET /healthz").contains("shutting_down")); // a balancer shall look elsewhere
    QVERIFY(wholeAnswer(*m_gateway, "GET /metrics").startsWith("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(tst_FrontLimits)
#include "tst_frontlimits.moc"
