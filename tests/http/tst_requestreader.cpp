// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestreader.h"

#include <QtTest>

using namespace Belay;

namespace {

using Event = RequestReader::Event;

// What a reader made of some bytes, as text that a failed comparison shows whole.
class Log
{
public:
    void drain(RequestReader &reader)
    {
        for (;;) {
            const Event event = reader.next();
            if (event == Event::NeedsMore || (event == Event::Failed && m_hasFailed))
                return;
            note(reader, event);
        }
    }
    QByteArray text() const { return m_text; }

private:
    void note(RequestReader &reader, Event event)
    {
        if (event == Event::Body) {
            m_body.append(reader.body());
            return;
        }
        const RequestHead &head = reader.head();
        if (event == Event::Head) {
            m_text += head.method + ' ' + head.target + ' ' + QByteArray::number(head.headers.size())
                + (head.keepAlive ? " keep" : " close") + (head.expectsContinue ? " continue" : "") + '\n';
        } else if (event == Event::End) {
            m_text += "body:" + m_body + '\n';
            m_body.clear();
            reader.nextRequest();
        } else {
            m_hasFailed = true;
            m_text += "fault " + QByteArray::number(static_cast<int>(reader.fault())) + '\n';
        }
    }

    QByteArray m_text;
    QByteArray m_body;
    bool m_hasFailed = false;
};

/// Given for good, or lent and then written over.
enum class Handing { Given, Lent };

QByteArray readPieces(
    const QByteArray &bytes, std::vector<qsizetype> cuts, RequestLimits limits, Handing handing)
{
    RequestReader reader {limits};
    Log log;
    cuts.push_back(bytes.size());
    qsizetype from = 0;
    for (const qsizetype cut : cuts) {
        QByteArray piece = bytes.sliced(from, cut - from);
        if (handing == Handing::Lent)
            reader.lend(piece);
        else
            reader.feed(piece);
        log.drain(reader);
        if (handing == Handing::Lent) {
            reader.keepRest();
            piece.fill('#');
        }
        from = cut;
    }
    return log.text();
}

QByteArray readInPieces(
    const QByteArray &bytes, const std::vector<qsizetype> &cuts, RequestLimits limits = {})
{
    const QByteArray given = readPieces(bytes, cuts, limits, Handing::Given);
    const QByteArray lent = readPieces(bytes, cuts, limits, Handing::Lent);
    return given == lent ? given : "given: " + given + "lent: " + lent;
}

QByteArray readByteByByte(const QByteArray &bytes, RequestLimits limits = {})
{
    std::vector<qsizetype> cuts;
    for (qsizetype i = 1; i < bytes.size(); ++i)
        cuts.push_back(i);
    return readInPieces(bytes, cuts, limits);
}

constexpr auto Get = "GET / HTTP/1.1\r\nHost: a\r\n";
constexpr auto Post = "POST / HTTP/1.1\r\nHost: a\r\n";
constexpr auto Chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

} // namespace

class tst_RequestReader final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsHoweverItIsCut_data();
    void readsHoweverItIsCut();
    void refuses_data();
    void refuses();
    void limits_data();
    void limits();
    void tellsTheHeadBeforeItRefusesTheBody();
    void givesBodiesWithoutWaitingForTheirEnd();
    void looksUpFieldsAndPath();
};

