// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/scriptedserver.h"

#include <QTimer>

using namespace Belay;

namespace {

/// Of the events of a stream of Responses, in their order.
std::vector<int> numbersOf(const QByteArray &stream)
{
    std::vector<int> numbers;
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("data: {"))
            numbers.push_back(parseJson(line.sliced(6)).value_or(Json()).value("sequence_number", -1));
    }
    return numbers;
}

QByteArray eventOf(const QByteArray &type, const QByteArray &fields)
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
}

} // namespace

/// Streams that are not as they should be, and clients that are not either.
class tst_GatewayStreams final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEndlessTranslatedResponseIsBrokenOff();
    void aLimitOfTheChainForgetsNoStatus();
    void theErrorEventOfAResponseHasTheNextNumber_data();
    void theErrorEventOfAResponseHasTheNextNumber();
    void aStreamWithoutNumbersBreaksOffWithOne();
    void aCorruptEventIsNotPassedOn_data();
    void aCorruptEventIsNotPassedOn();
    void aCorruptBeginningFallsBack();
    void whatNoClientMindsPasses();
};

/// The end of such a stream repeats all of it: who never ends would be kept without a bound.
void tst_GatewayStreams::anEndlessTranslatedResponseIsBrokenOff()
{
    const QByteArray piece = eventOf("content_block_delta",
        R"("index":0,"delta":{"type":"text_delta","text":")" + QByteArray(512 * 1024, 'x') + R"("})");
    ScriptedServer endless([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            + eventOf("message_start",
                R"("message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],)"
                R"("stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}})")
            + eventOf("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})"));
        for (int i = 0; i < 40; ++i) // 20 MiB, and then it goes on
            request.send(piece);
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::Anthropic}));
    fixture.chain.config.providers.front().baseUrl = endless.url(QStringLiteral("/v1"));
    fixture.chain.config.chains.front().steps.front().timeouts.idle = Milliseconds {60'000};
    fixture.apply();
    const auto call
        = fixture.send("/responses", R"({"model":"main","input":"Say something.","stream":true})");
    QVERIFY(call->wait(30'000));
    QCOMPARE(call->head.status, 200);
    QVERIFY(!call->failure);
    QVERIFY2(call->body.right(2'000).contains("upstream_interrupted"), call->body.right(300).constData());
    QVERIFY(!call->body.contains("response.completed"));
    QVERIFY(call->body.size() < 20 * 1024 * 1024);
    const Trace &trace = fixture.traces.back();
    QVERIFY(trace.ended == TraceEnd::Cut);
    QCOMPARE(nameOf(trace.attempts.front().outcome), nameOf(Outcome::NotAnAnswer));
    QCOMPARE(nameOf(fixture.samples.back().outcome), nameOf(Outcome::NotAnAnswer));
}

void tst_GatewayStreams::aLimitOfTheChainForgetsNoStatus()
{
    const ScriptedServer silent([](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: ping\n\n");
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi, Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = silent.url(QStringLiteral("/v1"));
    auto &step = fixture.chain.config.chains.front().steps.front();
    step.timeouts.firstContent = Milliseconds {400};
    step.retry.numRetries = 0;
    fixture.apply();
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    const Trace &trace = fixture.traces.back();
    QCOMPARE(trace.attempts.size(), size_t {2});
    QCOMPARE(nameOf(trace.attempts.front().outcome), nameOf(Outcome::TimeoutContent));
    QCOMPARE(trace.attempts.front().status, 200);
}

void tst_GatewayStreams::theErrorEventOfAResponseHasTheNextNumber_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QByteArray>("broken"); // what the provider's stream ends with, if it says so itself
    QTest::addRow("a native stream") << Dialect::OpenAi << QByteArray();
    QTest::addRow("a native stream that tells of its error")
        << Dialect::OpenAi << QByteArray(R"("sequence_number":77,"code":"server_error","message":"no")");
    QTest::addRow("a translated stream of Anthropic") << Dialect::Anthropic << QByteArray();
    QTest::addRow("a translated stream of Gemini") << Dialect::Gemini << QByteArray();
}

void tst_GatewayStreams::theErrorEventOfAResponseHasTheNextNumber()
{
    QFETCH(const Dialect, dialect);
    QFETCH(const QByteArray, broken);
    ScriptedServer telling([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            + eventOf("response.created",
                R"("sequence_number":0,"response":{"id":"resp_1","status":"in_progress","error":null})")
            + eventOf("response.output_text.delta", R"("sequence_number":1,"delta":"Hi")")
            + eventOf("keepalive", R"("sequence_number":2)") + eventOf("error", broken));
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({dialect}));
    if (!broken.isEmpty())
        fixture.chain.config.providers.front().baseUrl = telling.url(QStringLiteral("/v1"));
    fixture.apply();
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Cut, R"("afterEvents":5)"));
    const auto call
        = fixture.send("/responses", R"({"model":"main","input":"Say something.","stream":true})");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(call->body.contains("upstream_interrupted"), call->body.constData());
    const std::vector<int> numbers = numbersOf(call->body);
    QVERIFY2(numbers.size() > 2, call->body.constData());
    for (size_t i = 0; i < numbers.size(); ++i)
        QCOMPARE(numbers[i], static_cast<int>(i));
}

void tst_GatewayStreams::aStreamWithoutNumbersBreaksOffWithOne()
{
    ScriptedServer telling([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            + eventOf("response.output_text.delta", R"("delta":"Hi")"));
        request.close();
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = telling.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto call
        = fixture.send("/responses", R"({"model":"main","input":"Say something.","stream":true})");
    QVERIFY(call->wait());
    QCOMPARE(numbersOf(call->body), (std::vector {-1, 0}));
}

void tst_GatewayStreams::aCorruptEventIsNotPassedOn_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("corrupt");
    QTest::addColumn<QString>("outcome");
    const QByteArray chat = R"(data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})"
                            "\n\n";
    const QByteArray response = eventOf("response.output_text.delta", R"("sequence_number":0,"delta":"Hi")");
    const QByteArray message
        = eventOf("message_start",
              R"("message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],)"
              R"("stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}})")
        + eventOf("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})")
        + eventOf("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":"Hi"})");
    const QByteArray broken = "data: {\"choices\":[{\"LOST\n\ndata: {\"LOST\":1}\n\n";
    const QByteArray half = "data: {\"LOST"; // and the connection ends, which is the end of such a body
    const auto row = [&](const char *name, Dialect dialect, const QByteArray &path, const QByteArray &good) {
        QTest::addRow("%s, in the middle", name) << dialect << path << good << broken << "not-an-answer";
        QTest::addRow("%s, at the end", name) << dialect << path << good << half << "cut";
    };
    row("a chat", Dialect::OpenAi, "/chat/completions", chat);
    row("a response", Dialect::OpenAi, "/responses", response);
    row("a message", Dialect::Anthropic, "/messages", message);
    row("a chat of Anthropic", Dialect::Anthropic, "/chat/completions", message);
    row("a message of OpenAI", Dialect::OpenAi, "/messages", chat);
}

