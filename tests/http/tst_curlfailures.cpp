// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"
#include "tests/support/loopmain.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

#include <atomic>

using namespace Belay;
using namespace std::chrono_literals;

class tst_CurlFailures final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answers_data();
    void answers();
    void connects_data();
    void connects();
    void limits_data();
    void limits();
    void limitsRestWhilePaused();
    void contentEndsItsLimitOnly();
    void sendsOnceOnADroppedConnection_data();
    void sendsOnceOnADroppedConnection();
    void nobodyGetsWhatWasNotAskedFor_data();
    void nobodyGetsWhatWasNotAskedFor();
    void heldLoopIsNoTimeout();
};

namespace {

constexpr auto Ok = "HTTP/1.1 200 OK\r\n";

int number(HttpFailureKind kind)
{
    return static_cast<int>(kind);
}

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

void holdLoop(qint64 ms)
{
    QElapsedTimer elapsed;
    elapsed.start();
    while (elapsed.elapsed() < ms)
        std::atomic_signal_fence(std::memory_order_seq_cst);
}

} // namespace

void tst_CurlFailures::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("end"); // fin, rst or open
    QTest::addColumn<int>("expectedKind");
    QTest::addColumn<int>("expectedHeads");
    QTest::addColumn<QByteArray>("expectedBody");
    const auto row = [](const char *name, const QByteArray &bytes, const char *end, HttpFailureKind kind,
                         int heads = 0, const QByteArray &body = {}) {
        QTest::addRow("%s", name) << bytes << QString::fromLatin1(end) << number(kind) << heads << body;
    };
    using enum HttpFailureKind;
    row("closed without an answer", "", "fin", Reset);
    row("reset without an answer", "", "rst", Reset);
    row("closed in the head", "HTTP/1.1 200 OK\r\nContent-Le", "fin", Reset);
    row("only an interim head", "HTTP/1.1 100 Continue\r\n\r\n", "fin", Reset);
    row("closed in the body", QByteArray(Ok) + "Content-Length: 10\r\n\r\nhalf", "fin", Reset, 1, "half");
    row("reset in the body", QByteArray(Ok) + "Content-Length: 10\r\n\r\nhalf", "rst", Reset, 1, "half");
    row("closed between chunks", QByteArray(Ok) + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "fin",
        Reset, 1, "half");
    row("a bad chunk size", QByteArray(Ok) + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n", "open",
        Malformed, 1);
    row("garbage", "\x01\x02\x03 garbage without sense\r\n\r\n", "open", Malformed);
    row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", "fin", Malformed);
    row("a bare body", "<html>hello</html>", "fin", Malformed);
    row("another version", "HTTP/7.3 200 OK\r\n\r\n", "open", Malformed);
    row("a head without end", Ok + QByteArray("X: y\r\n").repeated(60'000), "open", Malformed);
    row("one endless header", Ok + QByteArray("X: ") + QByteArray(300'000, 'y'), "open", Malformed);
    row("gzip that was not asked for",
        QByteArray(Ok) + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b..", "open", Encoded, 1);
    row("br that was not asked for", QByteArray(Ok) + "content-encoding: br\r\n\r\nabcd", "fin", Encoded, 1);
    row("gzip as transfer encoding",
        QByteArray(Ok) + "Transfer-Encoding: gzip, chunked\r\n\r\n4\r\n\x1f\x8b..\r\n0\r\n\r\n", "open",
        Encoded, 1);
    row("more than allowed", QByteArray(Ok) + "\r\n" + QByteArray(300'000, 'x'), "fin", TooLarge, 1);
    row("more announced than allowed", QByteArray(Ok) + "Content-Length: 300000\r\n\r\nx", "open", TooLarge,
        1);
}

void tst_CurlFailures::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, end);
    QFETCH(int, expectedKind);
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(bytes);
        if (end == u"fin")
            request.close();
        else if (end == u"rst")
            QTimer::singleShot(50ms, &request, [&request] { request.reset(); });
    });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    request.maxBody = 200'000;
    request.limits.total = 10s;
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(recorder.failure);
    QVERIFY2(recorder.failureKind() == expectedKind, qPrintable(recorder.failure->detail));
    QVERIFY(!recorder.failure->detail.isEmpty());
    QVERIFY(recorder.isInOrder);
    QTEST(recorder.heads, "expectedHeads");
    if (expectedKind == number(HttpFailureKind::TooLarge))
        QVERIFY(recorder.bodyBytes <= request.maxBody);
    else
        QTEST(recorder.body, "expectedBody");
    QCOMPARE(server.requests().size(), size_t {1});
    QCOMPARE(recorder.timings.address, QStringLiteral("127.0.0.1:%1").arg(server.port()));
}

void tst_CurlFailures::connects_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("expectedKind");
    QTest::addRow("nobody listens") << QStringLiteral("http://127.0.0.1:1/")
                                    << number(HttpFailureKind::Connect);
    QTest::addRow("a name that cannot be")
        << QStringLiteral("http://nothing.invalid/") << number(HttpFailureKind::Dns);
    QTest::addRow("TLS against plain") << QString() << number(HttpFailureKind::Tls);
}

void tst_CurlFailures::connects()
{
    QFETCH(QString, url);
    ScriptedServer plain([](ScriptedRequest &request) { request.answer("x"); });
    QTcpServer greeter; // says something that is no TLS
    QVERIFY(greeter.listen(QHostAddress::LocalHost));
    connect(&greeter, &QTcpServer::newConnection, &greeter,
        [&] { greeter.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(
        url.isEmpty() ? QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(greeter.serverPort())) : QUrl(url));
    request.proxy = QStringLiteral("none");
    const auto call = client.start(request, recorder);
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 20'000);
    QTEST(recorder.failureKind(), "expectedKind");
    QVERIFY(!recorder.timings.phases.firstByte);
    QVERIFY(recorder.timings.phases.total);
    QVERIFY(recorder.timings.cold);
    if (url.contains(u"127.0.0.1"))
        QCOMPARE(recorder.timings.address, QStringLiteral("127.0.0.1:1"));
}

void tst_CurlFailures::limits_data()
{
    QTest::addColumn<QByteArray>("bytes"); // what comes at once; then nothing
    QTest::addColumn<HttpLimits>("limits");
    QTest::addColumn<int>("expectedKind");
    const QByteArray begun = QByteArray(Ok) + "Content-Length: 10\r\n\r\nhalf";
    const auto limit = [](auto member) {
        HttpLimits limits {.connect = 9s, .firstContent = 9s, .idle = 9s, .total = 9s};
        limits.*member = 300ms;
        return limits;
    };
    QTest::addRow("no answer, first content")
        << QByteArray() << limit(&HttpLimits::firstContent) << number(HttpFailureKind::TimeoutContent);
    QTest::addRow("bytes are not content")
        << begun << limit(&HttpLimits::firstContent) << number(HttpFailureKind::TimeoutContent);
    QTest::addRow("no answer, total")
        << QByteArray() << limit(&HttpLimits::total) << number(HttpFailureKind::TimeoutTotal);
    QTest::addRow("half an answer, total")
        << begun << limit(&HttpLimits::total) << number(HttpFailureKind::TimeoutTotal);
    QTest::addRow("half an answer, idle")
        << begun << limit(&HttpLimits::idle) << number(HttpFailureKind::TimeoutIdle);
    QTest::addRow("TLS that never answers, connect")
        << QByteArray("tls") << limit(&HttpLimits::connect) << number(HttpFailureKind::TimeoutConnect);
    QTest::addRow("idle does not count before the head")
        << QByteArray() << HttpLimits {.connect = 100ms, .firstContent = {}, .idle = 100ms, .total = 600ms}
        << number(HttpFailureKind::TimeoutTotal);
}

void tst_CurlFailures::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(HttpLimits, limits);
    ScriptedServer server([&](ScriptedRequest &request) { request.send(bytes); });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    if (bytes == "tls")
        request.url.setScheme(QStringLiteral("https"));
    request.limits = limits;
    QElapsedTimer elapsed;
    elapsed.start();
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QTEST(recorder.failureKind(), "expectedKind");
    QVERIFY(elapsed.elapsed() >= 295);
    QVERIFY2(elapsed.elapsed() < 3000, QByteArray::number(elapsed.elapsed()).constData());
}

void tst_CurlFailures::limitsRestWhilePaused()
{
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(QByteArray(Ok) + "Content-Length: 8\r\n\r\nhalf");
        request.sendAfter(200ms, "done");
    });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    request.limits = {.connect = 5s, .firstContent = 900ms, .idle = 900ms, .total = 900ms};
    std::unique_ptr<HttpCall> call = client.start(request, recorder);
    recorder.atBody = [&] { call->pause(); };
    QTRY_COMPARE(recorder.body, "half");
    QElapsedTimer elapsed;
    elapsed.start();
    QTRY_VERIFY(elapsed.elapsed() > 2000);
    QCOMPARE(recorder.finishes, 0);
    QCOMPARE(recorder.body, "half");
    recorder.atBody = {};
    call->resume();
    QCOMPARE(recorder.body, "half"); // never from inside resume
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(!recorder.failure, recorder.failure ? qPrintable(recorder.failure->detail) : "");
    QCOMPARE(recorder.body, "halfdone");
}

