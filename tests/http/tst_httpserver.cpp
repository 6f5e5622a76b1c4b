// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/loopmain.h"

#include <QTcpSocket>
#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

// Answers `/echo` with what it got; keeps the exchange of `/keep` for the test to play with.
class EchoHandler final : public HttpHandler
{
public:
    void headReceived(const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange) override
    {
        if (head.path() == QByteArrayView("/forbidden"))
            exchange->answer(403, {}, "no");
    }
    void requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange) override
    {
        ++requests;
        if (request.head.path() == QByteArrayView("/keep"))
            kept = std::move(exchange);
        else if (request.head.path() == QByteArrayView("/echo"))
            exchange->answer(200, {{"content-type", "text/plain"}}, request.body);
    }

    int requests = 0;
    std::shared_ptr<HttpExchange> kept;
};

/// Counts what an exchange tells.
class Told final : public ExchangeListener
{
public:
    explicit Told(std::shared_ptr<HttpExchange> exchange)
        : m_exchange(std::move(exchange))
    {
        m_exchange->setListener(this);
    }
    ~Told() override { m_exchange->setListener(nullptr); }
    Q_DISABLE_COPY_MOVE(Told)

    int writable = 0;
    int gone = 0;

private:
    void exchangeWritable() override { ++writable; }
    void clientGone() override { ++gone; }

    std::shared_ptr<HttpExchange> m_exchange;
};

class Client final : public QTcpSocket
{
public:
    explicit Client(const HttpServer &server)
    {
        connectToHost(QHostAddress::LocalHost, server.port());
        QObject::connect(this, &QTcpSocket::readyRead, this, [this] {
            if (isReading)
                got += readAll();
        });
    }
    bool isClosed() const { return state() == UnconnectedState; }

    QByteArray got;
    bool isReading = true;
};

constexpr auto Echo = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";
constexpr auto Keep = "GET /keep HTTP/1.1\r\nHost: a\r\n\r\n";

} // namespace

class tst_HttpServer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answersRequestsSentAhead();
    void answersThousandsSentAhead();
    void readsAChunkedBody();
    void streams();
    void sendsInStepWithTheReader();
    void tellsThatTheClientIsGone();
    void endsAnExchangeThatIsLetGoOf();
    void cutsAStream();
    void resetsAConnection();
    void refusesAtTheHead();
    void asksForABodyThatWaits();
    void refusesBadFramingAndCloses();
    void refusesALongBodyAndIsHeard();
    void slowHeadsAndBodiesEnd_data();
    void slowHeadsAndBodiesEnd();
    void idleConnectionsEndWithoutAWord();
    void oneConnectionTooManyIsToldSo();
    void portInUse();
    void endsWithItsServer();

private:
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<EchoHandler> m_handler;
    std::unique_ptr<HttpServer> m_server;
};

void tst_HttpServer::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_handler = std::make_unique<EchoHandler>();
    HttpServerLimits limits;
    limits.connections = 8;
    limits.request.bodyBytes = 1024 * 1024;
    m_server = std::make_unique<HttpServer>(*m_clock, *m_handler, limits);
    QVERIFY(m_server->listen(QHostAddress::LocalHost, 0));
}

void tst_HttpServer::cleanup()
{
    m_server.reset();
    m_handler.reset();
    m_clock.reset();
}

