// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/frontclient.h"
#include "tests/support/memory.h"

#include <QtTest>

using namespace Belay;

namespace {

const QByteArrayList Paths {"/", "/api/hello", "/healthz", "/metrics", "/belay/v1/status", "/v1/models",
    "/v1/models/default", "/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses",
    "/v1/messages", "/v1/messages/count_tokens", "/v1/files", "/nope", "/belay/v1/incidents.atom"};
const QByteArrayList Methods {"GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"};
const QByteArray Body = "{\"model\":\"default\"}";

} // namespace

/// What a hostile page, program or network can do at the border; the numbers are those of the attack matrix.
class tst_Attacks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void foreignHostsNeverPass();
    void foreignPagesNeverPass();
    void simpleRequestsOfPages_data();
    void simpleRequestsOfPages();
    void theAddressOfAllAddresses();
    void withoutATokenNothingPasses();
    void nothingInARequestChangesWhereItGoes();
    void wholeUrls_data();
    void wholeUrls();
    void confusingHosts_data();
    void confusingHosts();
    void smuggling_data();
    void smuggling();
    void lineBreaksInNames();
    void hugeAndDeepInput();
    void tenThousandFields();
    void randomBytes();

private:
    /// Sends on one connection and waits for the answer or for its end.
    QByteArray answerTo(const QByteArray &bytes);
    void checkRefused(const QByteArray &got, int status);

    std::unique_ptr<FrontFixture> m_gateway;
};

void tst_Attacks::init()
{
    m_gateway = std::make_unique<FrontFixture>();
    QVERIFY(m_gateway->isListening);
}

void tst_Attacks::cleanup()
{
    m_gateway.reset();
}

QByteArray tst_Attacks::answerTo(const QByteArray &bytes)
{
    RawSocket client(*m_gateway, bytes);
    [[maybe_unused]] const bool ended
        = QTest::qWaitFor([&] { return client.hasAnswer() || client.isClosed(); });
    return client.got;
}

void tst_Attacks::checkRefused(const QByteArray &got, int status)
{
    QVERIFY2(got.startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status))), got.constData());
    QVERIFY2(!got.toLower().contains("access-control"), got.constData());
    QVERIFY2(!got.contains("default"), got.constData()); // the code alone, no name of the config
    QVERIFY(m_gateway->sink.requests.empty());
}

// A1: with or without Origin, since a rebound page of the same origin sends none.
void tst_Attacks::foreignHostsNeverPass()
{
    for (const QByteArray &path : Paths) {
        for (const QByteArray &method : Methods) {
            for (const QByteArray &origin : {QByteArray(), QByteArray("Origin: http://evil.example\r\n")}) {
                const QByteArray host
                    = "Host: evil.example:" + QByteArray::number(m_gateway->server.port()) + "\r\n";
                const QByteArray body = method == "POST" ? Body : QByteArray();
                checkRefused(
                    answerTo(requestBytes(*m_gateway, method + ' ' + path, host + origin, body)), 403);
            }
        }
    }
}

// A1, A4: our own name, but a page asks.
void tst_Attacks::foreignPagesNeverPass()
{
    const QByteArrayList pages {"Origin: null\r\n", "Origin: https://evil.example\r\n", "Origin: file://\r\n",
        "Referer: https://evil.example/\r\n", "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n"};
    for (const QByteArray &path : Paths) {
        for (const QByteArray &page : pages) {
            checkRefused(answerTo(requestBytes(*m_gateway, "GET " + path, page)), 403);
            checkRefused(answerTo(requestBytes(*m_gateway, "OPTIONS " + path,
                             page + "Access-Control-Request-Method: POST\r\n")),
                403);
        }
    }
}

void tst_Attacks::simpleRequestsOfPages_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    for (const char *type : {"text/plain", "multipart/form-data; boundary=x",
             "application/x-www-form-urlencoded", "text/plain; application/json"}) {
        QTest::addRow("%s of null", type) << QByteArray(type) << QByteArray("Origin: null\r\n") << 403;
        QTest::addRow("%s of another site", type)
            << QByteArray(type) << QByteArray("Origin: https://e\r\n") << 403;
        QTest::addRow("%s of nobody", type) << QByteArray(type) << QByteArray() << 415;
    }
}

// A2
void tst_Attacks::simpleRequestsOfPages()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    for (const char *path : {"/v1/chat/completions", "/v1/messages", "/v1/embeddings"})
        checkRefused(answerTo(requestBytes(*m_gateway, QByteArray("POST ") + path,
                         "Content-Type: " + type + "\r\n" + origin, Body)),
            status);
}

// A3
void tst_Attacks::theAddressOfAllAddresses()
{
    const QByteArray port = QByteArray::number(m_gateway->server.port());
    for (const QByteArray &host :
        {QByteArray("0.0.0.0:" + port), QByteArray("0.0.0.0"), QByteArray("[::]:" + port)})
        checkRefused(answerTo(requestBytes(*m_gateway, "GET /v1/models", "Host: " + host + "\r\n")), 403);
}

