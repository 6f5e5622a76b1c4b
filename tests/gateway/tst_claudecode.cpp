// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/gatewayfixture.h"

using namespace Belay;

namespace {

const QByteArray Beta = "claude-code-20250219,interleaved-thinking-2025-05-14,"
                        "fine-grained-tool-streaming-2025-05-14,context-management-2025-06-27";

/// As Claude Code's many tools: long descriptions, schemas with their draft.
QByteArray tools()
{
    QByteArrayList list;
    for (const char *name :
        {"Task", "Bash", "Glob", "Grep", "Read", "Edit", "Write", "NotebookEdit", "WebFetch", "TodoWrite",
            "WebSearch", "BashOutput", "KillShell", "Skill", "SlashCommand", "ExitPlanMode"})
        list << QByteArray(R"({"name":")") + name + R"(","description":")" + QByteArray(8'000, 'd')
                + R"(\n\u00e9","input_schema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object",)"
                  R"("properties":{"command":{"type":"string"},"timeout":{"type":"number"}},"required":["command"],)"
                  R"("additionalProperties":false}})";
    return '[' + list.join(',') + ']';
}

/// A turn in the midst of a session: thoughts, two tools at once, their results, an error among them, and the
/// person's next words behind; written with blanks and escapes as nobody would write them again.
QByteArray body(const QByteArray &model)
{
    return R"({ "model":")" + model
        + R"(", "max_tokens":32000,"stream":true , "temperature":1,)"
          R"("metadata":{"user_id":"user_4f1c_account__session_9a7e"},)"
          R"("system":[{"type":"text","text":"x-header: cc_version=2.1;"},)"
          R"({"type":"text","text":"You help with code.","cache_control":{"type":"ephemeral"}},)"
          R"({"type":"text","text":"Directory: \/srv\/app","cache_control":{"type":"ephemeral","ttl":"1h"}}],)"
          R"("thinking":{"type":"enabled","budget_tokens":31999},)"
          R"("context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},)"
          R"("tools":)"
        + tools()
        + R"(,"messages":[)"
          R"({"role":"user","content":[{"type":"text","text":"<system-reminder>plan</system-reminder>"},)"
          R"({"type":"text","text":"What is in main.c?","cache_control":{"type":"ephemeral"}}]},)"
          R"({"role":"system","content":[{"type":"text","text":"Platform: linux"}],)"
          R"("output_config":{"effort":"medium"}},)"
          R"({"role":"assistant","content":[{"type":"thinking","thinking":"Look.","signature":"EqQBCk"},)"
          R"({"type":"text","text":"I look."},)"
          R"({"type":"tool_use","id":"toolu_01","name":"Read","input":{"command":"main.c"}},)"
          R"({"type":"tool_use","id":"toolu_02","name":"Bash","input":{"command":"ls"}}]},)"
          R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01",)"
          R"("content":[{"type":"text","text":"int main;"}]},)"
          R"({"type":"tool_result","tool_use_id":"toolu_02","is_error":true,"content":"denied",)"
          R"("cache_control":{"type":"ephemeral"}},{"type":"text","text":"Go on."}]}]})";
}

HttpRequest request(const GatewayFixture &fixture, const QString &path, const QByteArray &content = {})
{
    HttpRequest request = clientRequest(fixture.gateway.address(), path, content);
    const HttpHeaders own {{"accept", "application/json"}, {"anthropic-beta", Beta},
        {"anthropic-dangerous-direct-browser-access", "true"}, {"anthropic-version", "2023-06-01"},
        {"user-agent", "claude-cli/2.0.14 (external, cli)"}, {"x-app", "cli"},
        {"x-stainless-retry-count", "0"}, {"x-stainless-timeout", "600"},
        {"x-stainless-helper-method", "stream"}, {"accept-language", "*"}, {"sec-fetch-mode", "cors"},
        {"accept-encoding", "gzip, deflate"}};
    request.headers.insert(request.headers.end(), own.begin(), own.end());
    return request;
}

/// The types of the events of a stream, and the text in it.
QByteArray eventsOf(const QByteArray &stream, QByteArray &text)
{
    QByteArrayList types;
    for (const QByteArray &line : stream.split('\n')) {
        if (!line.startsWith("data: "))
            continue;
        const Json event = parseJson(line.mid(6)).value_or(Json());
        const QByteArray type = QByteArray::fromStdString(event.value("type", std::string()));
        if (types.isEmpty() || types.last() != type)
            types << type;
        text += QByteArray::fromStdString(
            event.value(nlohmann::json_pointer<std::string>("/delta/text"), std::string()));
    }
    types.removeAll("ping");
    return types.join(' ');
}

