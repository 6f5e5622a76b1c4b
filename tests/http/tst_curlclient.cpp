// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"
#include "tests/support/loopmain.h"
#include "tests/support/scriptedserver.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_CurlClient final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void getsAnAnswer();
    void sendsWhatItIsGiven();
    void methods_data();
    void methods();
    void keepsAndForgetsConnections();
    void coldIsCold();
    void refusesToBeginWith_data();
    void refusesToBeginWith();
    void followsNoRedirect_data();
    void followsNoRedirect();
    void skipsInterimHeads();
    void firstByteIsTheAnswers();
    void manyAtOnce();
    void secretNeverInDetails();
};

namespace {

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

HttpRequest post(const QUrl &url, const QByteArray &body)
{
    HttpRequest request = get(url);
    request.method = "POST";
    request.body = body;
    return request;
}

} // namespace

void tst_CurlClient::getsAnAnswer()
{
    ScriptedServer server(
        [](ScriptedRequest &request) { request.answer("hello", "X-One: 1\r\nx-one: 2\r\n"); });
    CurlClient client;
    CallRecorder recorder;
    const auto call = client.start(get(server.url()), recorder);
    QCOMPARE(recorder.finishes, 0); // never from inside start
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(!recorder.failure);
    QVERIFY(recorder.isInOrder);
    QCOMPARE(recorder.head.status, 200);
    QCOMPARE(recorder.body, "hello");
    QCOMPARE(headerValue(recorder.head.headers, "X-ONE"), "1");
    QCOMPARE(recorder.timings.address, QStringLiteral("127.0.0.1:%1").arg(server.port()));
    const PhaseTimings &phases = recorder.timings.phases;
    QVERIFY(recorder.timings.cold);
    QVERIFY(phases.dns && phases.tcp && phases.firstByte && phases.total);
    QVERIFY(!phases.tls && !phases.firstContent);
    QVERIFY(
        *phases.dns <= *phases.tcp && *phases.tcp <= *phases.firstByte && *phases.firstByte <= *phases.total);
}

void tst_CurlClient::sendsWhatItIsGiven()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("{}"); });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = post(server.url(QStringLiteral("/v1/a b")), R"({"model":"x"})");
    request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"Accept-Encoding", "gzip"},
        {"Transfer-Encoding", "chunked"}, {"Host", "elsewhere"}, {"authorization", "Bearer other"}};
    request.auth = AuthHeader {"Authorization", "Bearer ", Secret("sk-test-0123456789")};
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    const ScriptedRequest &seen = *server.requests().front();
    QVERIFY(seen.head.startsWith("POST /v1/a%20b HTTP/1.1\r\n"));
    QCOMPARE(seen.body, R"({"model":"x"})");
    QCOMPARE(seen.header("host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(seen.header("content-type"), "application/json");
    QCOMPARE(seen.header("accept-encoding"), "identity");
    QCOMPARE(seen.header("authorization"), "Bearer sk-test-0123456789");
    QCOMPARE(seen.head.toLower().count("authorization:"), 1);
    QVERIFY(seen.head.contains("X-Empty:"));
    for (const QByteArray absent : {"expect:", "transfer-encoding", "elsewhere", "gzip"})
        QVERIFY2(!seen.head.toLower().contains(absent), absent.constData());
}

void tst_CurlClient::methods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const char *method : {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
        QTest::addRow("%s without a body", method) << QByteArray(method) << QByteArray();
    for (const char *method : {"GET", "POST", "PUT", "DELETE"})
        QTest::addRow("%s with a body", method) << QByteArray(method) << QByteArray("abc");
    QTest::addRow("POST of 3 MB") << QByteArray("POST") << QByteArray(3'000'000, 'b');
}

void tst_CurlClient::methods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    ScriptedServer server([&](ScriptedRequest &request) {
        request.head.startsWith("HEAD") ? request.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                                        : request.answer("hello");
    });
    CurlClient client;
    // One handle serves them in turn: nothing of one request may stay for the next.
    for (const QByteArray &each : {method, QByteArray("GET"), method}) {
        CallRecorder recorder;
        HttpRequest request = post(server.url(), each == method ? body : QByteArray());
        request.method = each;
        const auto call = client.start(request, recorder);
        QTRY_COMPARE(recorder.finishes, 1);
        QVERIFY2(!recorder.failure, recorder.failure ? qPrintable(recorder.failure->detail) : "");
        QCOMPARE(recorder.body, each == "HEAD" ? QByteArray() : QByteArray("hello"));
        const ScriptedRequest &seen = *server.requests().back();
        QVERIFY(seen.head.startsWith(QByteArray(each + " / HTTP/1.1\r\n")));
        QCOMPARE(seen.body, request.body);
    }
    QCOMPARE(server.connections(), 1);
}

