// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/scriptedserver.h"

using namespace Belay;

namespace {

QByteArray answerOf(const QByteArray &status, const QByteArray &more, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\n" + more
        + "content-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

namespace {

/// Starts a gateway that hands unknown paths on to `provider`.
bool passTo(GatewayFixture &fixture, const ScriptedServer &provider)
{
    if (!fixture.start({Dialect::OpenAi}))
        return false;
    fixture.chain.config.providers.front().baseUrl = provider.url(QStringLiteral("/v1"));
    fixture.chain.config.gateway.passthrough = fixture.chain.target(0).provider.value;
    fixture.apply();
    return true;
}

} // namespace

/// What the gateway does not know goes to the provider as it is, once, and its answer comes back as it is.
class tst_Passthrough final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyAnswerComesBack_data();
    void everyAnswerComesBack();
    void whatIsMissingBlocksNobody();
    void aNamedModelFindsItsProvider();
    void aProviderThatIsAwayIsExplained();
    void bytesComeAsTheyDo();
    void halfABodyIsNotTakenForAll();
    void aBodyThatNeverBeganIsNoAnswer();
};

void tst_Passthrough::everyAnswerComesBack_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *status, const char *more, const char *body) {
        QTest::newRow(status) << QByteArray(status) << QByteArray(more) << QByteArray(body);
    };
    row("200 OK", "", R"({ "id" : "file-1" })");
    row("202 Accepted", "", R"({"id":"batch_1"})");
    row("204 No Content", "", "");
    row("304 Not Modified", "", "");
    row("400 Bad Request", "",
        R"({"error":{"message":"purpose is missing","type":"invalid_request_error"}})");
    row("401 Unauthorized", "", R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})");
    row("404 Not Found", "",
        R"({"error":{"message":"No such File object: file-1","type":"invalid_request_error"}})");
    row("409 Conflict", "", R"({"error":{"message":"it runs"}})");
    row("429 Too Many Requests", "retry-after: 7\r\n",
        R"({"error":{"message":"slow down","type":"requests"}})");
    row("500 Internal Server Error", "", R"({"error":{"message":"oops"}})");
    row("503 Service Unavailable", "", "<html>busy</html>");
}

void tst_Passthrough::everyAnswerComesBack()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, body);
    QByteArray heard;
    ScriptedServer provider([&](ScriptedRequest &request) {
        heard = request.head.left(request.head.indexOf("\r\n")) + '\n' + request.body;
        request.send(answerOf(status, more, body));
    });
    GatewayFixture fixture;
    QVERIFY(passTo(fixture, provider));
    const QByteArray content = R"({ "purpose":"fine-tune" })";
    const auto call = fixture.send("/files?limit=2", content);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, status.left(3).toInt());
    QCOMPARE(call->body, body);
    QCOMPARE(heard, "POST /v1/files?limit=2 HTTP/1.1\n" + content);
    QCOMPARE(provider.requests().size(), size_t {1}); // never again, and with no other key
    QCOMPARE(call->header("x-belay-attempts"), QByteArray("1"));
    if (!more.isEmpty())
        QCOMPARE(call->header("retry-after"), QByteArray("7"));
    QCOMPARE(fixture.traces.size(), size_t {1});
    QCOMPARE(fixture.traces.front().attempts.size(), size_t {1});
}

/// A client that asks for files that are gone says nothing about the provider.
void tst_Passthrough::whatIsMissingBlocksNobody()
{
    ScriptedServer provider([](ScriptedRequest &request) {
        request.send(answerOf("404 Not Found", {}, R"({"error":{"message":"No such File object"}})"));
    });
    GatewayFixture fixture;
    QVERIFY(passTo(fixture, provider));
    constexpr int Enough = 7; // five failures in a row open a breaker
    for (int i = 0; i < Enough; ++i) {
        ClientCall call(
            fixture.http, clientRequest(fixture.gateway.address(), QStringLiteral("/files/gone")));
        QVERIFY(call.wait());
        QCOMPARE(call.head.status, 404);
        QVERIFY(!fixture.traces.back().attempts.front().note);
    }
    QCOMPARE(provider.requests().size(), size_t {Enough});
    for (const BreakerView &breaker : fixture.gateway.view().breakers)
        QVERIFY(breaker.state == CircuitBreaker::State::Closed);
    for (const Sample &sample : fixture.samples)
        QVERIFY(ruleOf(sample.outcome).health == Health::Void);
}