const QByteArray WholeStream
    = "message_start content_block_start content_block_delta content_block_stop message_delta message_stop";

} // namespace

/// Claude Code as it is: what it sends in one session, in its order, against each dialect.
class tst_ClaudeCode final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itFindsTheGatewayAndItsModels();
    void anthropicGetsItsBytes();
    void othersGetAllThatTheyCanTake_data();
    void othersGetAllThatTheyCanTake();
    void toolsAreCalledOnAnyTarget_data();
    void toolsAreCalledOnAnyTarget();
    void aLimitIsToldInItsWords();
};

void tst_ClaudeCode::itFindsTheGatewayAndItsModels()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start());
    HttpRequest hello = request(fixture, QStringLiteral("/"));
    hello.method = "HEAD";
    hello.url.setPath(QStringLiteral("/"));
    hello.auth = {};
    ClientCall head(fixture.http, std::move(hello));
    QVERIFY(head.wait());
    QCOMPARE(head.head.status, 200);
    ClientCall models(fixture.http, request(fixture, QStringLiteral("/models?limit=1000")));
    QVERIFY(models.wait());
    QCOMPARE(models.head.status, 200);
    const Json list = models.json();
    QVERIFY(list.contains("has_more") && list.contains("first_id"));
    QCOMPARE(list["data"][0].value("type", std::string()), std::string("model"));
    QCOMPARE(list["data"][0].value("id", std::string()), std::string("main"));
    QCOMPARE(fixture.chain.asked(0) + fixture.chain.asked(1) + fixture.chain.asked(2), 0);
}

void tst_ClaudeCode::anthropicGetsItsBytes()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::Anthropic}));
    fixture.chain.config.chains.front().aliases = {QStringLiteral("claude-*")};
    fixture.apply();
    fixture.chain.simulator.setKeepsDetails(true);
    const QByteArray model = fixture.chain.target(0).model.toUtf8();
    ClientCall counted(fixture.http,
        request(fixture, QStringLiteral("/messages/count_tokens?beta=true"), body("claude-sonnet-5-5")));
    QVERIFY(counted.wait());
    QCOMPARE(counted.head.status, 200);
    QVERIFY(counted.json().value("input_tokens", 0) > 0);
    ClientCall answer(
        fixture.http, request(fixture, QStringLiteral("/messages?beta=true"), body("claude-sonnet-5-5")));
    QVERIFY(answer.wait());
    QCOMPARE(answer.head.status, 200);
    QByteArray text;
    QCOMPARE(eventsOf(answer.body, text), WholeStream);
    QVERIFY(!text.isEmpty());
    QVERIFY(answer.header("x-belay-dropped").isEmpty());
    QCOMPARE(fixture.chain.simulator.journal().entries().size(), size_t {2});
    for (const JournalEntry &entry : fixture.chain.simulator.journal().entries()) {
        QVERIFY(entry.body == body(model)); // but for the model's span, byte for byte
        QVERIFY(entry.path.endsWith(u"?beta=true"));
        QCOMPARE(headerValue(entry.headers, "anthropic-beta"), Beta);
        QCOMPARE(headerValue(entry.headers, "anthropic-version"), QByteArray("2023-06-01"));
        QCOMPARE(headerValue(entry.headers, "user-agent"), QByteArray("claude-cli/2.0.14 (external, cli)"));
        QCOMPARE(headerValue(entry.headers, "accept-encoding"), QByteArray("identity"));
        QVERIFY(headerValue(entry.headers, "x-app").isEmpty());
        for (const auto &[name, value] : entry.headers)
            QVERIFY2(!value.contains(ClientToken), name.constData());
    }
}

void tst_ClaudeCode::othersGetAllThatTheyCanTake_data()
{
    QTest::addColumn<bool>("isGemini");
    QTest::newRow("OpenAI") << false;
    QTest::newRow("Gemini") << true;
}