void tst_CurlFailures::contentEndsItsLimitOnly()
{
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(QByteArray(Ok) + "Content-Length: 8\r\n\r\nhalf");
        request.sendAfter(1200ms, "done");
    });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    request.limits.firstContent = 500ms;
    std::unique_ptr<HttpCall> call = client.start(request, recorder);
    recorder.atBody = [&] { call->contentSeen(); };
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(!recorder.failure);
    const PhaseTimings &phases = recorder.timings.phases;
    QVERIFY(phases.firstContent);
    QVERIFY(*phases.firstContent >= *phases.firstByte);
    QVERIFY(*phases.total - *phases.firstContent >= 1000ms);
}

void tst_CurlFailures::sendsOnceOnADroppedConnection_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("resets");
    for (const bool resets : {false, true}) {
        const char *how = resets ? "reset" : "closed";
        QTest::addRow("POST, %s", how) << QByteArray("POST") << QByteArray("{}") << resets;
        QTest::addRow("POST of 1 MB, %s", how) << QByteArray("POST") << QByteArray(1'000'000, 'x') << resets;
        QTest::addRow("POST without a body, %s", how) << QByteArray("POST") << QByteArray() << resets;
        QTest::addRow("GET, %s", how) << QByteArray("GET") << QByteArray() << resets;
    }
}

