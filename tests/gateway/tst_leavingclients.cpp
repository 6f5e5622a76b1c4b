// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/leavingclient.h"
#include "tests/support/loopmain.h"

#include <QElapsedTimer>

using namespace Belay;

namespace {

constexpr int AtOnce = 1'000; // milliseconds

/// Behind a gateway, with its chat under way.
class ChattingClient final
{
public:
    ChattingClient(const QUrl &gateway, bool stream)
        : socket(QHostAddress::LocalHost, static_cast<quint16>(gateway.port()))
    {
        ask(gateway, stream);
    }

    void ask(const QUrl &gateway, bool stream)
    {
        const HttpRequest request = chatRequest(gateway.toString(), "main", stream);
        socket.send("POST /v1/chat/completions HTTP/1.1\r\nHost: " + gateway.authority().toLatin1()
            + "\r\nauthorization: Bearer " + ClientToken + "\r\ncontent-type: application/json\r\n"
            + "content-length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body);
    }

    LeavingClient socket;
};

enum class Leaving { Closes, Resets, ShutsThenCloses };

} // namespace
Q_DECLARE_METATYPE(Leaving)

/// Contract 7, *Leaving*: who half-closes gets its answer, who has gone costs nothing more.
class tst_LeavingClients final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void halfClosedClientsGetTheirAnswer_data();
    void halfClosedClientsGetTheirAnswer();
    void aBrokenStreamKeepsItsConnection();
    void whoHasGoneCancels_data();
    void whoHasGoneCancels();
};

void tst_LeavingClients::initTestCase()
{
#ifndef Q_OS_LINUX
    QSKIP("Only Linux tells who is at the other end.");
#endif
}

void tst_LeavingClients::halfClosedClientsGetTheirAnswer_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<int>("slow"); // which target takes its time
    QTest::addRow("a whole answer") << false << 0;
    QTest::addRow("a stream") << true << 0;
    QTest::addRow("a whole answer of the second step") << false << 1;
    QTest::addRow("a stream of the second step") << true << 1;
}

void tst_LeavingClients::halfClosedClientsGetTheirAnswer()
{
    QFETCH(const bool, stream);
    QFETCH(const int, slow);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    if (slow == 1)
        QVERIFY(fixture.chain.setWeather(0, WeatherKind::Status, R"("status":503)"));
    QVERIFY(fixture.chain.setWeather(
        static_cast<size_t>(slow), WeatherKind::SlowFirst, R"("delay":"600ms")")); // a look falls in it
    ChattingClient client {QUrl(fixture.gateway.address()), stream};
    client.socket.shutSending();
    QTRY_VERIFY_WITH_TIMEOUT(client.socket.isClosed(), 20'000);
    QVERIFY2(client.socket.got.startsWith("HTTP/1.1 200 OK\r\n"), client.socket.got.constData());
    QVERIFY2(client.socket.got.contains("connection: close\r\n"), client.socket.got.constData());
    QVERIFY2(client.socket.got.contains(stream ? "data: [DONE]\n\n" : R"("finish_reason":"stop")"),
        client.socket.got.constData());
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.front().ended == TraceEnd::Ok);
}

void tst_LeavingClients::aBrokenStreamKeepsItsConnection()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Cut, R"("afterEvents":3)"));
    ChattingClient client {QUrl(fixture.gateway.address()), true};
    QTRY_VERIFY(client.socket.got.endsWith("\r\n0\r\n\r\n"));
    QVERIFY2(client.socket.got.contains("upstream_interrupted"), client.socket.got.constData());
    QVERIFY(!client.socket.got.contains("[DONE]"));
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.front().ended == TraceEnd::Cut);
    // What was sent on it meanwhile is answered.
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Clear));
    client.socket.got.clear();
    client.ask(QUrl(fixture.gateway.address()), false);
    QTRY_VERIFY(client.socket.got.contains(R"("finish_reason":"stop")"));
    QVERIFY2(client.socket.got.startsWith("HTTP/1.1 200 OK\r\n"), client.socket.got.constData());
    QVERIFY(!client.socket.isClosed());
}

void tst_LeavingClients::whoHasGoneCancels_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<Leaving>("leaving");
    for (const bool stream : {false, true}) {
        const char *const form = stream ? "a stream" : "a whole answer";
        QTest::addRow("%s, by closing", form) << stream << Leaving::Closes;
        QTest::addRow("%s, by a reset", form) << stream << Leaving::Resets;
        QTest::addRow("%s, by closing some time after it half-closed", form)
            << stream << Leaving::ShutsThenCloses;
    }
}

void tst_LeavingClients::whoHasGoneCancels()
{
    QFETCH(const bool, stream);
    QFETCH(const Leaving, leaving);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    auto &first = fixture.chain.config.chains.front().steps.front().timeouts;
    first.firstContent = first.total = Milliseconds {60'000};
    fixture.apply();
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowFirst, R"("delay":"50s")"));
    ChattingClient client {QUrl(fixture.gateway.address()), stream};
    QTRY_COMPARE(fixture.chain.asked(0), 1);
    if (leaving == Leaving::ShutsThenCloses) {
        client.socket.shutSending();
        // It is served on while it waits: no answer, and nothing cancelled.
        QVERIFY(!QTest::qWaitFor([&] { return !fixture.traces.empty(); }, AtOnce));
    }
    QElapsedTimer since;
    since.start();
    leaving == Leaving::Resets ? client.socket.closeWithReset() : client.socket.abort();
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QTRY_VERIFY(fixture.chain.simulator.journal().entries().back().cancelled);
    QVERIFY2(since.elapsed() < AtOnce, QByteArray::number(since.elapsed()).constData());
    QVERIFY(fixture.traces.front().ended == TraceEnd::ClientGone);
    QCOMPARE(nameOf(fixture.samples.back().outcome), nameOf(Outcome::Cancelled));
    QCOMPARE(fixture.chain.asked(1), 0);
    QCOMPARE(fixture.gateway.view().requests, 0);
}

BELAY_LOOP_TEST_MAIN(tst_LeavingClients)
#include "tst_leavingclients.moc"