void tst_Passthrough::aNamedModelFindsItsProvider()
{
    QByteArray heard;
    ScriptedServer provider([&](ScriptedRequest &request) {
        heard = request.body;
        request.send(answerOf("200 OK", {}, R"({"data":[]})"));
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::Anthropic, Dialect::OpenAi}));
    fixture.chain.config.providers[1].baseUrl = provider.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto call
        = fixture.send("/images/generations", R"({"prompt":"p", "model" : "openai-2/gpt-image-1" ,"n":1})");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QCOMPARE(heard, QByteArray(R"({"prompt":"p", "model" : "gpt-image-1" ,"n":1})"));
    QCOMPARE(call->header("x-belay-target"), QByteArray("openai-2/gpt-image-1"));
}

void tst_Passthrough::aProviderThatIsAwayIsExplained()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = QUrl(QStringLiteral("http://127.0.0.1:1/v1"));
    fixture.chain.config.gateway.passthrough = fixture.chain.target(0).provider.value;
    fixture.apply();
    const auto call = fixture.send("/files", "{}");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 503);
    QCOMPARE(call->json()["error"].value("code", std::string()), std::string("all_providers_failed"));
    QCOMPARE(fixture.traces.front().attempts.size(), size_t {1});
}

void tst_Passthrough::bytesComeAsTheyDo()
{
    ScriptedRequest *held = nullptr;
    ScriptedServer provider([&](ScriptedRequest &request) {
        held = &request;
        request.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 8\r\n\r\nhalf");
    });
    GatewayFixture fixture;
    QVERIFY(passTo(fixture, provider));
    const auto call = fixture.send("/files", "{}");
    QTRY_COMPARE(call->body, QByteArray("half"));
    QVERIFY(fixture.traces.empty()); // the other half is not there yet
    held->send("rest");
    QVERIFY(call->wait());
    QCOMPARE(call->body, QByteArray("halfrest"));
    QVERIFY(!call->failure);
    QVERIFY(fixture.traces.front().ended == TraceEnd::Ok);
}

void tst_Passthrough::halfABodyIsNotTakenForAll()
{
    ScriptedServer provider([](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 100\r\n\r\n"
            + QByteArray(50, 'x'));
        request.close();
    });
    GatewayFixture fixture;
    QVERIFY(passTo(fixture, provider));
    const auto call = fixture.send("/files", "{}");
    QVERIFY(call->wait());
    QVERIFY2(call->head.status == 200, call->body.constData());
    QCOMPARE(call->body, QByteArray(50, 'x'));
    QVERIFY(call->failure); // the body has no end
    QVERIFY(fixture.traces.front().ended == TraceEnd::Cut);
    QCOMPARE(nameOf(fixture.traces.front().attempts.front().outcome), nameOf(Outcome::Cut));
}

void tst_Passthrough::aBodyThatNeverBeganIsNoAnswer()
{
    ScriptedServer provider([](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 100\r\n\r\n");
        request.close();
    });
    GatewayFixture fixture;
    QVERIFY(passTo(fixture, provider));
    const auto call = fixture.send("/files", "{}");
    QVERIFY(call->wait());
    QVERIFY2(call->head.status == 503, call->body.constData());
    QCOMPARE(call->json()["error"].value("code", std::string()), std::string("all_providers_failed"));
    QCOMPARE(provider.requests().size(), size_t {1}); // it may have done what it was asked
}

QTEST_GUILESS_MAIN(tst_Passthrough)
#include "tst_passthrough.moc"
