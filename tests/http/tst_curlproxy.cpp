// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/curlclient.h"
#include "tests/support/callrecorder.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QSemaphore>
#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_CurlProxy final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void variables_data();
    void variables();
    void asksTheSystemOnce();
    void goesThroughAProxy_data();
    void goesThroughAProxy();
    void troubles_data();
    void troubles();
    void aScriptThatNeverEnds();
    void libcurlReadsNoVariables();
};

namespace {

constexpr std::array Variables {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy",
    "ALL_PROXY", "no_proxy", "NO_PROXY"};

HttpRequest get(const QString &url, const QString &proxy)
{
    HttpRequest request;
    request.url = QUrl(url);
    request.proxy = proxy;
    request.limits.total = 10s;
    return request;
}

QString addressOf(const ScriptedServer &server)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(server.port());
}

QNetworkProxy systemProxy(const ScriptedServer &server)
{
    return {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), server.port()};
}

} // namespace

void tst_CurlProxy::init()
{
    for (const char *name : Variables)
        qunsetenv(name);
}

void tst_CurlProxy::variables_data()
{
    QTest::addColumn<QByteArrayList>("environment");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("expected"); // "?" for: the system is asked
    const auto row = [](const char *name, QByteArrayList environment, const char *url, const char *expected) {
        QTest::addRow("%s", name) << environment << QString::fromLatin1(url) << QByteArray(expected);
    };
    row("none", {}, "https://a.test/", "?");
    row("http for http", {"http_proxy=http://p:3128"}, "http://a.test/", "http://p:3128");
    row("http is not for https", {"http_proxy=http://p:3128"}, "https://a.test/", "");
    row("https for https", {"https_proxy=http://p:3128/"}, "https://a.test/", "http://p:3128");
    row("capitals", {"HTTPS_PROXY=http://p:3128"}, "https://a.test/", "http://p:3128");
    row("without a scheme", {"https_proxy=p:3128"}, "https://a.test/", "http://p:3128");
    row("over TLS", {"https_proxy=https://p:3128"}, "https://a.test/", "https://p:3128");
    row("all", {"all_proxy=socks5h://p:1080"}, "https://a.test/", "socks5h://p:1080");
    row("own before all", {"ALL_PROXY=socks5://p:1", "https_proxy=http://q:2"}, "https://a.test/",
        "http://q:2");
    row("nonsense", {"https_proxy=ftp://p:1"}, "https://a.test/", "");
    row("loopback goes direct", {"http_proxy=http://p:3128"}, "http://127.0.0.1:8080/", "");
    row("so does its name", {"http_proxy=http://p:3128"}, "http://localhost:8080/", "");
    row("and IPv6", {"http_proxy=http://p:3128"}, "http://[::1]:8080/", "");
    row("loopback asks nobody", {}, "http://127.3.2.1/", "");
    row("exceptions", {"https_proxy=http://p:1", "no_proxy=.a.test,10.0.0.0/8"}, "https://x.a.test/",
        "http://p:1 .a.test,10.0.0.0/8");
}

void tst_CurlProxy::variables()
{
    QFETCH(QByteArrayList, environment);
    QFETCH(QString, url);
    for (const QByteArray &pair : environment)
        qputenv(pair.first(pair.indexOf('=')).constData(), pair.sliced(pair.indexOf('=') + 1));
    const ProxyLookup lookup;
    const auto route = lookup.known(QUrl(url));
    QByteArray seen = route ? route->url : "?";
    if (route && !route->exceptions.isEmpty())
        seen += ' ' + route->exceptions;
    QTEST(seen, "expected");
}

void tst_CurlProxy::asksTheSystemOnce()
{
    ScriptedServer proxy([](ScriptedRequest &request) { request.answer("by proxy"); });
    std::atomic<int> asked = 0;
    QThread *askedOn = nullptr;
    CurlClient client([&](const QNetworkProxyQuery &) {
        ++asked;
        askedOn = QThread::currentThread();
        return QList<QNetworkProxy> {systemProxy(proxy)};
    });
    const auto ask = [&](const QString &url) {
        CallRecorder first;
        CallRecorder second;
        const auto call = client.start(get(url, QStringLiteral("system")), first);
        const auto call2 = client.start(get(url, QStringLiteral("system")), second);
        QTRY_COMPARE(first.finishes, 1);
        QTRY_COMPARE(second.finishes, 1);
        QVERIFY(!first.failure && !second.failure);
        QCOMPARE(first.body, "by proxy");
    };
    ask(QStringLiteral("http://a.test/x"));
    ask(QStringLiteral("http://a.test/y"));
    QCOMPARE(asked.load(), 1);
    QVERIFY(askedOn != QThread::currentThread());
    ask(QStringLiteral("http://b.test/"));
    QCOMPARE(asked.load(), 2);
    client.forgetConnections();
    ask(QStringLiteral("http://a.test/z"));
    QCOMPARE(asked.load(), 3);
}

void tst_CurlProxy::goesThroughAProxy_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<bool>("expectedAtProxy");
    QTest::addRow("a proxy by its URL") << QStringLiteral("url") << true;
    QTest::addRow("with a login") << QStringLiteral("login") << true;
    QTest::addRow("none") << QStringLiteral("none") << false;
    QTest::addRow("the system's is not for loopback") << QStringLiteral("system") << false;
}

