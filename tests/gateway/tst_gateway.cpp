// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"
#include "tests/support/loopmain.h"
#include "tests/support/scriptedserver.h"

using namespace Belay;

namespace {

/// The text that a client would show: pieces of a stream, or the content of a whole answer.
QByteArray textOf(const ClientCall &call, bool stream)
{
    if (!stream)
        return QByteArray::fromStdString(call.json().value(
            nlohmann::json_pointer<std::string>("/choices/0/message/content"), std::string()));
    QByteArray text;
    for (const QByteArray &line : call.body.split('\n')) {
        const auto chunk = line.startsWith("data: {") ? parseJson(line.mid(6)) : std::nullopt;
        if (chunk && chunk->contains("choices") && !(*chunk)["choices"].empty())
            text
                += QByteArray::fromStdString((*chunk)["choices"][0]["delta"].value("content", std::string()));
    }
    return text;
}

int openBreakers(const Gateway &gateway)
{
    return static_cast<int>(std::ranges::count(gateway.view().breakers, CircuitBreaker::State::Open,
        [](const BreakerView &breaker) { return breaker.state; }));
}

} // namespace

/// Contract 2, 7 and 8 end to end: a client, the gateway, and providers that have bad afternoons.
class tst_Gateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void probesOfADeadNetworkOpenNoBreaker();
    void tokensAreCountedByWhoCan();
    void anInventedModelMakesNoSeries();
    void anAnswerIsPassedOn_data();
    void anAnswerIsPassedOn();
    void badWeatherIsNotSeen_data();
    void badWeatherIsNotSeen();
    void nativeBytesAreUntouchedButForTheModel();
    void aLargeBodyNamesEachModelInTurn();
    void aBreakAfterContentIsTold();
    void aClientThatLeavesCancels();
    void exhaustionIsExplained();
    void whoWasNotAskedIsNamed();
    void whatIsUnderWayMayEnd();
    void aDeadNetworkHidesOnlyWhatIsBehindIt_data();
    void aDeadNetworkHidesOnlyWhatIsBehindIt();
    void aDrainEndsOnceInEveryWay();
    void aKeyThatAProviderRepeatsIsNotPassedOn();
};

void tst_Gateway::anAnswerIsPassedOn_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("stream");
    for (int target = 0; target < 3; ++target) {
        for (const bool stream : {false, true})
            QTest::addRow("%d %s", target, stream ? "stream" : "whole") << target << stream;
    }
}

void tst_Gateway::anAnswerIsPassedOn()
{
    QFETCH(int, target);
    QFETCH(bool, stream);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    const QByteArray model = fixture.chain.target(static_cast<size_t>(target)).toString().toUtf8();
    const auto call = fixture.chat(stream, model);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(textOf(*call, stream).contains("belay is the rope"), call->body.constData());
    QCOMPARE(call->header("x-belay-target"), model);
    QCOMPARE(call->header("x-belay-attempts"), QByteArray("1"));
    QCOMPARE(call->body.contains("data: [DONE]"), stream);
    QCOMPARE(fixture.traces.size(), size_t {1});
    QCOMPARE(fixture.traces.front().id.toString().toLatin1(), call->header("x-belay-request-id"));
    QVERIFY(fixture.traces.front().ended == TraceEnd::Ok);
    QCOMPARE(fixture.samples.size(), size_t {1});
    QVERIFY(fixture.samples.front().outcome == Outcome::Ok);
    QVERIFY(fixture.samples.front().source == SampleSource::Traffic);
}

void tst_Gateway::badWeatherIsNotSeen_data()
{
    QTest::addColumn<int>("weather");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<int>("bad");
    using enum WeatherKind;
    for (const WeatherKind kind : {Status, Storm429, Quota, BadKey, NoModel, Hang, Reset, Fake200, Html200,
             Empty, Garbage, Flood, Redirect, PingsOnly}) {
        for (const bool stream : {false, true}) {
            for (const int bad : {1, 2})
                QTest::addRow("%s %s %d", QByteArray::fromStdString(std::string(nameOf(kind))).constData(),
                    stream ? "stream" : "whole", bad)
                    << static_cast<int>(kind) << stream << bad;
        }
    }
}