void tst_RequestReader::readsHoweverItIsCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::addRow("no body") << QByteArray("GET /v1/models?a=b HTTP/1.1\r\nHost: a:1\r\n\r\n")
                             << QByteArray("GET /v1/models?a=b 1 keep\nbody:\n");
    QTest::addRow("fixed length") << QByteArray(Post) + "Content-Length: 5\r\n\r\nhello"
                                  << QByteArray("POST / 2 keep\nbody:hello\n");
    QTest::addRow("chunks that are as long as they say")
        << QByteArray(Chunked) + "5;a=\"b\"\r\nhello\r\n00C\r\n, wide world\r\n0\r\nSum: 1\r\n\r\n"
        << QByteArray("POST / 2 keep\nbody:hello, wide world\n");
    QTest::addRow("three requests in a row")
        << QByteArray(Get) + "\r\n" + Post + "Content-Length: 2\r\n\r\nab" + "\r\n" + Get + "\r\n"
        << QByteArray("GET / 1 keep\nbody:\nPOST / 2 keep\nbody:ab\nGET / 1 keep\nbody:\n");
    QTest::addRow("close among the options") << QByteArray(Get) + "Connection: x , Close\r\n\r\n"
                                             << QByteArray("GET / 2 close\nbody:\n");
    QTest::addRow("HTTP/1.0 needs no Host and is closed")
        << QByteArray("GET / HTTP/1.0\r\n\r\n") << QByteArray("GET / 0 close\nbody:\n");
    QTest::addRow("waits to be asked for its body")
        << QByteArray(Post) + "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\nx"
        << QByteArray("POST / 3 keep continue\nbody:x\n");
    QTest::addRow("blanks around a value, none in it, bytes over 127") << QByteArray(Get)
            + "A: \t b c \t\r\nB:\r\nC: \xc3\xa4\r\n\r\n" << QByteArray("GET / 4 keep\nbody:\n");
    QTest::addRow("an empty line before it") << QByteArray("\r\n") + Get + "\r\n"
                                             << QByteArray("GET / 1 keep\nbody:\n");
    QTest::addRow("several empty lines before it") << QByteArray("\r\n\r\n\r\n") + Get + "\r\n"
                                                   << QByteArray("GET / 1 keep\nbody:\n");
    QTest::addRow("a whole URL") << QByteArray("GET http://a:1/v1/models?a=b HTTP/1.1\r\nHost: a:1\r\n\r\n")
                                 << QByteArray("GET /v1/models?a=b 1 keep\nbody:\n");
    QTest::addRow("a whole URL without a path, in capitals")
        << QByteArray("GET HTTP://A?b HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("GET /?b 1 keep\nbody:\n");
    QTest::addRow("a whole URL in HTTP/1.0 names its Host")
        << QByteArray("GET http://a/ HTTP/1.0\r\n\r\n") << QByteArray("GET / 1 close\nbody:\n");
    QTest::addRow("all that a server can be asked, by its URL") << QByteArray(
        "OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("OPTIONS * 1 keep\nbody:\n");
    QTest::addRow("a whole URL, then a path")
        << QByteArray("GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\nGET /c HTTP/1.1\r\nHost: d\r\n\r\n")
        << QByteArray("GET /b 1 keep\nbody:\nGET /c 1 keep\nbody:\n");
    QTest::addRow("all that a server can be asked")
        << QByteArray("OPTIONS * HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n")
        << QByteArray("OPTIONS * 1 keep\nbody:\n");
}

void tst_RequestReader::readsHoweverItIsCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(readInPieces(bytes, {}), expected);
    QCOMPARE(readByteByByte(bytes), expected);
    for (qsizetype i = 0; i <= bytes.size(); ++i)
        QCOMPARE(readInPieces(bytes, {i}), expected);
}

