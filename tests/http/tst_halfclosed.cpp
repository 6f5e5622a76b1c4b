// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpserver.h"
#include "core/http/peersocket.h"
#include "tests/support/cputime.h"
#include "tests/support/fakeclock.h"
#include "tests/support/leavingclient.h"
#include "tests/support/loopmain.h"

#include <QTcpServer>
#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

/// Keeps every exchange, and counts the clients that have gone.
class KeepingHandler final : public HttpHandler, public ExchangeListener
{
public:
    ~KeepingHandler() override
    {
        for (const auto &exchange : kept)
            exchange->setListener(nullptr);
    }
    void requestReceived(HttpServerRequest, std::shared_ptr<HttpExchange> exchange) override
    {
        exchange->setListener(this);
        kept.push_back(std::move(exchange));
    }

    std::vector<std::shared_ptr<HttpExchange>> kept;
    int gone = 0;

private:
    void exchangeWritable() override { }
    void clientGone() override { ++gone; }
};

constexpr auto Request = "GET /keep HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr auto LookAgain = 700ms; // half a second, and what a sweep may be late

enum class Leaving { Closes, Resets, ShutsBoth };

} // namespace
Q_DECLARE_METATYPE(Leaving)

/// Clients that shut their sending side behind the request wait for the answer; those that close do not.
class tst_HalfClosed final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void getsItsAnswer_data();
    void getsItsAnswer();
    void getsAStreamToItsEnd();
    void getsMoreThanTheSystemHolds();
    void getsAllThatItAskedForAhead();
    void whoLeavesIsGoneAtOnce_data();
    void whoLeavesIsGoneAtOnce();
    void whoLeavesLaterIsMissedSoon_data();
    void whoLeavesLaterIsMissedSoon();
    void whoLeavesLaterIsMissedByWhatIsSent();
    void halfARequestIsNotWaitedFor();
    void aLookCostsLittle();

private:
    bool serve(LeavingClient &client);
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<KeepingHandler> m_handler;
    std::unique_ptr<HttpServer> m_server;
};

void tst_HalfClosed::initTestCase()
{
#ifndef Q_OS_LINUX
    QSKIP("Only Linux tells who is at the other end.");
#endif
}

void tst_HalfClosed::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_handler = std::make_unique<KeepingHandler>();
    m_server = std::make_unique<HttpServer>(*m_clock, *m_handler);
    QVERIFY(m_server->listen(QHostAddress::LocalHost, 0));
}

void tst_HalfClosed::cleanup()
{
    m_server.reset();
    m_handler.reset();
    m_clock.reset();
}

/// Its request is under way, its sending side shut, and the server has seen both.
bool tst_HalfClosed::serve(LeavingClient &client)
{
    client.send(Request);
    client.shutSending();
    const bool isThere = QTest::qWaitFor([this] { return !m_handler->kept.empty(); });
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    return isThere;
}

void tst_HalfClosed::getsItsAnswer_data()
{
    QTest::addColumn<QHostAddress>("listen");
    QTest::addColumn<QHostAddress>("connect");
    QTest::addRow("over IPv4") << QHostAddress(QHostAddress::LocalHost)
                               << QHostAddress(QHostAddress::LocalHost);
    QTest::addRow("at another address of the loopback")
        << QHostAddress(QStringLiteral("127.0.0.2")) << QHostAddress(QStringLiteral("127.0.0.2"));
    QTest::addRow("over IPv4 to a server of both")
        << QHostAddress(QHostAddress::Any) << QHostAddress(QHostAddress::LocalHost);
    if (QTcpServer().listen(QHostAddress::LocalHostIPv6))
        QTest::addRow("over IPv6") << QHostAddress(QHostAddress::LocalHostIPv6)
                                   << QHostAddress(QHostAddress::LocalHostIPv6);
}