void tst_Gateway::badWeatherIsNotSeen()
{
    QFETCH(int, weather);
    QFETCH(bool, stream);
    QFETCH(int, bad);
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    const bool isStatus = static_cast<WeatherKind>(weather) == WeatherKind::Status;
    const QByteArray more = isStatus ? R"("status":503)" : "";
    for (int target = 0; target < bad; ++target)
        QVERIFY(
            fixture.chain.setWeather(static_cast<size_t>(target), static_cast<WeatherKind>(weather), more));
    const auto call = fixture.chat(stream);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(textOf(*call, stream).contains("belay is the rope"), call->body.constData());
    QCOMPARE(
        call->header("x-belay-target"), fixture.chain.target(static_cast<size_t>(bad)).toString().toUtf8());
    QCOMPARE(fixture.traces.size(), size_t {1});
    const Trace &trace = fixture.traces.front();
    QVERIFY(trace.attempts.size() > static_cast<size_t>(bad));
    QVERIFY(trace.attempts.front().outcome != Outcome::Ok);
    QVERIFY(trace.attempts.back().outcome == Outcome::Ok);
    QCOMPARE(fixture.samples.size(), trace.attempts.size());
    // History, the monitor and the metrics hear what the trace says, whoever noticed it first.
    for (size_t i = 0; i < trace.attempts.size(); ++i)
        QCOMPARE(nameOf(fixture.samples[i].outcome), nameOf(trace.attempts[i].outcome));
}

void tst_Gateway::nativeBytesAreUntouchedButForTheModel()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.simulator.setKeepsDetails(true);
    const QByteArray body
        = R"({ "z":1.0, "model" : "main" ,"messages":[{"role":"user","content":"h\u00e9"}], "a":[ ] })";
    const auto call = fixture.send("/chat/completions", body);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QByteArray expected = body;
    expected.replace("\"main\"", QByteArray('"' + fixture.chain.target(0).model.toUtf8() + '"'));
    QCOMPARE(fixture.chain.simulator.journal().entries().back().body, expected);
}

void tst_Gateway::aLargeBodyNamesEachModelInTurn()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi, Dialect::OpenAi}));
    ChainTarget &second = fixture.chain.config.chains.front().steps[1].targets.front();
    second.target.model = QStringLiteral("m"); // shorter than the name before, as the first is longer
    fixture.apply();
    fixture.chain.simulator.setKeepsDetails(true);
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Status, R"("status":503)"));
    const QByteArray begin = R"({"stream":false,"model":)";
    const QByteArray rest = R"(,"messages":[{"role":"user","content":")" + QByteArray(700'000, 'x')
        + R"("}],"user":"the end"})";
    const auto call = fixture.send("/chat/completions", begin + "\"main\"" + rest);
    QVERIFY(call->wait());
    const auto &seen = fixture.chain.simulator.journal().entries();
    QVERIFY(seen.size() >= 2);
    QVERIFY(seen.front().body == begin + '"' + fixture.chain.target(0).model.toUtf8() + '"' + rest);
    QVERIFY(seen.back().body == begin + "\"m\"" + rest);
}

void tst_Gateway::aBreakAfterContentIsTold()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::Cut, R"("afterEvents":4)"));
    const auto call = fixture.chat(true);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 200);
    QVERIFY2(call->body.contains("upstream_interrupted"), call->body.constData());
    QVERIFY(!call->body.contains("[DONE]"));
    QVERIFY(!textOf(*call, true).isEmpty());
    QCOMPARE(fixture.chain.asked(1), 0);
    QVERIFY(fixture.traces.front().ended == TraceEnd::Cut);
}

void tst_Gateway::aClientThatLeavesCancels()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"1s")"));
    const auto call = fixture.chat(true);
    QVERIFY(call->waitForBody());
    call->hangUp();
    QTRY_VERIFY(fixture.chain.simulator.journal().entries().back().cancelled);
    QTRY_COMPARE(fixture.traces.size(), size_t {1});
    QVERIFY(fixture.traces.front().ended == TraceEnd::ClientGone);
    QCOMPARE(fixture.gateway.view().requests, 0);
}

