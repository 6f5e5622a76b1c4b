// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/frontclient.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr auto Chat = R"({"model":"default","messages":[]})";

} // namespace

class tst_GatewayFront final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answers_data();
    void answers();
    void passesOn();
    void passesOnTheFaces_data();
    void passesOnTheFaces();
    void passesUnknownPathsOn();
    void everyAnswerHasAnId();
    void unknownModelsAreToldTheNearest();
    void withoutATokenTheTextSaysHowToMakeOne();
    void aTokenThatIsReplacedMeanwhileIsRefused();
    void allowedOriginsGetExactAnswers();

private:
    std::unique_ptr<FrontFixture> m_gateway;
};

void tst_GatewayFront::init()
{
    m_gateway = std::make_unique<FrontFixture>();
    QVERIFY(m_gateway->isListening);
}

void tst_GatewayFront::cleanup()
{
    m_gateway.reset();
}

void tst_GatewayFront::answers_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected"); // in the answer
    const auto row = [](const char *name, const char *line, const char *headers, const char *body, int status,
                         const char *expected) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(headers) << QByteArray(body) << status
                            << QByteArray(expected);
    };
    const char *const noToken = "No-Token: 1\r\n";
    row("home needs no token", "GET /", noToken, "", 200, "/v1\n");
    row("home as HEAD", "HEAD /", noToken, "", 200, "content-type: text/plain");
    row("home with a query", "GET /?beta=true", noToken, "", 200, "/v1\n");
    row("hello needs no token", "GET /api/hello", noToken, "", 200, "x-belay-request-id");
    row("hello as HEAD", "HEAD /api/hello", noToken, "", 200, "x-belay-request-id");
    row("health needs no token", "GET /healthz", noToken, "", 200, R"({"ok":true})");
    row("metrics need one", "GET /metrics", noToken, "", 401, "invalid_api_key");
    row("status needs one", "GET /belay/v1/status", noToken, "", 401, "invalid_api_key");
    row("incidents need one", "GET /belay/v1/incidents.atom", noToken, "", 401, "invalid_api_key");
    row("models need one", "GET /v1/models", noToken, "", 401, "invalid_api_key");
    row("chat needs one", "POST /v1/chat/completions", noToken, Chat, 401, "belayctl token");
    row("messages need one, in their form", "POST /v1/messages", noToken, Chat, 401,
        R"({"type":"error","error":{"type":"authentication_error")");
    row("an unknown path does not show without a token", "GET /nope", noToken, "", 401, "invalid_api_key");
    row("another method of an open path needs one", "POST /healthz", noToken, "", 401, "invalid_api_key");
    row("metrics", "GET /metrics", "", "", 200, "belay_streams 0");
    row("status", "GET /belay/v1/status", "", "", 200, R"({"schema":1})");
    row("incidents", "GET /belay/v1/incidents.atom", "", "", 200, "application/atom+xml");
    row("incidents, the feed", "GET /belay/v1/incidents.atom", "", "", 200, "<feed/>");
    const QByteArray tag
        = '"' + QCryptographicHash::hash("<feed/>", QCryptographicHash::Sha256).toHex().first(32) + '"';
    const QByteArray known = "if-none-match: W/" + tag + "\r\n";
    const QByteArray tagged = "etag: " + tag;
    row("incidents that are known", "GET /belay/v1/incidents.atom", known.constData(), "", 304,
        tagged.constData());
    row("incidents of an older tag", "GET /belay/v1/incidents.atom", "if-none-match: \"00\"\r\n", "", 200,
        "<feed/>");
    row("models", "GET /v1/models", "", "", 200, R"({"id":"default","object":"model")");
    row("models, Anthropic's", "GET /v1/models?limit=1000", "anthropic-version: 2023-06-01\r\n", "", 200,
        R"({"data":[{"type":"model","id":"default")");
    row("one model", "GET /v1/models/openai/small", "", "", 200, R"("owned_by":"openai")");
    row("one model, escaped", "GET /v1/models/openai%2Fsmall", "", "", 200, R"("id":"openai/small")");
    row("no such model", "GET /v1/models/defualt", "", "", 404, "model_not_found");
    row("no such path", "GET /nope", "", "", 404, "unknown_route");
    row("a path without /v1", "POST /chat/completions", "", Chat, 404, "unknown_route");
    row("an unknown path of the API", "GET /v1/files", "", "", 404, "unknown_route");
    row("an unknown path of messages", "GET /v1/messages/batches", "", "", 404, "not_found_error");
    row("home takes no POST", "POST /", "", "", 404, "unknown_route");
    row("chat takes no GET", "GET /v1/chat/completions", "", "", 405, "allow: POST\r\n");
    row("models take no POST", "POST /v1/models", "", "", 405, "allow: GET, HEAD\r\n");
    row("messages take no DELETE", "DELETE /v1/messages", "", "", 405, "x-should-retry: false");
    row("OPTIONS", "OPTIONS /v1/chat/completions", "", "", 403, "origin_not_allowed");
    row("OPTIONS of everything", "OPTIONS *", "", "", 403, "origin_not_allowed");
    row("text", "POST /v1/chat/completions", "Content-Type: text/plain\r\n", Chat, 415,
        "unsupported_media_type");
    row("a form", "POST /v1/chat/completions", "Content-Type: multipart/form-data; boundary=x\r\n", Chat, 415,
        "unsupported_media_type");
    row("no type", "POST /v1/chat/completions", "Content-Length: 0\r\n", "", 415, "unsupported_media_type");
    row("a type that only begins so", "POST /v1/chat/completions", "Content-Type: application/jsonp\r\n",
        Chat, 415, "unsupported_media_type");
    row("encoded", "POST /v1/chat/completions", "Content-Encoding: gzip\r\n", Chat, 415,
        "unsupported_media_type");
    row("an empty body", "POST /v1/chat/completions",
        "Content-Type: application/json\r\nContent-Length: 0\r\n", "", 400, "invalid_json");
    row("no JSON", "POST /v1/chat/completions", "", "{nope}", 400, "invalid_json");
    row("no object", "POST /v1/chat/completions", "", "[1]", 400, "invalid_json");
    row("two models", "POST /v1/chat/completions", "", R"({"model":"a","model":"b"})", 400, "invalid_json");
    row("no model", "POST /v1/chat/completions", "", "{}", 400, "model_required");
    row("no model for messages", "POST /v1/messages", "", "{}", 400, "invalid_request_error");
    row("an unknown model", "POST /v1/chat/completions", "", R"({"model":"nope"})", 404, "model_not_found");
    row("an unknown model of messages", "POST /v1/messages", "", R"({"model":"nope"})", 404,
        "not_found_error");
    row("a wrong Host", "GET /healthz", "Host: evil.example\r\n", "", 403, "host_not_allowed");
    row("a page", "GET /healthz", "Origin: https://evil.example\r\n", "", 403, "origin_not_allowed");
    row("bad framing", "POST /v1/chat/completions", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "",
        400, "bad_framing");
    row("an absolute target", "GET http://evil.example/healthz", "", "", 400, "bad_framing");
}