void tst_RequestReader::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) { QTest::addRow("%s", name) << bytes; };
    row("length and coding", QByteArray(Post) + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("two equal lengths", QByteArray(Post) + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n");
    row("a list of lengths", QByteArray(Post) + "Content-Length: 3, 3\r\n\r\n");
    row("a negative length", QByteArray(Post) + "Content-Length: -1\r\n\r\n");
    row("a length with a sign", QByteArray(Post) + "Content-Length: +1\r\n\r\n");
    row("a hex length", QByteArray(Post) + "Content-Length: 0x10\r\n\r\n");
    row("an empty length", QByteArray(Post) + "Content-Length:\r\n\r\n");
    row("a length that overflows", QByteArray(Post) + "Content-Length: 18446744073709551617\r\n\r\n");
    row("an unknown coding", QByteArray(Post) + "Transfer-Encoding: gzip\r\n\r\n");
    row("two codings in one field", QByteArray(Post) + "Transfer-Encoding: gzip, chunked\r\n\r\n");
    row("chunked is not last", QByteArray(Post) + "Transfer-Encoding: chunked, identity\r\n\r\n");
    row("almost chunked", QByteArray(Post) + "Transfer-Encoding: xchunked\r\n\r\n");
    row("chunked behind a control byte",
        QByteArray(Post)
            + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n");
    row("two fields of coding",
        QByteArray(Post) + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("a coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("bare LF in the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n");
    row("bare LF after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n");
    row("bare LF at the end of the head", "GET / HTTP/1.1\r\nHost: a\r\n\n");
    row("bare CR in a value", QByteArray(Get) + "A: b\rc\r\n\r\n");
    row("a folded field", QByteArray(Get) + "A: b\r\n c\r\n\r\n");
    row("a blank before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    row("a blank before the colon", QByteArray(Get) + "A : b\r\n\r\n");
    row("a field without a name", QByteArray(Get) + ": b\r\n\r\n");
    row("a field without a colon", QByteArray(Get) + "A\r\n\r\n");
    row("NUL in a value", QByteArray(Get) + QByteArray("A: b\0c\r\n\r\n", 10));
    row("NUL in a name", QByteArray(Get) + QByteArray("A\0: b\r\n\r\n", 9));
    row("no Host", "GET / HTTP/1.1\r\n\r\n");
    row("two Hosts", QByteArray(Get) + "Host: a\r\n\r\n");
    row("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
    row("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
    row("a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n");
    row("a Host with a query", "GET / HTTP/1.1\r\nHost: a:1?x#\r\n\r\n");
    row("a URL of another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL of another port", "GET http://a:2/ HTTP/1.1\r\nHost: a:1\r\n\r\n");
    row("a URL that leaves the port out", "GET http://a/ HTTP/1.1\r\nHost: a:1\r\n\r\n");
    row("a URL with a user", "GET http://b@a/ HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL with a user in Host too", "GET http://b@a/ HTTP/1.1\r\nHost: b@a\r\n\r\n");
    row("a URL with a user in HTTP/1.0", "GET http://b@a/ HTTP/1.0\r\n\r\n");
    row("a URL without a host", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL that ends at its scheme", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL with a fragment for a host", "GET http://a#b/ HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL of another scheme", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL with one slash", "GET http:/a HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a URL without Host", "GET http://a/ HTTP/1.1\r\n\r\n");
    row("a URL with two Hosts", "GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
    row("authority form", "CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a star that is not OPTIONS", "GET * HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a target with a blank", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a target with a control byte", "GET /a\x01 HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a target beyond ASCII", "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n");
    row("two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a tab for a blank", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n");
    row("no version", "GET /\r\nHost: a\r\n\r\n");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    row("lower case version", "GET / http/1.1\r\nHost: a\r\n\r\n");
    row("a version of its own", "GET / HTTP/1.10\r\nHost: a\r\n\r\n");
    row("a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("a TLS greeting", QByteArray("\x16\x03\x01\x02\x00", 5));
    row("an empty line that ends in LF alone", QByteArray("\n") + Get + "\r\n");
    row("a blank before the request line", QByteArray(" ") + Get + "\r\n");
    row("an unknown expectation", QByteArray(Post) + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\n");
    row("a chunk without a size", QByteArray(Chunked) + "\r\nabc\r\n");
    row("a chunk of a negative size", QByteArray(Chunked) + "-1\r\n");
    row("a chunk size in C's form", QByteArray(Chunked) + "0x3\r\nabc\r\n");
    row("a blank behind the chunk size", QByteArray(Chunked) + "3 \r\nabc\r\n");
    row("a chunk size that overflows", QByteArray(Chunked) + "10000000000000003\r\nabc\r\n");
    row("bare LF behind the chunk size", QByteArray(Chunked) + "3\nabc\r\n");
    row("bare LF behind the chunk", QByteArray(Chunked) + "3\r\nabc\n0\r\n\r\n");
    row("a chunk longer than it says", QByteArray(Chunked) + "3\r\nabcd\r\n");
    row("a chunk shorter than it says", QByteArray(Chunked) + "5\r\nabc\r\n0\r\n\r\n");
    row("a control byte in an extension", QByteArray(Chunked) + "3;a=\x01\r\nabc\r\n");
    row("an endless extension", QByteArray(Chunked) + "3;" + QByteArray(1000, 'a'));
    row("a trailer that is no field", QByteArray(Chunked) + "0\r\nabc\r\n\r\n");
    row("a folded trailer", QByteArray(Chunked) + "0\r\nA: b\r\n c: d\r\n\r\n");
}

void tst_RequestReader::refuses()
{
    QFETCH(QByteArray, bytes);
    QVERIFY2(readInPieces(bytes, {}).endsWith("fault 0\n"), readInPieces(bytes, {}).constData());
    QCOMPARE(readByteByByte(bytes), readInPieces(bytes, {}));
}

void tst_RequestReader::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const RequestLimits limits;
    QByteArray fields;
    for (int i = 0; i < limits.fields; ++i)
        fields += "A: b\r\n";
    const QByteArray tooLarge
        = "fault " + QByteArray::number(static_cast<int>(RequestFault::HeadTooLarge)) + '\n';
    const QByteArray bodyTooLarge
        = "POST / 2 keep\nfault " + QByteArray::number(static_cast<int>(RequestFault::BodyTooLarge)) + '\n';
    QTest::addRow("as many fields as are allowed") << "GET / HTTP/1.1\r\nHost: a\r\n" + fields.sliced(6)
            + "\r\n" << QByteArray("GET / 128 keep\nbody:\n");
    QTest::addRow("one field more") << "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" << tooLarge;
    QTest::addRow("empty lines without an end")
        << QByteArray("\r\n").repeated(limits.headBytes / 2 + 1) << tooLarge;
    QTest::addRow("a request line without an end") << QByteArray(limits.headBytes + 1, 'a') << tooLarge;
    QTest::addRow("a value without an end")
        << Get + QByteArray("A: ") + QByteArray(limits.headBytes, 'a') << tooLarge;
    QTest::addRow("a long body") << QByteArray(Post) + "Content-Length: 67108865\r\n\r\n" << bodyTooLarge;
    QTest::addRow("a long chunk") << QByteArray(Chunked) + "4000001\r\n" << bodyTooLarge;
    QByteArray extended = Chunked;
    for (int i = 0; i < 30; ++i)
        extended += "1;" + QByteArray(200, 'x') + "\r\na\r\n";
    QTest::addRow("many extensions") << extended << QByteArray("POST / 2 keep\nfault 0\n");
    QTest::addRow("long trailers") << QByteArray(Chunked) + "0\r\nA: " + QByteArray(limits.trailerBytes, 'a')
                                   << "POST / 2 keep\n" + tooLarge;
}

void tst_RequestReader::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(readInPieces(bytes, {}), expected);
    QCOMPARE(readByteByByte(bytes), expected);
}

void tst_RequestReader::tellsTheHeadBeforeItRefusesTheBody()
{
    RequestLimits limits;
    limits.bodyBytes = 3;
    RequestReader reader {limits};
    reader.feed(QByteArray(Post) + "Content-Length: 4\r\n\r\n");
    QCOMPARE(reader.next(), Event::Head);
    QCOMPARE(reader.next(), Event::Failed);
    QCOMPARE(reader.fault(), RequestFault::BodyTooLarge);
    reader.feed(QByteArray(Get) + "\r\n");
    QCOMPARE(reader.next(), Event::Failed); // for ever
}

void tst_RequestReader::givesBodiesWithoutWaitingForTheirEnd()
{
    RequestReader reader;
    QVERIFY(!reader.hasBegun());
    reader.feed(QByteArray(Post) + "Content-Length: 10\r\n\r\n123");
    QVERIFY(reader.hasBegun());
    QCOMPARE(reader.next(), Event::Head);
    QCOMPARE(reader.head().contentLength, std::optional<qint64> {10});
    QCOMPARE(reader.next(), Event::Body);
    QCOMPARE(reader.body(), QByteArrayView("123"));
    QCOMPARE(reader.next(), Event::NeedsMore);
    reader.feed("4567890GET");
    QCOMPARE(reader.next(), Event::Body);
    QCOMPARE(reader.body(), QByteArrayView("4567890"));
    QCOMPARE(reader.next(), Event::End);
    QCOMPARE(reader.next(), Event::NeedsMore); // it stands still
    reader.nextRequest();
    QVERIFY(reader.hasBegun()); // "GET" is there
}

void tst_RequestReader::looksUpFieldsAndPath()
{
    RequestReader reader;
    reader.feed("GET /a/b?c=d HTTP/1.1\r\nHOST: x\r\nX-Api-Key: 1\r\nx-api-key: 2\r\n\r\n");
    QCOMPARE(reader.next(), Event::Head);
    QCOMPARE(reader.head().path(), QByteArrayView("/a/b"));
    QCOMPARE(reader.head().header("host"), QByteArray("x"));
    QCOMPARE(reader.head().header("x-API-key"), QByteArray("1"));
    QCOMPARE(reader.head().header("none"), QByteArray());
}

QTEST_GUILESS_MAIN(tst_RequestReader)
#include "tst_requestreader.moc"