void tst_CurlClient::keepsAndForgetsConnections()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("x"); });
    CurlClient client;
    QList<bool> cold;
    for (int i = 0; i < 4; ++i) {
        CallRecorder recorder;
        const auto call = client.start(get(server.url()), recorder);
        if (i == 2)
            client.forgetConnections(); // before the call has begun: it must not use a kept one either
        QTRY_COMPARE(recorder.finishes, 1);
        QVERIFY(!recorder.failure);
        QCOMPARE(recorder.timings.phases.tcp.has_value(), recorder.timings.cold);
        cold << recorder.timings.cold;
    }
    QCOMPARE(cold, (QList<bool> {true, false, true, true}));
    QCOMPARE(server.connections(), 3);
}

void tst_CurlClient::coldIsCold()
{
    ScriptedServer server([](ScriptedRequest &request) { request.answer("x"); });
    CurlClient client;
    for (int i = 0; i < 3; ++i) {
        CallRecorder recorder;
        HttpRequest request = get(server.url());
        request.connection = i == 1 ? ConnectionUse::Warm : ConnectionUse::Cold;
        const auto call = client.start(request, recorder);
        QTRY_COMPARE(recorder.finishes, 1);
        QVERIFY(recorder.timings.cold);
    }
    QCOMPARE(server.connections(), 3);
}

void tst_CurlClient::refusesToBeginWith_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("what");
    const QList<std::pair<const char *, QByteArray>> breaks {
        {"CR", "a\rb: c"}, {"LF", "a\nb: c"}, {"CRLF", "a\r\nb: c"}, {"NUL", QByteArray("a\0b", 3)}};
    for (const char *where : {"name", "value", "auth name", "auth value", "method"}) {
        for (const auto &[name, what] : breaks)
            QTest::addRow("%s in the %s", name, where) << QByteArray(where) << what;
    }
    for (const char *url : {"/a%0D%0Ab", "/a%0ab", "/a%00b", "/?q=%0d%0ax"})
        QTest::addRow("%s in the URL", url) << QByteArray("url") << QByteArray(url);
    QTest::addRow("a blank in a name") << QByteArray("name") << QByteArray("a b");
    QTest::addRow("an empty name") << QByteArray("name") << QByteArray();
    QTest::addRow("a file") << QByteArray("whole url") << QByteArray("file:///etc/passwd");
    QTest::addRow("no URL") << QByteArray("whole url") << QByteArray();
    QTest::addRow("a password in the URL")
        << QByteArray("whole url") << QByteArray("http://u:p@127.0.0.1:1/");
    QTest::addRow("CONNECT") << QByteArray("method") << QByteArray("CONNECT");
}