void tst_GatewayFront::answers()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, expected);
    const QByteArray got = wholeAnswer(*m_gateway, line, headers, body);
    QVERIFY2(got.mid(9, 3).toInt() == status, got.constData());
    QVERIFY2(got.contains(expected), got.constData());
    QVERIFY2(got.contains("\r\nx-belay-request-id: "), got.constData());
    QVERIFY(!got.toLower().contains("access-control"));
    QVERIFY(m_gateway->sink.requests.empty());
    QCOMPARE(m_gateway->refused.size(), status >= 400 ? size_t {1} : size_t {0});
}

void tst_GatewayFront::passesOn()
{
    const QByteArray body = R"({"messages":[], "model" : "openai\/gpt-x","stream":true})";
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/chat/completions?a=b&c", "X-Extra: 1\r\n", body)
                .startsWith("HTTP/1.1 200"));
    QCOMPARE(m_gateway->sink.requests.size(), size_t {1});
    const GatewayRequest &request = m_gateway->sink.requests.front();
    QVERIFY(request.face == Face::ChatCompletions);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QByteArray("/v1/chat/completions"));
    QCOMPARE(request.query, QByteArray("a=b&c"));
    QCOMPARE(headerValue(request.headers, "x-extra"), QByteArray("1"));
    QCOMPARE(request.body, body);
    QCOMPARE(request.body.mid(request.model.begin, request.model.size), QByteArray(R"("openai\/gpt-x")"));
    QCOMPARE(request.modelName, QStringLiteral("openai/gpt-x"));
    QVERIFY(request.stream);
    QCOMPARE(request.token, QStringLiteral("default"));
    QVERIFY(!request.isChain);
    QCOMPARE(request.chain.steps.front().targets.front().target.toString(), QStringLiteral("openai/gpt-x"));
    QVERIFY(request.complete == m_gateway->clock.steady());
    QVERIFY(request.at == m_gateway->clock.wall());
    QVERIFY(request.setup == m_gateway->setup);
    QCOMPARE(headerValue(request.answerHeaders, "x-belay-request-id"), request.id.toString().toLatin1());

    wholeAnswer(*m_gateway, "POST /v1/chat/completions", {}, Chat);
    QVERIFY(m_gateway->sink.requests.back().isChain);
    QCOMPARE(m_gateway->sink.requests.back().chain.id.value, QStringLiteral("default"));
    QVERIFY(m_gateway->sink.requests.back().id > request.id);
}