// A5
void tst_Attacks::withoutATokenNothingPasses()
{
    for (const QByteArray &path : Paths) {
        for (const QByteArray &method : Methods) {
            const bool isOpen = Paths.indexOf(path) < 3 && (method == "GET" || method == "HEAD");
            const QByteArray got = answerTo(requestBytes(
                *m_gateway, method + ' ' + path, "No-Token: 1\r\n", method == "POST" ? Body : QByteArray()));
            if (isOpen)
                QVERIFY2(got.startsWith("HTTP/1.1 200"), got.constData());
            else
                checkRefused(got, method == "OPTIONS" ? 403 : 401);
        }
    }
}

// A7: what passes names the provider of the config, whatever else the request says.
void tst_Attacks::nothingInARequestChangesWhereItGoes()
{
    const QByteArray body
        = "{\"model\":\"default\",\"api_base\":\"http://evil.example\",\"base_url\":\"http://e\","
          "\"api_key\":\"k\",\"custom_llm_provider\":\"evil\"}";
    const QByteArray headers
        = "x-portkey-custom-host: http://evil.example\r\nx-forwarded-host: evil.example\r\n"
          "x-original-url: /evil\r\nx-belay-target: evil/m\r\n";
    QVERIFY(answerTo(
        requestBytes(*m_gateway, "POST /v1/chat/completions?api_base=http://evil.example", headers, body))
                .startsWith("HTTP/1.1 200"));
    QCOMPARE(m_gateway->sink.requests.size(), size_t {1});
    QCOMPARE(m_gateway->sink.requests.front().chain.steps.front().targets.front().target.toString(),
        QStringLiteral("openai/small"));
    m_gateway->sink.requests.clear();
    for (const char *target : {"http://evil.example/v1/models", "https://evil.example/",
             "//evil.example/v1/models", "/v1//evil.example/", "/v1/../../evil", "/v1/%2e%2e/evil",
             "evil.example:443", "@evil.example/v1/x"}) {
        const QByteArray got = answerTo(requestBytes(*m_gateway, QByteArray("GET ") + target));
        QVERIFY2(got.startsWith("HTTP/1.1 400") || got.startsWith("HTTP/1.1 404"), got.constData());
        QVERIFY(m_gateway->sink.requests.empty());
    }
}

void tst_Attacks::wholeUrls_data()
{
    QTest::addColumn<QByteArray>("target"); // OURS stands for our host with its port
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *target, const char *host, int status) {
        QTest::newRow(name) << QByteArray(target) << QByteArray(host) << status;
    };
    row("ours", "http://OURS/v1/models", "OURS", 200);
    row("ours in capitals", "HTTP://OURS/v1/models", "OURS", 200);
    row("another host in both", "http://evil.example/v1/models", "evil.example", 403);
    row("another host, ours in Host", "http://evil.example/v1/models", "OURS", 400);
    row("ours, another in Host", "http://OURS/v1/models", "evil.example", 400);
    row("ours without the port", "http://127.0.0.1/v1/models", "127.0.0.1", 403);
    row("ours as a user", "http://OURS@evil.example/v1/models", "OURS", 400);
    row("ours as a user in both", "http://OURS@evil.example/v1/models", "OURS@evil.example", 400);
    row("ours over TLS", "https://OURS/v1/models", "OURS", 400);
    row("ours with another's path", "http://OURS//evil.example/v1/models", "OURS", 404);
    row("ours with another URL for a path", "http://OURS/http://evil.example/v1/models", "OURS", 404);
    row("all addresses", "http://0.0.0.0:80/v1/models", "0.0.0.0:80", 403);
}

// A1, A7, A9: the whole URL is a Host once more, never a place to go to.
void tst_Attacks::wholeUrls()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    target.replace("OURS", m_gateway->host());
    host.replace("OURS", m_gateway->host());
    const QByteArray got = answerTo(
        "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nx-api-key: " + TestToken + "\r\n\r\n");
    QVERIFY2(got.startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status))), got.constData());
    QVERIFY(m_gateway->sink.requests.empty());
}

void tst_Attacks::confusingHosts_data()
{
    QTest::addColumn<QByteArray>("hosts");
    const QByteArrayList hosts {"Host: localhost:1/?x#", "Host: a@b", "Host: localhost:4217@evil.example",
        "Host: ", "Host: loc\0alhost", "Host: \xc4\xb1ocalhost", "Host: localhost\r\nHost: evil.example",
        "Host: localhost, evil.example", "Host : localhost", "Host: localhost\r\n evil.example",
        "Host: http://localhost", "Host: [::1", "Host: localhost:99999", "Host: localhost%00",
        "X-Host: localhost"};
    for (const QByteArray &host : hosts)
        QTest::newRow(host.simplified().constData()) << host;
}

// A9
void tst_Attacks::confusingHosts()
{
    QFETCH(QByteArray, hosts);
    const QByteArray got
        = answerTo("GET /v1/models HTTP/1.1\r\n" + hosts + "\r\nx-api-key: " + TestToken + "\r\n\r\n");
    QVERIFY2(got.startsWith("HTTP/1.1 400") || got.startsWith("HTTP/1.1 403"), got.constData());
    QVERIFY(got.contains("\r\nx-belay-request-id: "));
}