void tst_GatewayStreams::aCorruptEventIsNotPassedOn()
{
    QFETCH(const Dialect, dialect);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, corrupt);
    QFETCH(const QString, outcome);
    ScriptedServer telling([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + good);
        request.sendAfter(Milliseconds {50}, corrupt);
        if (outcome == u"cut")
            QTimer::singleShot(Milliseconds {100}, &request, [&request] { request.close(); });
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({dialect}));
    fixture.chain.config.providers.front().baseUrl = telling.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto call = fixture.send(path,
        R"({"model":"main","max_tokens":9,"input":"Hi","messages":[{"role":"user","content":"Hi"}],"stream":true})");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(call->body.contains("Hi"), call->body.constData());
    QVERIFY2(!call->body.contains("LOST"), call->body.constData());
    // The last event stands by itself, and says what happened.
    const qsizetype last = call->body.lastIndexOf("data: ");
    const std::optional<Json> error = parseJson(call->body.sliced(last + 6).trimmed());
    QVERIFY2(error && call->body.endsWith("\n\n"), call->body.constData());
    QVERIFY2(error->dump().find("broke off in the middle") != std::string::npos, call->body.constData());
    QVERIFY(fixture.traces.back().ended == TraceEnd::Cut);
    QCOMPARE(nameOf(fixture.traces.back().attempts.back().outcome), outcome.toStdString());
}

void tst_GatewayStreams::aCorruptBeginningFallsBack()
{
    ScriptedServer telling([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
                     "data: {\"choices\":[{\"delta\":{\"content\":\"LOST\n\n"
                     "data: {\"choices\":[{\"delta\":{\"content\":\"LOST\"}}]}\n\n");
    }); // and it stays open
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi, Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = telling.url(QStringLiteral("/v1"));
    fixture.chain.config.chains.front().steps.front().timeouts.idle = Milliseconds {60'000};
    fixture.apply();
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(call->body.contains("data: [DONE]") && !call->body.contains("LOST"), call->body.constData());
    const std::vector<TraceAttempt> &attempts = fixture.traces.back().attempts;
    QCOMPARE(attempts.size(), size_t {2});
    QCOMPARE(nameOf(attempts.front().outcome), nameOf(Outcome::NotAnAnswer));
    QVERIFY(fixture.samples.front().evidence.has_value());
}

/// Comments, words of the provider's own that are no JSON, and bytes that are no UTF-8.
void tst_GatewayStreams::whatNoClientMindsPasses()
{
    const QByteArray stream
        = ": OPENROUTER PROCESSING\n\nevent: ping\ndata: ping\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"H\xff\"}}]}\n\n"
          "data:\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
          "\n\ndata: [DONE]"; // without its blank line
    ScriptedServer telling([&](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + stream);
        request.close();
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = telling.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->body, stream);
    QVERIFY(fixture.traces.back().ended == TraceEnd::Ok);
}

QTEST_GUILESS_MAIN(tst_GatewayStreams)
#include "tst_gatewaystreams.moc"