void tst_GatewayFront::passesOnTheFaces_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("face");
    const auto row = [](const char *path, Face face) {
        QTest::newRow(path) << QByteArray(path) << static_cast<int>(face);
    };
    row("/v1/chat/completions", Face::ChatCompletions);
    row("/v1/completions", Face::Completions);
    row("/v1/embeddings", Face::Embeddings);
    row("/v1/responses", Face::Responses);
    row("/v1/messages?beta=true", Face::Messages);
    row("/v1/messages/count_tokens?beta=true", Face::CountTokens);
}

void tst_GatewayFront::passesOnTheFaces()
{
    QFETCH(QByteArray, path);
    QFETCH(int, face);
    QVERIFY(wholeAnswer(*m_gateway, "POST " + path, "content-type: Application/JSON; charset=utf-8\r\n", Chat)
                .startsWith("HTTP/1.1 200"));
    QCOMPARE(static_cast<int>(m_gateway->sink.requests.front().face), face);
}

void tst_GatewayFront::passesUnknownPathsOn()
{
    // Without a provider for them, one that the model names still is one.
    wholeAnswer(*m_gateway, "POST /v1/audio/speech", {}, R"({"model":"openai/tts","input":"x"})");
    QCOMPARE(m_gateway->sink.requests.size(), size_t {1});
    const GatewayRequest &named = m_gateway->sink.requests.front();
    QVERIFY(named.face == Face::Passthrough);
    QCOMPARE(named.chain.steps.front().targets.front().target.toString(), QStringLiteral("openai/tts"));
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/audio/speech", {}, R"({"model":"default"})")
                .contains("unknown_route"));
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/audio/speech", {}, "no json").contains("unknown_route"));
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/files", "Content-Type: text/plain\r\n", "file")
                .contains("unknown_route"));

    Config config = *m_gateway->setup->config;
    config.gateway.passthrough = QStringLiteral("anthropic");
    m_gateway->apply(config);
    wholeAnswer(
        *m_gateway, "POST /v1/files?x=1", "Content-Type: multipart/form-data; boundary=b\r\n", "--b--");
    const GatewayRequest &file = m_gateway->sink.requests.back();
    QCOMPARE(file.chain.steps.front().targets.front().target.toString(), QStringLiteral("anthropic"));
    QCOMPARE(file.body, QByteArray("--b--"));
    QCOMPARE(file.model.size, qsizetype {0});
    QVERIFY(!file.isChain);
    wholeAnswer(*m_gateway, "DELETE /v1/files/1");
    QCOMPARE(m_gateway->sink.requests.back().method, QByteArray("DELETE"));
    wholeAnswer(*m_gateway, "POST /v1/audio/speech", {}, R"({"model":"default"})");
    QCOMPARE(m_gateway->sink.requests.back().chain.steps.front().targets.front().target.toString(),
        QStringLiteral("anthropic"));
    QCOMPARE(m_gateway->sink.requests.size(), size_t {4});
    QVERIFY(wholeAnswer(*m_gateway, "GET /v1/../admin").contains("unknown_route"));
    QVERIFY(wholeAnswer(*m_gateway, "PURGE /v1/files").contains("method_not_allowed"));
}

void tst_GatewayFront::everyAnswerHasAnId()
{
    RawSocket client(*m_gateway);
    const QByteArray request = requestBytes(*m_gateway, "GET /healthz");
    client.write(request + request + requestBytes(*m_gateway, "GET /nope") + request);
    QTRY_COMPARE(client.got.count("x-belay-request-id: "), 4); // one connection serves them all
    QSet<QByteArray> ids;
    for (qsizetype at = 0; (at = client.got.indexOf("request-id: ", at) + 12) > 12;)
        ids.insert(client.got.mid(at, 26));
    QCOMPARE(ids.size(), 4);
}

