// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/portowner.h"
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/scriptedserver.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Loopback = "127.0.0.1";

int statusOf(GatewayFixture &fixture, const QString &address)
{
    ClientCall call(fixture.http, chatRequest(address, "main"));
    return call.wait() ? call.head.status : -1;
}

bool refusesConnections(const QString &address)
{
    QTcpSocket socket;
    socket.connectToHost(QString::fromLatin1(Loopback), static_cast<quint16>(QUrl(address).port()));
    const bool ended
        = QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 5'000);
    return ended && socket.error() == QAbstractSocket::ConnectionRefusedError;
}

} // namespace

/// The gateway goes to another place, or away, while clients are served.
class tst_GatewayMoves final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlaceThatCannotBeHadLeavesTheOldOne_data();
    void aPlaceThatCannotBeHadLeavesTheOldOne();
    void aMoveLetsStreamsEnd_data();
    void aMoveLetsStreamsEnd();
    void whoIsConnectedIsSentElsewhere();
    void theSamePlaceIsNotListenedToAnew();
    void aPlaceOffLoopbackWantsItsTokenToTheLast();
    void aNewTokenCutsNoStream();
    void aDrainWaitsForASlowReader();
    void aDrainMayBeTakenBack();
};

void tst_GatewayMoves::aPlaceThatCannotBeHadLeavesTheOldOne_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("a port that is taken") << u"127.0.0.1"_s << true;
    QTest::newRow("the same port of an address that is not ours") << u"192.0.2.1"_s << false;
}

void tst_GatewayMoves::aPlaceThatCannotBeHadLeavesTheOldOne()
{
    QFETCH(QString, listen);
    QFETCH(bool, isTaken);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    const QString before = fixture.gateway.address();
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    GatewayConfig &config = fixture.chain.config.gateway;
    config.listen = listen;
    config.port = isTaken ? owner.serverPort() : QUrl(before).port();
    fixture.apply();
    const Result<void> moved = fixture.gateway.listen();
    QVERIFY(!moved);
    QVERIFY(moved.error().kind == ErrorKind::Unavailable);
    QVERIFY(fixture.gateway.isListening());
    QCOMPARE(fixture.gateway.address(), before);
    QCOMPARE(statusOf(fixture, before), 200);
}

void tst_GatewayMoves::aMoveLetsStreamsEnd_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<bool>("keepsPort");
    QTest::newRow("another port") << u"127.0.0.1"_s << false;
    QTest::newRow("the same port of all addresses") << u"0.0.0.0"_s << true;
    QTest::newRow("localhost by name") << u"localhost"_s << true;
}

void tst_GatewayMoves::aMoveLetsStreamsEnd()
{
    QFETCH(QString, listen);
    QFETCH(bool, keepsPort);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"50ms")"));
    const QString before = fixture.gateway.address();
    const auto stream = fixture.chat(true);
    QVERIFY(stream->waitForBody());
    GatewayConfig &config = fixture.chain.config.gateway;
    config.listen = listen;
    config.port = keepsPort ? QUrl(before).port() : nextFreePort(QHostAddress::LocalHost, 20'000);
    fixture.apply();
    QVERIFY(fixture.gateway.listen());
    QCOMPARE(QUrl(fixture.gateway.address()).port(), config.port);
    QVERIFY(!stream->ended);
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Clear));
    QCOMPARE(statusOf(fixture, fixture.gateway.address()), 200);
    QVERIFY(stream->wait());
    QVERIFY(!stream->failure);
    QVERIFY(stream->body.endsWith("data: [DONE]\n\n"));
    if (!keepsPort)
        QVERIFY(refusesConnections(before));
    for (const Trace &trace : fixture.traces)
        QVERIFY(trace.ended == TraceEnd::Ok);
}

/// Over a connection that it still has, a request for the place that was left gets a word, not silence.
void tst_GatewayMoves::whoIsConnectedIsSentElsewhere()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"200ms")"));
    const QUrl before(fixture.gateway.address());
    const auto stream = fixture.chat(true); // holds the old place open
    QVERIFY(stream->waitForBody());
    QTcpSocket kept;
    kept.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(before.port()));
    QVERIFY(kept.waitForConnected());
    QTRY_VERIFY(fixture.gateway.view().clients >= 2);
    fixture.chain.config.gateway.port = nextFreePort(QHostAddress::LocalHost, 21'000);
    fixture.apply();
    QVERIFY(fixture.gateway.listen());
    kept.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(before.port())
        + "\r\nAuthorization: Bearer " + ClientToken
        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    QByteArray answer;
    QTRY_VERIFY((answer += kept.readAll()).contains("shutting_down"));
    QVERIFY(answer.startsWith("HTTP/1.1 503 "));
    QVERIFY(answer.contains("Retry-After: 1") || answer.contains("retry-after: 1"));
    QTRY_VERIFY(kept.state() != QAbstractSocket::ConnectedState);
    QVERIFY(stream->wait());
    QVERIFY(stream->body.endsWith("data: [DONE]\n\n"));
}