void tst_HalfClosed::getsItsAnswer()
{
    QFETCH(const QHostAddress, listen);
    QFETCH(const QHostAddress, connect);
    HttpServer server {*m_clock, *m_handler};
    QVERIFY(server.listen(listen, 0));
    LeavingClient client {connect, server.port()};
    QVERIFY(serve(client));
    m_clock->advance(60s);
    QCOMPARE(m_handler->gone, 0);
    m_handler->kept.front()->answer(200, {}, "whole");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(
        client.got, QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nwhole"));
    QTRY_COMPARE(server.connectionCount(), 0);
}

void tst_HalfClosed::getsAStreamToItsEnd()
{
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    QVERIFY(serve(client));
    m_handler->kept.front()->start(200, {});
    for (int i = 0; i < 5; ++i) {
        m_clock->advance(LookAgain);
        m_handler->kept.front()->write("word ");
        QTRY_COMPARE(client.got.count("word "), i + 1);
    }
    m_handler->kept.front()->end();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.got.endsWith("\r\n0\r\n\r\n"));
    QCOMPARE(m_handler->gone, 0);
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HalfClosed::getsMoreThanTheSystemHolds()
{
    constexpr qsizetype Much = 32 * 1024 * 1024;
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    client.send(Request);
    QTRY_COMPARE(m_handler->kept.size(), size_t {1});
    m_handler->kept.front()->answer(200, {}, QByteArray(Much, 'x'));
    client.shutSending(); // while most of it is still to be sent
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 30'000);
    QVERIFY(client.got.size() > Much);
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HalfClosed::getsAllThatItAskedForAhead()
{
    constexpr size_t Asked = 3;
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    client.send(QByteArray(Request).repeated(Asked) + "GET /hal"); // and a piece that comes to nothing
    client.shutSending();
    for (size_t i = 0; i < Asked; ++i) {
        QTRY_COMPARE(m_handler->kept.size(), i + 1);
        QCoreApplication::processEvents();
        m_clock->advance(LookAgain);
        m_handler->kept.back()->answer(200, {}, "whole");
    }
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.got.count("whole"), static_cast<int>(Asked));
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HalfClosed::whoLeavesIsGoneAtOnce_data()
{
    QTest::addColumn<Leaving>("leaving");
    QTest::addRow("closes, as every client does that gives up") << Leaving::Closes;
    QTest::addRow("closes with a reset") << Leaving::Resets;
    QTest::addRow("shuts both sides and keeps its descriptor") << Leaving::ShutsBoth;
}

void tst_HalfClosed::whoLeavesIsGoneAtOnce()
{
    QFETCH(const Leaving, leaving);
    // Often: who looks may be quicker than the one who leaves.
    for (int i = 0; i < 50; ++i) {
        LeavingClient client {QHostAddress::LocalHost, m_server->port()};
        client.send(Request);
        QTRY_COMPARE(m_handler->kept.size(), static_cast<size_t>(i + 1));
        leaving == Leaving::Closes       ? client.abort()
            : leaving == Leaving::Resets ? client.closeWithReset()
                                         : client.shutBoth();
        QTRY_COMPARE(m_handler->gone, i + 1); // the clock stands: this is no later look
    }
}

void tst_HalfClosed::whoLeavesLaterIsMissedSoon_data()
{
    whoLeavesIsGoneAtOnce_data();
}

void tst_HalfClosed::whoLeavesLaterIsMissedSoon()
{
    QFETCH(const Leaving, leaving);
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    QVERIFY(serve(client));
    m_clock->advance(LookAgain);
    QCOMPARE(m_handler->gone, 0);
    leaving == Leaving::Closes       ? client.abort()
        : leaving == Leaving::Resets ? client.closeWithReset()
                                     : client.shutBoth();
    m_clock->advance(LookAgain);
    QTRY_COMPARE(m_handler->gone, 1);
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HalfClosed::whoLeavesLaterIsMissedByWhatIsSent()
{
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    QVERIFY(serve(client));
    m_handler->kept.front()->start(200, {});
    client.abort();
    QTRY_VERIFY([this] {
        m_handler->kept.front()->write("word "); // the first is answered with a reset, the second finds it
        return m_handler->gone == 1;
    }());
}

void tst_HalfClosed::halfARequestIsNotWaitedFor()
{
    LeavingClient client {QHostAddress::LocalHost, m_server->port()};
    client.send("POST /keep HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
    client.shutSending();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(m_handler->kept.empty());
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HalfClosed::aLookCostsLittle()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    LeavingClient client {QHostAddress::LocalHost, server.serverPort()};
    QVERIFY(server.waitForNewConnection(5'000));
    const qintptr accepted = server.nextPendingConnection()->socketDescriptor();
    QVERIFY(!isPeerStillReading(accepted)); // it has not ended at all
    client.shutSending();
    constexpr int Looks = 1'000;
    const auto before = threadCpuTime();
    for (int i = 0; i < Looks; ++i)
        QVERIFY(isPeerStillReading(accepted));
    const auto each = (threadCpuTime() - before) / Looks;
    QVERIFY2(each < 100us, QByteArray::number(static_cast<qint64>(each.count())).constData());
}

BELAY_LOOP_TEST_MAIN(tst_HalfClosed)
#include "tst_halfclosed.moc"