void tst_ClaudeCode::othersGetAllThatTheyCanTake()
{
    QFETCH(bool, isGemini);
    GatewayFixture fixture;
    fixture.chain.add(isGemini ? Dialect::Gemini : Dialect::OpenAi);
    if (isGemini) // of what nobody knows, tools are not expected
        fixture.chain.provider(0).models = {QStringLiteral("gemini-2.5-flash")};
    QVERIFY(fixture.start());
    fixture.chain.simulator.setKeepsDetails(true);
    ClientCall answer(fixture.http, request(fixture, QStringLiteral("/messages?beta=true"), body("main")));
    QVERIFY(answer.wait());
    QVERIFY2(answer.head.status == 200, answer.body.constData());
    QByteArray text;
    QCOMPARE(eventsOf(answer.body, text), WholeStream);
    QVERIFY(!text.isEmpty());
    const QByteArray dropped = ", " + answer.header("x-belay-dropped") + ",";
    for (const char *name : {"cache_control", "context_management", "thinking", "anthropic-beta"})
        QVERIFY2(dropped.contains(QByteArray(QByteArray(" ") + name + ',')), dropped.constData());
    QVERIFY2(!dropped.contains("extensions"), dropped.constData());
    const JournalEntry &entry = fixture.chain.simulator.journal().entries().back();
    QVERIFY(!entry.path.contains(u"beta=true"));
    QVERIFY(headerValue(entry.headers, "anthropic-beta").isEmpty());
    QVERIFY(headerValue(entry.headers, "anthropic-version").isEmpty());
    const Json sent = parseJson(entry.body).value_or(Json());
    const auto at = [&](const char *path) {
        return sent.value(nlohmann::json_pointer<std::string>(path), std::string());
    };
    if (isGemini) {
        QVERIFY(at("/systemInstruction/parts/0/text").find("Directory: /srv/app") != std::string::npos);
        QVERIFY(at("/systemInstruction/parts/0/text").find("Platform: linux") != std::string::npos);
        QCOMPARE(sent["tools"][0]["functionDeclarations"].size(), size_t {16});
        QVERIFY(sent["contents"].size() >= 3);
        QVERIFY(entry.body.contains("functionResponse") && entry.body.contains("denied"));
        return;
    }
    QVERIFY(at("/messages/0/content").find("Directory: /srv/app\nPlatform: linux") != std::string::npos);
    QCOMPARE(sent["tools"].size(), size_t {16});
    QCOMPARE(at("/tools/1/function/name"), std::string("Bash"));
    QByteArrayList roles;
    for (const Json &message : sent["messages"])
        roles << QByteArray::fromStdString(message.value("role", std::string()));
    QCOMPARE(roles.mid(1).join(' '), QByteArray("user assistant tool tool user"));
    QCOMPARE(at("/messages/2/tool_calls/1/id"), std::string("toolu_02"));
    QCOMPARE(at("/messages/3/tool_call_id"), std::string("toolu_01"));
    QVERIFY(at("/messages/4/content").find("denied") != std::string::npos);
}

void tst_ClaudeCode::toolsAreCalledOnAnyTarget_data()
{
    QTest::addColumn<int>("target");
    QTest::newRow("OpenAI") << 0;
    QTest::newRow("Anthropic") << 1;
    QTest::newRow("Gemini") << 2;
}

void tst_ClaudeCode::toolsAreCalledOnAnyTarget()
{
    QFETCH(int, target);
    GatewayFixture fixture;
    for (const Dialect dialect : {Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini})
        fixture.chain.add(dialect);
    fixture.chain.provider(2).models = {QStringLiteral("gemini-2.5-flash")};
    QVERIFY(fixture.start());
    QByteArray content = body(fixture.chain.target(static_cast<size_t>(target)).toString().toUtf8());
    content.replace("Go on.", "[tool] now");
    ClientCall answer(fixture.http, request(fixture, QStringLiteral("/messages?beta=true"), content));
    QVERIFY(answer.wait());
    QVERIFY2(answer.head.status == 200, answer.body.constData());
    QVERIFY2(answer.body.contains(R"("type":"tool_use")"), answer.body.constData());
    QVERIFY(answer.body.contains("input_json_delta"));
    QVERIFY(answer.body.contains(R"("stop_reason":"tool_use")"));
    QVERIFY(answer.body.contains("event: message_stop"));
}

void tst_ClaudeCode::aLimitIsToldInItsWords()
{
    GatewayFixture fixture;
    QVERIFY(fixture.start({Dialect::OpenAi, Dialect::Anthropic}));
    for (size_t target = 0; target < 2; ++target)
        QVERIFY(fixture.chain.setWeather(target, WeatherKind::Storm429, R"("retryAfter":"90s")"));
    ClientCall answer(fixture.http, request(fixture, QStringLiteral("/messages?beta=true"), body("main")));
    QVERIFY(answer.wait());
    QCOMPARE(answer.head.status, 429);
    QVERIFY(answer.header("retry-after").toInt() > 60);
    QCOMPARE(answer.json().value("type", std::string()), std::string("error"));
    QCOMPARE(answer.json()["error"].value("type", std::string()), std::string("rate_limit_error"));
}

QTEST_GUILESS_MAIN(tst_ClaudeCode)
#include "tst_claudecode.moc"