void tst_Attacks::smuggling_data()
{
    QTest::addColumn<QByteArray>("framing");
    const auto row
        = [](const char *name, const char *framing) { QTest::newRow(name) << QByteArray(framing); };
    row("length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    row("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n");
    row("two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n");
    row("a list of lengths", "Content-Length: 5, 5\r\n");
    row("a signed length", "Content-Length: +5\r\n");
    row("a length in hex", "Content-Length: 0x5\r\n");
    row("an endless length", "Content-Length: 99999999999999999999\r\n");
    row("an unknown coding", "Transfer-Encoding: xchunked\r\n");
    row("two codings", "Transfer-Encoding: chunked, gzip\r\n");
    row("the coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n");
    row("a blank before the colon", "Content-Length : 5\r\n");
    row("a folded coding", "Transfer-Encoding:\r\n chunked\r\n");
    row("LF alone", "Content-Length: 5\nX: y\r\n");
    row("CR alone", "X: a\rContent-Length: 5\r\n");
    row("NUL in a name", "Content-Length\x01: 5\r\n");
}

// A10: refused, closed, and what was behind it is never a second request.
void tst_Attacks::smuggling()
{
    QFETCH(QByteArray, framing);
    const QByteArray hidden = "GET /healthz HTTP/1.1\r\nHost: " + m_gateway->host() + "\r\n\r\n";
    RawSocket client(*m_gateway,
        "POST /v1/chat/completions HTTP/1.1\r\nHost: " + m_gateway->host() + "\r\nx-api-key: " + TestToken
            + "\r\nContent-Type: application/json\r\n" + framing + "\r\n0\r\n\r\n" + hidden + hidden);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.status() == 400 && client.code() == "bad_framing", client.got.constData());
    QCOMPARE(client.header("connection"), QByteArray("close"));
    QCOMPARE(client.got.count("x-belay-request-id: "), 1);
    QVERIFY(m_gateway->sink.requests.empty());
}

// A11: a name may hold anything in JSON; it never becomes a line of a header.
void tst_Attacks::lineBreaksInNames()
{
    for (const char *name :
        {"openai/a\\r\\nx-evil: 1", "openai/a\\nb", "openai/a\\u0000b", "openai/a\\u007f"}) {
        const QByteArray body = QByteArray("{\"model\":\"") + name + "\"}";
        const QByteArray got = answerTo(requestBytes(*m_gateway, "POST /v1/chat/completions", {}, body));
        QVERIFY2(got.startsWith("HTTP/1.1 404"), got.constData());
        QVERIFY(!got.contains("\r\nx-evil"));
    }
    const QByteArray model = answerTo(requestBytes(*m_gateway, "GET /v1/models/a%0d%0ax-evil:%201"));
    QVERIFY2(model.startsWith("HTTP/1.1 404") && !model.contains("\nx-evil"), model.constData());
    QVERIFY(m_gateway->sink.requests.empty());
}

// A13
void tst_Attacks::hugeAndDeepInput()
{
    const QByteArray deep
        = "{\"model\":\"default\",\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}';
    QVERIFY(answerTo(requestBytes(*m_gateway, "POST /v1/chat/completions", {}, deep))
                .contains("deeper than 256"));
    const QByteArray head = "X-Long: " + QByteArray(70'000, 'x') + "\r\n";
    QVERIFY(answerTo(requestBytes(*m_gateway, "GET /healthz", head)).contains("headers_too_large"));
    QVERIFY(answerTo("GET /" + QByteArray(100'000, 'x')).contains("headers_too_large"));
}

// A13: refused in the middle, with next to nothing kept.
void tst_Attacks::tenThousandFields()
{
    const qint64 before = residentBytes();
    for (int i = 0; i < 20; ++i) {
        const QByteArray got
            = answerTo(requestBytes(*m_gateway, "GET /healthz", QByteArray("a: b\r\n").repeated(10'000)));
        QVERIFY2(got.startsWith("HTTP/1.1 431"), got.constData());
    }
    QVERIFY(residentBytes() - before < 16 * 1024 * 1024);
}

void tst_Attacks::randomBytes()
{
    SeededRandom random(3);
    for (int run = 0; run < 200; ++run) {
        QByteArray bytes
            = run % 2 ? requestBytes(*m_gateway, "POST /v1/chat/completions", {}, Body) : QByteArray();
        for (int i = run % 2 ? 3 : 200; i > 0; --i) {
            const char byte = static_cast<char>(random.next() % 256);
            if (run % 2)
                bytes[static_cast<qsizetype>(random.next() % static_cast<quint64>(bytes.size()))] = byte;
            else
                bytes += byte;
        }
        RawSocket client(*m_gateway, bytes);
        QVERIFY(client.waitForBytesWritten(5'000));
    }
    QVERIFY(answerTo(requestBytes(*m_gateway, "GET /healthz")).startsWith("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(tst_Attacks)
#include "tst_attacks.moc"