void tst_CurlProxy::goesThroughAProxy()
{
    QFETCH(QString, proxy);
    QFETCH(bool, expectedAtProxy);
    ScriptedServer proxyServer([](ScriptedRequest &request) { request.answer("by proxy"); });
    ScriptedServer server([](ScriptedRequest &request) { request.answer("direct"); });
    CurlClient client(
        [&](const QNetworkProxyQuery &) { return QList<QNetworkProxy> {systemProxy(proxyServer)}; });
    if (proxy == u"url")
        proxy = addressOf(proxyServer);
    else if (proxy == u"login")
        proxy = QStringLiteral("http://user:pa%20ss@127.0.0.1:%1").arg(proxyServer.port());
    CallRecorder recorder;
    const auto call = client.start(get(server.url().toString(), proxy), recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(!recorder.failure, recorder.failure ? qPrintable(recorder.failure->detail) : "");
    QCOMPARE(recorder.body, expectedAtProxy ? "by proxy" : "direct");
    QCOMPARE(proxyServer.requests().size(), expectedAtProxy ? size_t {1} : size_t {0});
    if (proxy.contains(u"user"))
        QCOMPARE(proxyServer.requests().front()->header("proxy-authorization"),
            "Basic " + QByteArray("user:pa ss").toBase64());
}

void tst_CurlProxy::troubles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("answer"); // of the proxy; empty: it closes
    const QString plain = QStringLiteral("http://a.test/");
    const QString tls = QStringLiteral("https://a.test/");
    const QByteArray login
        = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n"
          "Content-Length: 0\r\n\r\n";
    QTest::addRow("407 for http") << plain << login;
    QTest::addRow("407 for CONNECT") << tls << login;
    QTest::addRow("CONNECT forbidden")
        << tls << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    QTest::addRow("CONNECT without a host")
        << tls << QByteArray("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n");
    QTest::addRow("CONNECT unanswered") << tls << QByteArray();
    QTest::addRow("nobody listens") << plain << QByteArray("http://127.0.0.1:1");
    QTest::addRow("nobody listens, https") << tls << QByteArray("http://127.0.0.1:1");
    QTest::addRow("no such proxy") << plain << QByteArray("http://proxy.invalid:3128");
    QTest::addRow("SOCKS that is none") << plain << QByteArray("socks5://");
    QTest::addRow("no URL") << plain << QByteArray("http://");
    QTest::addRow("a scheme of no proxy") << plain << QByteArray("ftp://127.0.0.1:1");
}

void tst_CurlProxy::troubles()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, answer);
    ScriptedServer server(
        [&](ScriptedRequest &request) { answer.isEmpty() ? request.close() : request.send(answer); });
    QTcpServer closer;
    QVERIFY(closer.listen(QHostAddress::LocalHost));
    connect(&closer, &QTcpServer::newConnection, &closer, [&] { closer.nextPendingConnection()->abort(); });
    QString proxy = addressOf(server);
    if (answer == "socks5://")
        proxy = QStringLiteral("socks5://127.0.0.1:%1").arg(closer.serverPort());
    else if (answer.contains("://"))
        proxy = QString::fromLatin1(answer);
    CurlClient client;
    CallRecorder recorder;
    HttpRequest request = get(url, proxy);
    request.auth = AuthHeader {"Authorization", "Bearer ", Secret("sk-test-0123456789")};
    const auto call = client.start(request, recorder);
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 15'000);
    QVERIFY(recorder.failure);
    QVERIFY2(recorder.failure->kind == HttpFailureKind::Proxy, qPrintable(recorder.failure->detail));
    QCOMPARE(recorder.heads, 0);
    if (url.startsWith(u"https") && !server.requests().empty())
        QVERIFY(server.requests().front()->header("authorization").isEmpty()); // CONNECT carries no key
}

void tst_CurlProxy::aScriptThatNeverEnds()
{
    const auto ends = std::make_shared<QSemaphore>(); // outlives the asking thread
    CurlClient client([ends](const QNetworkProxyQuery &) {
        ends->acquire();
        return QList<QNetworkProxy>();
    });
    CallRecorder recorder;
    HttpRequest request = get(QStringLiteral("https://a.test/"), QStringLiteral("system"));
    request.limits.connect = 300ms;
    const auto call = client.start(request, recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    ends->release(10);
    QVERIFY(recorder.failure);
    QCOMPARE(recorder.failure->kind, HttpFailureKind::Proxy);
    QCOMPARE(recorder.failure->proxy, ProxyFault::Settings); // not one that refused
}

void tst_CurlProxy::libcurlReadsNoVariables()
{
    ScriptedServer proxy([](ScriptedRequest &request) { request.answer("by proxy"); });
    ScriptedServer server([](ScriptedRequest &request) { request.answer("direct"); });
    qputenv("http_proxy", addressOf(proxy).toLatin1());
    qputenv("all_proxy", addressOf(proxy).toLatin1());
    CurlClient client;
    for (const QString &way : {QStringLiteral("none"), QStringLiteral("system")}) {
        CallRecorder recorder;
        const auto call = client.start(get(server.url().toString(), way), recorder);
        QTRY_COMPARE(recorder.finishes, 1);
        QCOMPARE(recorder.body, "direct");
    }
    qputenv("no_proxy", "*");
    CallRecorder recorder;
    const auto call = client.start(get(QStringLiteral("http://a.test/"), addressOf(proxy)), recorder);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.body, "by proxy"); // the provider's own proxy knows no exceptions
}

QTEST_GUILESS_MAIN(tst_CurlProxy)
#include "tst_curlproxy.moc"
