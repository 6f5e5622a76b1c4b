// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/responsewriter.h"

#include <QtTest>

using namespace Belay;
using Connection = ResponseWriter::Connection;

class tst_ResponseWriter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void frames_data();
    void frames();
    void ownsTheFraming();
    void leavesOutWhatWouldSplitTheHead();
};

void tst_ResponseWriter::frames_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("length"); // -1: not known
    QTest::addColumn<QByteArray>("expected");
    QTest::addRow("with a length") << QByteArray("GET") << 1 << 200 << 5
                                   << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
    QTest::addRow("in chunks") << QByteArray("GET") << 1 << 200 << -1
                               << QByteArray("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                                             "5\r\nhello\r\n0\r\n\r\n");
    QTest::addRow("an old client reads to the end") << QByteArray(
        "GET") << 0 << 200 << -1 << QByteArray("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello");
    QTest::addRow("HEAD has the fields and no body")
        << QByteArray("HEAD") << 1 << 200 << 5 << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
    QTest::addRow("204 has neither") << QByteArray("GET") << 1 << 204 << 0
                                     << QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
    QTest::addRow("a status without a name") << QByteArray("GET") << 1 << 529 << 5
                                             << QByteArray("HTTP/1.1 529 \r\ncontent-length: 5\r\n\r\nhello");
}

void tst_ResponseWriter::frames()
{
    QFETCH(QByteArray, method);
    QFETCH(int, minorVersion);
    QFETCH(int, status);
    QFETCH(int, length);
    RequestHead request;
    request.method = method;
    request.minorVersion = minorVersion;
    ResponseWriter writer {request};
    const auto known = length < 0 ? std::optional<qint64> {} : length;
    QByteArray bytes = writer.head(status, {}, known, Connection::KeepAlive);
    bytes += writer.body("hello");
    bytes += writer.body({});
    bytes += writer.end();
    QTEST(bytes, "expected");
}

void tst_ResponseWriter::ownsTheFraming()
{
    ResponseWriter writer;
    const HttpHeaders headers {
        {"Content-Length", "9"}, {"Transfer-Encoding", "gzip"}, {"Connection", "x"}, {"a", "b"}};
    QCOMPARE(writer.head(400, headers, 2, Connection::Close),
        QByteArray("HTTP/1.1 400 Bad Request\r\na: b\r\ncontent-length: 2\r\nconnection: close\r\n\r\n"));
}

void tst_ResponseWriter::leavesOutWhatWouldSplitTheHead()
{
    ResponseWriter writer;
    const HttpHeaders headers {{"a", "b\r\nc: d"}, {"e\nf", "g"}, {"h", QByteArray("i\0j", 3)}, {"", "k"}};
    QCOMPARE(writer.head(200, headers, 0, Connection::KeepAlive),
        QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
}

QTEST_GUILESS_MAIN(tst_ResponseWriter)
#include "tst_responsewriter.moc"