void tst_CurlClient::refusesToBeginWith()
{
    QFETCH(QByteArray, where);
    QFETCH(QByteArray, what);
    ScriptedServer server([](ScriptedRequest &request) { request.answer("x"); });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(server.url());
    if (where == "name")
        request.headers = {{what, "v"}};
    else if (where == "value")
        request.headers = {{"X-A", what}};
    else if (where == "auth name")
        request.auth = AuthHeader {what, "Bearer ", Secret("k")};
    else if (where == "auth value")
        request.auth = AuthHeader {"Authorization", "Bearer ", Secret(what)};
    else if (where == "method")
        request.method = what;
    else if (where == "url")
        request.url = QUrl::fromEncoded(server.url().toEncoded(QUrl::RemovePath) + what);
    else
        request.url = QUrl::fromEncoded(what);
    const auto call = client.start(request, recorder);
    QCOMPARE(recorder.finishes, 0);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.failureKind(), static_cast<int>(HttpFailureKind::Malformed));
    QCOMPARE(recorder.heads, 0);
    QCOMPARE(server.connections(), 0);
}

void tst_CurlClient::followsNoRedirect_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void tst_CurlClient::followsNoRedirect()
{
    QFETCH(int, status);
    ScriptedServer target([](ScriptedRequest &request) { request.answer("stolen"); });
    ScriptedServer server([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 " + QByteArray::number(status)
            + " Moved\r\nLocation: " + target.url().toEncoded() + "\r\nContent-Length: 0\r\n\r\n");
    });
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = post(server.url(), "{}");
    request.auth = AuthHeader {"x-api-key", "", Secret("sk-test-0123456789")};
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(!recorder.failure);
    QCOMPARE(recorder.head.status, status);
    QCOMPARE(target.connections(), 0);
}

void tst_CurlClient::skipsInterimHeads()
{
    ScriptedServer server([](ScriptedRequest &request) {
        request.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
        request.answer("real", "X: y\r\n");
    });
    CurlClient client;
    CallRecorder recorder;
    const auto call = client.start(get(server.url()), recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.heads, 1);
    QCOMPARE(recorder.head.status, 200);
    QVERIFY(headerValue(recorder.head.headers, "link").isNull());
}

void tst_CurlClient::firstByteIsTheAnswers()
{
    ScriptedServer server([](ScriptedRequest &request) {
        request.sendAfter(300ms, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        request.sendAfter(600ms, "hello");
    });
    CurlClient client;
    for (int i = 0; i < 2; ++i) { // cold, then warm
        CallRecorder recorder;
        const auto call = client.start(post(server.url(), QByteArray(100'000, 'x')), recorder);
        QTRY_COMPARE(recorder.finishes, 1);
        const PhaseTimings &phases = recorder.timings.phases;
        QCOMPARE(recorder.timings.cold, i == 0);
        QVERIFY(*phases.firstByte >= 295ms && *phases.firstByte < 590ms);
        QVERIFY(*phases.total >= 595ms);
    }
}

void tst_CurlClient::manyAtOnce()
{
    ScriptedServer server([](ScriptedRequest &request) {
        request.sendAfter(std::chrono::milliseconds(request.body.toInt() % 7 * 5),
            "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n"
                + request.body);
    });
    CurlClient client;
    std::vector<std::unique_ptr<CallRecorder>> recorders;
    std::vector<std::unique_ptr<HttpCall>> calls;
    for (int i = 0; i < 200; ++i) {
        recorders.push_back(std::make_unique<CallRecorder>());
        calls.push_back(client.start(post(server.url(), QByteArray::number(i)), *recorders.back()));
    }
    for (int i = 0; i < 200; ++i) {
        CallRecorder &recorder = *recorders[static_cast<size_t>(i)];
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 20'000);
        QVERIFY(!recorder.failure);
        QCOMPARE(recorder.body, QByteArray::number(i));
    }
}

void tst_CurlClient::secretNeverInDetails()
{
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(QUrl(QStringLiteral("http://127.0.0.1:1/")));
    request.auth = AuthHeader {"Authorization", "Bearer ", Secret("sk-canary\n0123456789")};
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(recorder.failure);
    QVERIFY(!recorder.failure->detail.contains(u"canary"));
}

BELAY_LOOP_TEST_MAIN(tst_CurlClient)
#include "tst_curlclient.moc"