void tst_Gateway::exhaustionIsExplained()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    for (size_t target = 0; target < 3; ++target)
        QVERIFY(fixture.chain.setWeather(target, WeatherKind::Status, R"("status":503)"));
    const auto call = fixture.chat(false);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 503);
    QCOMPARE(call->header("x-should-retry"), QByteArray("false"));
    QCOMPARE(call->header("x-belay-target"), QByteArray("none"));
    const Json error = call->json()["error"];
    QCOMPARE(error.value("code", std::string()), std::string("all_providers_failed"));
    QCOMPARE(error["belay"]["attempts"].size(), fixture.traces.front().attempts.size());
}

/// While all targets wait nobody is asked, and that is what answer and trace say.
void tst_Gateway::whoWasNotAskedIsNamed()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    for (size_t target = 0; target < 3; ++target)
        QVERIFY(fixture.chain.setWeather(target, WeatherKind::Storm429, R"("retryAfter":"90s")"));
    const auto first = fixture.chat(false); // with each of both keys
    QVERIFY(first->wait());
    const int asked = fixture.chain.asked(0);
    const auto call = fixture.chat(false);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 429);
    QCOMPARE(call->header("x-belay-attempts"), QByteArray("0"));
    QVERIFY(call->header("retry-after").toInt() > 80);
    QCOMPARE(fixture.chain.asked(0), asked);
    const Json error = call->json()["error"];
    const std::string name = fixture.chain.target(2).toString().toStdString();
    QVERIFY2(error.value("message", std::string()).find(name + ": not asked, its limit is not over")
            != std::string::npos,
        error.dump().c_str());
    const std::vector<TraceAttempt> &attempts = fixture.traces.back().attempts;
    QCOMPARE(attempts.size(), size_t {3});
    for (size_t i = 0; i < attempts.size(); ++i) {
        QCOMPARE(attempts[i].target, fixture.chain.target(i));
        QVERIFY(attempts[i].outcome == Outcome::Skipped);
        QCOMPARE(error["belay"]["attempts"][i].value("outcome", std::string()), std::string("skipped"));
    }
}

void tst_Gateway::whatIsUnderWayMayEnd()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    const auto call = fixture.chat(true);
    QVERIFY(call->waitForBody());
    bool drained = false;
    fixture.gateway.drain(Milliseconds {5'000}, [&drained] { drained = true; });
    const auto late = fixture.chat(false);
    QVERIFY(late->wait());
    QVERIFY(late->head.status == 503 || late->failure);
    QVERIFY(call->wait());
    QVERIFY(call->body.contains("[DONE]"));
    QTRY_VERIFY(drained);
}

void tst_Gateway::probesOfADeadNetworkOpenNoBreaker()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    Sample probe;
    probe.target = {fixture.chain.target(0).provider, {}};
    probe.outcome = Outcome::Connect;
    constexpr int ManyFailures = 20;
    for (int i = 0; i < ManyFailures; ++i)
        fixture.gateway.observe(probe, false);
    QCOMPARE(openBreakers(fixture.gateway), 0);
    for (int i = 0; i < ManyFailures; ++i)
        fixture.gateway.observe(probe, true);
    QCOMPARE(openBreakers(fixture.gateway), 1);
}

void tst_Gateway::tokensAreCountedByWhoCan()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi, Dialect::Gemini}));
    const auto refused = fixture.send(
        "/messages/count_tokens", R"({"model":"main","messages":[{"role":"user","content":"How long?"}]})");
    QVERIFY(refused->wait());
    QCOMPARE(refused->head.status, 404);
    QVERIFY(refused->json()["error"]["type"] == "not_found_error");
    QVERIFY2(refused->body.contains("speaks Anthropic's API"), refused->body.constData());
    QCOMPARE(refused->header("x-should-retry"), QByteArray("false"));
    QCOMPARE(fixture.chain.asked(0) + fixture.chain.asked(1), 0);
}