void tst_GatewayFront::unknownModelsAreToldTheNearest()
{
    const QByteArray got = wholeAnswer(
        *m_gateway, "POST /v1/chat/completions", {}, R"({"model":"openai-small\u0000\u001b[1m"})");
    QVERIFY2(got.contains("Nearest: openai/small, "), got.constData());
    QVERIFY(!got.contains("u0000") && !got.contains("u001b"));
    QVERIFY(got.contains(R"("param":"model")"));
    const QByteArray longName = wholeAnswer(
        *m_gateway, "POST /v1/chat/completions", {}, "{\"model\":\"" + QByteArray(1'000'000, 'x') + "\"}");
    QVERIFY(longName.size() < 2'000);
}

void tst_GatewayFront::withoutATokenTheTextSaysHowToMakeOne()
{
    m_gateway->apply(*m_gateway->setup->config, "short");
    const QByteArray got = wholeAnswer(*m_gateway, "GET /v1/models", "x-api-key: short\r\n");
    QVERIFY2(got.startsWith("HTTP/1.1 401") && got.contains("`belayctl token` makes one"), got.constData());
}

void tst_GatewayFront::aTokenThatIsReplacedMeanwhileIsRefused()
{
    RawSocket client(*m_gateway,
        requestBytes(*m_gateway, "POST /v1/chat/completions",
            "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(qstrlen(Chat))
                + "\r\n"));
    QTRY_COMPARE(m_gateway->server.connectionCount(), 1);
    client.write("{");
    QVERIFY(wholeAnswer(*m_gateway, "GET /v1/models").startsWith("HTTP/1.1 200"));
    m_gateway->apply(*m_gateway->setup->config, "blt_anotheranotheranotheranotheranotheranother");
    client.write(QByteArray(Chat).sliced(1));
    QTRY_COMPARE(client.status(), 401);
    QVERIFY(m_gateway->sink.requests.empty());
}

void tst_GatewayFront::allowedOriginsGetExactAnswers()
{
    Config config = *m_gateway->setup->config;
    config.gateway.allowedOrigins = {QStringLiteral("https://app.example")};
    m_gateway->apply(config);
    const QByteArray page = "Origin: https://app.example\r\nSec-Fetch-Site: cross-site\r\n";
    const QByteArray allow = "\r\naccess-control-allow-origin: https://app.example\r\n";
    const QByteArray preflight = wholeAnswer(*m_gateway, "OPTIONS /v1/chat/completions",
        page
            + "No-Token: 1\r\nAccess-Control-Request-Method: POST\r\n"
              "Access-Control-Request-Headers: authorization,content-type\r\n");
    QVERIFY2(preflight.startsWith("HTTP/1.1 204") && preflight.contains(allow), preflight.constData());
    QVERIFY(preflight.contains("\r\naccess-control-allow-headers: authorization,content-type\r\n"));
    QVERIFY(preflight.contains("\r\nx-belay-request-id: "));
    // Answers, refusals and what is answered behind the border.
    QVERIFY(wholeAnswer(*m_gateway, "GET /v1/models", page).contains(allow));
    QVERIFY(wholeAnswer(*m_gateway, "GET /v1/models", page + "x-api-key: no\r\n").contains(allow));
    QVERIFY(wholeAnswer(*m_gateway, "POST /v1/chat/completions", page, Chat).contains(allow));
    QCOMPARE(headerValue(m_gateway->sink.requests.back().answerHeaders, "access-control-allow-origin"),
        QByteArray("https://app.example"));
    // Nobody else.
    QVERIFY(!wholeAnswer(*m_gateway, "GET /v1/models").contains("access-control"));
    const QByteArray evil = wholeAnswer(*m_gateway, "OPTIONS /v1/models", "Origin: https://evil.example\r\n");
    QVERIFY(evil.startsWith("HTTP/1.1 403") && !evil.contains("access-control"));
    QVERIFY(!wholeAnswer(*m_gateway, "GET /v1/models", "Host: evil.example\r\n" + page)
                 .contains("access-control"));
}

QTEST_GUILESS_MAIN(tst_GatewayFront)
#include "tst_gatewayfront.moc"
