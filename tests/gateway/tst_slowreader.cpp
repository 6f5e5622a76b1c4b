// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/loopmain.h"
#include "tests/support/memory.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Belay;

namespace {

constexpr qint64 StreamBytes = 10 * 1024 * 1024;

/// A provider that streams one long answer as fast as it is taken, holding next to nothing itself.
class LongStream final : public QObject
{
public:
    LongStream()
    {
        connect(
            &m_server, &QTcpServer::newConnection, this, [this] { take(m_server.nextPendingConnection()); });
        m_server.listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }

    qint64 sent = 0;
    int events = 0;

private:
    void take(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            if (!socket->readAll().isEmpty() && sent == 0) {
                socket->write(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
                pump(socket);
            }
        });
        connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] { pump(socket); });
    }
    void pump(QTcpSocket *socket)
    {
        const QByteArray event = R"(data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,)"
                                 R"("delta":{"content":"word "},"finish_reason":null}]})"
                                 "\n\n";
        constexpr int AtOnce = 256;
        while (socket->bytesToWrite() == 0 && sent < StreamBytes) {
            for (int i = 0; i < AtOnce; ++i)
                sent += socket->write(event);
            events += AtOnce;
            if (sent >= StreamBytes) {
                socket->write(R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
                              "\n\n"
                              "data: [DONE]\n\n");
                socket->disconnectFromHost();
            }
        }
    }

    QTcpServer m_server;
};

/// A client that takes a byte when it is told to.
class SlowClient final
{
public:
    explicit SlowClient(const QUrl &gateway)
    {
        constexpr int SmallBuffer = 32 * 1024; // else the system takes much of the stream off our hands
        m_socket.setReadBufferSize(1);
        // Before it connects: who has seen a large window waits for it to open by half of that.
        m_socket.bind(QHostAddress::LocalHost);
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, SmallBuffer);
        m_socket.connectToHost(gateway.host(), static_cast<quint16>(gateway.port()));
        m_socket.waitForConnected();
        const HttpRequest request = chatRequest(gateway.toString(), "main", true);
        m_socket.write("POST /v1/chat/completions HTTP/1.1\r\nHost: " + gateway.authority().toLatin1()
            + "\r\nauthorization: Bearer " + ClientToken + "\r\ncontent-type: application/json\r\n"
            + "content-length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body);
    }
    bool readByte()
    {
        const bool isThere = QTest::qWaitFor([this] { return m_socket.bytesAvailable() > 0; });
        got += m_socket.read(1);
        return isThere;
    }
    bool readAll()
    {
        m_socket.setReadBufferSize(0);
        constexpr int Patience = 30'000;
        return QTest::qWaitFor(
            [this] {
                got += m_socket.readAll();
                return got.endsWith("0\r\n\r\n");
            },
            Patience);
    }

    QByteArray got;

private:
    QTcpSocket m_socket;
};

/// Until nothing has moved for a while.
bool comesToRest(const qint64 &count)
{
    constexpr int Still = 200;
    QElapsedTimer since;
    since.start();
    qint64 last = count;
    return QTest::qWaitFor(
        [&] {
            if (std::exchange(last, count) != count)
                since.start();
            return since.elapsed() > Still;
        },
        30'000);
}

} // namespace

/// A15: who reads a byte at a time makes nobody hold the rest for him.
class tst_SlowReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongStreamLeavesMemoryFlat();
};

void tst_SlowReader::aLongStreamLeavesMemoryFlat()
{
    LongStream upstream;
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = upstream.url();
    fixture.chain.config.chains.front().steps.front().timeouts.idle = Milliseconds {60'000};
    fixture.apply();

    SlowClient client(QUrl(fixture.gateway.address()));
    QVERIFY(client.readByte());
    const qint64 before = residentBytes();
    QVERIFY(comesToRest(upstream.sent));
    QVERIFY2(upstream.sent < StreamBytes, "the provider is not held back");
    constexpr int Bytes = 64;
    for (int i = 0; i < Bytes; ++i)
        QVERIFY(client.readByte());
    constexpr qint64 Flat = 1024 * 1024; // two buffers of 256 KiB, and what they are read into
    QVERIFY2(residentBytes() - before < Flat, QByteArray::number(residentBytes() - before).constData());

    const bool whole = client.readAll();
    QVERIFY2(
        whole, qPrintable(QStringLiteral("%1 of %2 bytes came").arg(client.got.size()).arg(upstream.sent)));
    QCOMPARE(client.got.count("word "), upstream.events);
    QVERIFY(client.got.contains("data: [DONE]"));
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.front().ended == TraceEnd::Ok);
}

BELAY_LOOP_TEST_MAIN(tst_SlowReader)
#include "tst_slowreader.moc"