void tst_CurlFailures::sendsOnceOnADroppedConnection()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(bool, resets);
    ScriptedServer server([&](ScriptedRequest &request) {
        if (!request.head.contains("/second"))
            request.answer("x");
        else if (resets)
            request.reset();
        else
            request.close();
    });
    CurlClient client;
    CallRecorder first;
    const auto call = client.start(get(server.url()), first);
    QTRY_COMPARE(first.finishes, 1);
    CallRecorder second;
    HttpRequest request = get(server.url(QStringLiteral("/second")));
    request.method = method;
    request.body = body;
    const auto call2 = client.start(request, second);
    QTRY_COMPARE(second.finishes, 1);
    QCOMPARE(second.failureKind(), number(HttpFailureKind::Reset));
    QVERIFY(!second.timings.cold);
    // A second sending would have reached the server before this one.
    CallRecorder third;
    const auto call3 = client.start(get(server.url()), third);
    QTRY_COMPARE(third.finishes, 1);
    QCOMPARE(server.requests().size(), size_t {3});
}

void tst_CurlFailures::nobodyGetsWhatWasNotAskedFor_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("method");
    const QByteArray whole = QByteArray(Ok) + "Content-Length: 5\r\n\r\nstale";
    for (const char *method : {"GET", "POST"}) {
        QTest::addRow("%s, a whole answer", method) << whole << QByteArray(method);
        QTest::addRow("%s, a piece of one", method) << QByteArray("tail") << QByteArray(method);
    }
}

/// Bytes that come after an answer wait on the kept connection: they are not the answer to the next request.
void tst_CurlFailures::nobodyGetsWhatWasNotAskedFor()
{
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, method);
    ScriptedServer server(
        [](ScriptedRequest &request) { request.answer("answer to " + request.head.split(' ').value(1)); });
    CurlClient client;
    for (const char *path : {"/one", "/two", "/three"}) {
        CallRecorder recorder;
        HttpRequest request = get(server.url(QString::fromLatin1(path)));
        request.method = method;
        if (method == "POST")
            request.body = "{}";
        const auto call = client.start(request, recorder);
        QTRY_COMPARE(recorder.finishes, 1);
        QCOMPARE(recorder.failureKind(), -1);
        QCOMPARE(recorder.body, QByteArray("answer to ") + path);
        server.requests().back()->send(more);
        QTRY_VERIFY(server.requests().back()->isSent());
    }
    QCOMPARE(server.requests().size(), size_t {3}); // none was sent twice
    QCOMPARE(server.connections(), 3);
}

void tst_CurlFailures::heldLoopIsNoTimeout()
{
    // The bytes come in time, but the thread is busy while they do.
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send(QByteArray(Ok) + "Content-Length: 8\r\n\r\nhalf");
        request.send("done");
        QTimer::singleShot(0, &request, [] { holdLoop(1000); });
    });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    request.limits = {.connect = 500ms, .firstContent = {}, .idle = 500ms, .total = {}};
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(!recorder.failure);
}

BELAY_LOOP_TEST_MAIN(tst_CurlFailures)
#include "tst_curlfailures.moc"