void tst_GatewayMoves::theSamePlaceIsNotListenedToAnew()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    const QString before = fixture.gateway.address();
    QVERIFY(fixture.gateway.listen()); // port 0 again
    QCOMPARE(fixture.gateway.address(), before);
    QVERIFY(fixture.gateway.listen(static_cast<quint16>(QUrl(before).port()))); // the one it got
    QCOMPARE(fixture.gateway.address(), before);
    QCOMPARE(statusOf(fixture, before), 200);
}

/// The next place needs none; the one that others still reach does.
void tst_GatewayMoves::aPlaceOffLoopbackWantsItsTokenToTheLast()
{
    GatewayFixture fixture;
    fixture.chain.config.gateway.listen = u"0.0.0.0"_s;
    QVERIFY(fixture.start());
    QTcpServer owner;
    QVERIFY(owner.listen(QHostAddress::LocalHost));
    GatewayConfig &config = fixture.chain.config.gateway;
    config.listen = u"127.0.0.1"_s;
    config.port = owner.serverPort();
    config.requireToken = false;
    fixture.apply();
    QVERIFY(!fixture.gateway.listen());
    HttpRequest request = chatRequest(fixture.gateway.address(), "main");
    request.auth = {};
    ClientCall call(fixture.http, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.head.status, 401);
}

void tst_GatewayMoves::aNewTokenCutsNoStream()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"50ms")"));
    const auto stream = fixture.chat(true);
    QVERIFY(stream->waitForBody());
    fixture.gateway.apply(fixture.chain.shared(), fixture.chain.keys()); // the token is gone
    QVERIFY(fixture.gateway.listen());
    QCOMPARE(statusOf(fixture, fixture.gateway.address()), 401);
    QVERIFY(!stream->ended);
    QVERIFY(stream->wait());
    QVERIFY(stream->body.endsWith("data: [DONE]\n\n"));
}

void tst_GatewayMoves::aDrainWaitsForASlowReader()
{
    constexpr qsizetype Large = 24 * 1024 * 1024; // more than the system holds for both sides
    ScriptedServer upstream([](ScriptedRequest &request) {
        const QByteArray body
            = R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
              R"("message":{"role":"assistant","content":")"
            + QByteArray(Large, 'x') + R"("},"finish_reason":"stop"}]})";
        request.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = upstream.url(u"/v1"_s);
    fixture.chain.config.chains.front().steps.front().timeouts.total = Milliseconds {60'000};
    fixture.apply();
    const auto port = static_cast<quint16>(QUrl(fixture.gateway.address()).port());
    QTcpSocket client;
    client.setReadBufferSize(1'024);
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QVERIFY(client.waitForConnected());
    const HttpRequest request = chatRequest(fixture.gateway.address(), "main");
    client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + ClientToken
        + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(request.body.size())
        + "\r\n\r\n" + request.body);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.traces.size(), size_t {1}, 20'000);
    QVERIFY(fixture.traces.front().ended == TraceEnd::Ok);
    bool drained = false;
    fixture.gateway.drain(Milliseconds {60'000}, [&drained] { drained = true; });
    QTRY_VERIFY(!fixture.gateway.isListening());
    qsizetype got = 0;
    client.setReadBufferSize(0);
    const auto readAll = [&] {
        got += client.readAll().size();
        return client.state() != QAbstractSocket::ConnectedState;
    };
    QVERIFY(QTest::qWaitFor(readAll, 20'000));
    QVERIFY2(got > Large, qPrintable(QString::number(got)));
    QTRY_VERIFY(drained);
}

void tst_GatewayMoves::aDrainMayBeTakenBack()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"50ms")"));
    const auto stream = fixture.chat(true);
    QVERIFY(stream->waitForBody());
    int drained = 0;
    fixture.gateway.drain({}, [&drained] { ++drained; });
    QVERIFY(!fixture.gateway.isListening());
    QVERIFY(fixture.gateway.address().isEmpty());
    QVERIFY(fixture.gateway.listen());
    QCOMPARE(drained, 1);
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Clear));
    QCOMPARE(statusOf(fixture, fixture.gateway.address()), 200);
    QVERIFY(stream->wait());
    QVERIFY(stream->body.endsWith("data: [DONE]\n\n"));
    QCOMPARE(drained, 1);
}

QTEST_GUILESS_MAIN(tst_GatewayMoves)
#include "tst_gatewaymoves.moc"