void tst_Gateway::anInventedModelMakesNoSeries()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    const auto call = fixture.chat(false, "openai-1/nobody-has-this");
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 404);
    QCOMPARE(call->header("x-should-retry"), QByteArray("false"));
    const Json error = call->json()["error"];
    QCOMPARE(error.value("code", std::string()), std::string("model_not_found"));
    const QByteArray message = QByteArray::fromStdString(error.value("message", std::string()));
    QVERIFY2(message.contains("openai-1/nobody-has-this"), message.constData());
    QVERIFY2(message.endsWith("Nearest: openai-1/model-1."), message.constData());
    QCOMPARE(fixture.traces.size(), size_t {1});
    QCOMPARE(fixture.traces.front().attempts.size(), size_t {1});
    QVERIFY(fixture.traces.front().attempts.front().outcome == Outcome::ModelNotFound);
    QVERIFY(fixture.samples.empty());
}

void tst_Gateway::aDeadNetworkHidesOnlyWhatIsBehindIt_data()
{
    QTest::addColumn<NetworkConfig::Local>("local");
    QTest::addColumn<int>("open");
    QTest::addRow("a server of this machine") << NetworkConfig::Local::Direct << 1;
    QTest::addRow("as if it were far away") << NetworkConfig::Local::Internet << 0;
}

void tst_Gateway::aDeadNetworkHidesOnlyWhatIsBehindIt()
{
    QFETCH(NetworkConfig::Local, local);
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.network.local = local;
    fixture.chain.config.providers.front().baseUrl = QUrl(QStringLiteral("http://127.0.0.1:1/v1"));
    fixture.apply();
    auto board = std::make_shared<StatusBoard>();
    board->network.state = NetworkState::Offline;
    fixture.gateway.setBoard(board);
    constexpr int Enough = 5; // failures in a row
    for (int i = 0; i < Enough; ++i) {
        const auto call = fixture.chat(false);
        QVERIFY(call->wait());
        QVERIFY(call->head.status >= 500);
    }
    QTEST(openBreakers(fixture.gateway), "open");
}

void tst_Gateway::aDrainEndsOnceInEveryWay()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    QVERIFY(fixture.chain.setWeather(0, WeatherKind::SlowStream, R"("perEvent":"20s")"));
    const auto call = fixture.chat(true);
    QVERIFY(call->waitForBody());
    int first = 0;
    int second = 0;
    constexpr Milliseconds Long {60'000};
    fixture.gateway.drain(Long, [&first] { ++first; });
    fixture.gateway.drain(Long, [&second] { ++second; });
    QCOMPARE(first, 1);
    QCOMPARE(second, 0);
    fixture.gateway.stop();
    QCOMPARE(second, 1);
    QVERIFY(call->wait());
    // Another start is not ended by the alarm of a drain that is over.
    QVERIFY(fixture.gateway.listen());
    QVERIFY(fixture.gateway.isListening());
    QCOMPARE(first + second, 2);
}

void tst_Gateway::aKeyThatAProviderRepeatsIsNotPassedOn()
{
    ScriptedServer echo([](ScriptedRequest &request) {
        const QByteArray key = request.header("authorization").replace("Bearer ", "");
        const QByteArray body
            = R"({"error":{"message":"bad: )" + key + R"(","type":"invalid_request_error"}})";
        request.send("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nx-request-id: id-" + key
            + "\r\ncontent-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    });
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi}));
    fixture.chain.config.providers.front().baseUrl = echo.url(QStringLiteral("/v1"));
    fixture.apply();
    const auto call = fixture.chat(false);
    QVERIFY(call->wait());
    QCOMPARE(call->head.status, 400);
    QVERIFY(call->body.contains("bad: "));
    QVERIFY(call->header("x-request-id").startsWith("id-"));
    const KeyRingPtr keys = fixture.chain.keys();
    for (const auto &[id, entry] : keys->entries()) {
        QVERIFY(!call->body.contains(entry.value.reveal()));
        for (const auto &[name, value] : call->head.headers)
            QVERIFY2(!value.contains(entry.value.reveal()), name.constData());
    }
}

BELAY_LOOP_TEST_MAIN(tst_Gateway)
#include "tst_gateway.moc"