void tst_HttpServer::answersRequestsSentAhead()
{
    Client client {*m_server};
    client.write(QByteArray(Echo) + Echo + "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    const QByteArray hi = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nhi";
    QCOMPARE(client.got,
        hi + hi
            + "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 0\r\nconnection: "
              "close\r\n\r\n");
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HttpServer::answersThousandsSentAhead()
{
    constexpr int Count = 20'000;
    Client client {*m_server};
    client.write(QByteArray(Echo).repeated(Count));
    QTRY_COMPARE(client.got.count("\r\n\r\nhi"), Count);
    QCOMPARE(m_handler->requests, Count);
}

void tst_HttpServer::readsAChunkedBody()
{
    Client client {*m_server};
    client.write("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    QTRY_COMPARE(m_server->connectionCount(), 1);
    client.write("2\r\nde\r\n0\r\n\r\n");
    QTRY_VERIFY(client.got.endsWith("\r\n\r\nabcde"));
}

void tst_HttpServer::streams()
{
    Client client {*m_server};
    client.write(QByteArray(Keep) + Echo);
    QTRY_VERIFY(m_handler->kept);
    m_handler->kept->start(200, {{"content-type", "text/event-stream"}});
    m_handler->kept->write("data: 1\n\n");
    QTRY_VERIFY(client.got.endsWith("9\r\ndata: 1\n\n\r\n"));
    QCOMPARE(m_handler->requests, 1); // the second waits for its turn
    m_handler->kept->write("data: 2\n\n");
    m_handler->kept->end();
    QVERIFY(m_handler->kept->isOver());
    QTRY_VERIFY(client.got.contains("data: 2\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK"));
    QTRY_COMPARE(m_handler->requests, 2);
}

void tst_HttpServer::sendsInStepWithTheReader()
{
    Client slow {*m_server};
    slow.isReading = false;
    slow.setReadBufferSize(1024);
    slow.write(Keep);
    QTRY_VERIFY(m_handler->kept);
    const auto exchange = m_handler->kept;
    Told told {exchange};
    exchange->start(200, {});
    const QByteArray piece(64 * 1024, 'x');
    int pieces = 0;
    while (exchange->isWritable() && pieces < 1000) {
        exchange->write(piece);
        ++pieces;
    }
    QVERIFY(pieces < 1000);
    QVERIFY(exchange->bytesToWrite() <= 512 * 1024);

    Client other {*m_server}; // is not held up by it
    other.write(Echo);
    QTRY_VERIFY(other.got.endsWith("hi"));
    QCOMPARE(told.writable, 0);

    slow.isReading = true;
    slow.setReadBufferSize(0);
    slow.got += slow.readAll();
    QTRY_COMPARE(told.writable, 1);
    QVERIFY(exchange->isWritable());
    exchange->end();
    QTRY_VERIFY(slow.got.endsWith("0\r\n\r\n"));
    QCOMPARE(slow.got.count('x'), pieces * piece.size());
}

void tst_HttpServer::tellsThatTheClientIsGone()
{
    auto client = std::make_unique<Client>(*m_server);
    client->write(Keep);
    QTRY_VERIFY(m_handler->kept);
    Told told {m_handler->kept};
    m_handler->kept->start(200, {});
    client.reset();
    QTRY_COMPARE(told.gone, 1);
    QVERIFY(m_handler->kept->isOver());
    m_handler->kept->write("nobody reads this");
    m_handler->kept->end();
    QCOMPARE(m_server->connectionCount(), 0);
}

void tst_HttpServer::endsAnExchangeThatIsLetGoOf()
{
    Client client {*m_server};
    client.write("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.got.startsWith("HTTP/1.1 500 "));
}

void tst_HttpServer::cutsAStream()
{
    Client client {*m_server};
    client.write(Keep);
    QTRY_VERIFY(m_handler->kept);
    m_handler->kept->start(200, {});
    m_handler->kept->write("some");
    m_handler->kept->cut();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.got.endsWith("4\r\nsome\r\n"));
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
}

void tst_HttpServer::resetsAConnection()
{
    Client client {*m_server};
    client.write(Keep);
    QTRY_VERIFY(m_handler->kept);
    Told told {m_handler->kept};
    m_handler->kept->reset();
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.got, QByteArray());
    QTRY_COMPARE(m_server->connectionCount(), 0);
    QCOMPARE(told.gone, 0);
}

void tst_HttpServer::refusesAtTheHead()
{
    Client client {*m_server};
    client.write("POST /forbidden HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(
        client.got, QByteArray("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno"));
    QCOMPARE(m_handler->requests, 0);

    Client bodyless {*m_server};
    bodyless.write(QByteArray("GET /forbidden HTTP/1.1\r\nHost: a\r\n\r\n") + Echo);
    QTRY_VERIFY(bodyless.got.endsWith("hi")); // nothing was left unread, so the connection serves on
}

void tst_HttpServer::asksForABodyThatWaits()
{
    Client client {*m_server};
    client.write("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QTRY_COMPARE(client.got, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.write("ok");
    QTRY_VERIFY(client.got.endsWith("\r\n\r\nok"));
}

void tst_HttpServer::refusesBadFramingAndCloses()
{
    Client client {*m_server};
    client.write(QByteArray(Echo) + "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + Echo);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(
        client.got.endsWith("hiHTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"));
    QCOMPARE(m_handler->requests, 1);
}

void tst_HttpServer::refusesALongBodyAndIsHeard()
{
    Client client {*m_server};
    client.write(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 33554432\r\n\r\n" + QByteArray(4'000'000, 'x'));
    QTRY_VERIFY(client.got.startsWith("HTTP/1.1 413 "));
    client.disconnectFromHost();
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void tst_HttpServer::slowHeadsAndBodiesEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("seconds");
    QTest::addRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHo") << 10;
    QTest::addRow("half a body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123")
                                 << 30;
}

void tst_HttpServer::slowHeadsAndBodiesEnd()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, seconds);
    Client client {*m_server};
    client.write(QByteArray(Echo) + bytes);
    QTRY_VERIFY(client.got.endsWith("hi"));
    Client other {*m_server};
    other.write(Keep);
    QTRY_VERIFY(m_handler->kept);
    m_clock->advance(Seconds {seconds} - 1s);
    QVERIFY(!client.isClosed());
    m_clock->advance(1s + 200ms);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.got.endsWith("408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"));
    m_handler->kept->answer(200, {}, "late"); // an answer under way has no deadline here
    QTRY_VERIFY(other.got.endsWith("late"));
}

void tst_HttpServer::idleConnectionsEndWithoutAWord()
{
    Client fresh {*m_server};
    Client used {*m_server};
    used.write(Echo);
    QTRY_VERIFY(used.got.endsWith("hi"));
    QTRY_COMPARE(m_server->connectionCount(), 2);
    m_clock->advance(119s);
    QCOMPARE(m_server->connectionCount(), 2);
    m_clock->advance(2s);
    QTRY_VERIFY(fresh.isClosed() && used.isClosed());
    QVERIFY(fresh.got.isEmpty() && used.got.endsWith("hi"));
}

void tst_HttpServer::oneConnectionTooManyIsToldSo()
{
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(std::make_unique<Client>(*m_server));
        QTRY_COMPARE(m_server->connectionCount(), i + 1);
    }
    Client last {*m_server};
    QTRY_VERIFY(last.isClosed());
    QVERIFY(last.got.startsWith("HTTP/1.1 503 "));
    clients.pop_back();
    QTRY_COMPARE(m_server->connectionCount(), 7);
    Client next {*m_server};
    next.write(Echo);
    QTRY_VERIFY(next.got.endsWith("hi"));
}

void tst_HttpServer::portInUse()
{
    HttpServer other {*m_clock, *m_handler};
    const auto result = other.listen(QHostAddress::LocalHost, m_server->port());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Unavailable);
    QCOMPARE(other.port(), quint16 {0});
}

void tst_HttpServer::endsWithItsServer()
{
    Client client {*m_server};
    client.write(Keep);
    QTRY_VERIFY(m_handler->kept);
    Told told {m_handler->kept};
    m_server.reset();
    QCOMPARE(told.gone, 1);
    m_handler->kept->answer(200, {}, "nobody");
    QTRY_VERIFY(client.isClosed());
}

BELAY_LOOP_TEST_MAIN(tst_HttpServer)
#include "tst_httpserver.moc"
