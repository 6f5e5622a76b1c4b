// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configjson.h"
#include "tests/simulator/simulatorfixture.h"

#include <QtTest>

using namespace Belay;

namespace {

using Json = ConfigJson;

/// A request for a model in one of its forms.
struct Asked {
    Dialect dialect;
    QString path;
    QByteArray body;
    bool stream;
};

constexpr const char *Schema
    = R"({"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}})";

/// One user's message in each form there is, with one tool at hand.
std::vector<Asked> everyForm(const QByteArray &text)
{
    const QByteArray schema = Schema;
    const QByteArray chat = R"({"model":"small","messages":[{"role":"user","content":")" + text
        + R"("}],"tools":[{"type":"function","function":{"name":"weather","parameters":)" + schema + "}}]";
    const QByteArray responses = R"({"model":"small","input":")" + text
        + R"(","tools":[{"type":"function","name":"weather","parameters":)" + schema + "}]";
    const QByteArray messages = R"({"model":"small","max_tokens":500,"messages":[{"role":"user","content":")"
        + text + R"("}],"tools":[{"name":"weather","input_schema":)" + schema + "}]";
    const QByteArray contents = R"({"contents":[{"role":"user","parts":[{"text":")" + text
        + R"("}]}],"tools":[{"functionDeclarations":[{"name":"weather","parametersJsonSchema":)" + schema
        + "}]}]}";
    std::vector<Asked> all;
    for (const bool stream : {false, true}) {
        const QByteArray end = stream ? R"(,"stream":true})" : "}";
        all.push_back({Dialect::OpenAi, QStringLiteral("/chat/completions"), chat + end, stream});
        all.push_back({Dialect::OpenAi, QStringLiteral("/responses"), responses + end, stream});
        all.push_back({Dialect::Anthropic, QStringLiteral("/v1/messages"), messages + end, stream});
        all.push_back({Dialect::Gemini,
            stream ? QStringLiteral("/models/small:streamGenerateContent?alt=sse")
                   : QStringLiteral("/models/small:generateContent"),
            contents, stream});
    }
    return all;
}

/// Every text under one of `names` in what came back, one after the other.
QByteArray collected(const Json &json, const QByteArrayList &names)
{
    QByteArray all;
    if (!json.is_structured())
        return all;
    for (const auto &[name, value] : json.items()) {
        if (value.is_string() && names.contains(QByteArray::fromStdString(name)))
            all += QByteArray::fromStdString(value.get<std::string>());
        all += collected(value, names);
    }
    return all;
}

QByteArray collected(const QByteArray &body, bool stream, const QByteArrayList &names)
{
    if (!stream)
        return collected(Json::parse(body.toStdString(), nullptr, false), names);
    QByteArray all;
    for (const QByteArray &line : body.split('\n')) {
        if (line.startsWith("data: {"))
            all += collected(Json::parse(line.sliced(6).toStdString(), nullptr, false), names);
    }
    return all;
}

} // namespace

class tst_SimulatorFaces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answersInEveryForm();
    void callsToolsInPieces();
    void doesNotCallAfterAResult();
    void thinksFirst();
    void repeatsWhatItHeardTheSameInEveryDialect();
    void answersAsTheSchemaWants();
    void saysAsMuchAsIsWanted();
    void numbersTheEventsOfResponses();
    void answersOlderCompletions();
    void embeds();
    void countsTokens();

private:
    QByteArray bodyOf(const Asked &asked);

    std::unique_ptr<SimulatorFixture> m_fixture;
};

void tst_SimulatorFaces::init()
{
    m_fixture = std::make_unique<SimulatorFixture>();
    QVERIFY(m_fixture->start());
}

QByteArray tst_SimulatorFaces::bodyOf(const Asked &asked)
{
    const auto client = m_fixture->post(asked.dialect, asked.path, asked.body);
    if (!m_fixture->untilClosed(client) || client->status() != 200)
        return "status " + QByteArray::number(client->status()) + client->body();
    return client->body();
}

void tst_SimulatorFaces::answersInEveryForm()
{
    for (const Asked &asked : everyForm("hello")) {
        const QByteArray body = bodyOf(asked);
        const QByteArrayList names = asked.path == u"/responses" && asked.stream
            ? QByteArrayList {"delta"}
            : QByteArrayList {"content", "text"};
        QVERIFY2(collected(body, asked.stream, names)
                     .contains("A belay is the rope that holds a climber who falls."),
            body.constData());
    }
}

void tst_SimulatorFaces::callsToolsInPieces()
{
    for (const Asked &asked : everyForm("what is it like? [tool] [tool]")) {
        const QByteArray body = bodyOf(asked);
        QVERIFY2(body.contains("\"weather\""), body.constData());
        if (asked.dialect == Dialect::Gemini || (asked.dialect == Dialect::Anthropic && !asked.stream)) {
            QCOMPARE(body.count(R"({"city":"Paris","days":7})"), 2);
            continue;
        }
        const bool isResponses = asked.path == u"/responses";
        const QByteArrayList names = !asked.stream || asked.path == u"/chat/completions"
            ? QByteArrayList {"arguments"}
            : isResponses ? QByteArrayList {"delta"}
                          : QByteArrayList {"partial_json"};
        const QByteArray arguments = collected(body, asked.stream, names);
        QCOMPARE(arguments, QByteArray(R"({"city":"Paris","days":7}{"city":"Paris","days":7})"));
        QVERIFY(!asked.stream || !body.contains("Paris\\\",\\\"days\\\":7}\"}}"));
        const char *const end = asked.dialect == Dialect::Anthropic ? "\"tool_use\""
            : isResponses                                           ? "function_call"
                                                                    : "\"tool_calls\"";
        QVERIFY2(body.contains(end), body.constData());
    }
}

void tst_SimulatorFaces::doesNotCallAfterAResult()
{
    const QByteArray body = bodyOf({Dialect::OpenAi, QStringLiteral("/chat/completions"),
        R"({"model":"small","tools":[{"type":"function","function":{"name":"f"}}],"messages":[)"
        R"({"role":"user","content":"[tool]"},)"
        R"({"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
        R"({"role":"tool","tool_call_id":"c","content":"sunny"}]})",
        false});
    QVERIFY2(body.contains("\"finish_reason\":\"stop\"") && body.contains("A belay"), body.constData());
}

void tst_SimulatorFaces::thinksFirst()
{
    const QByteArray thought = "The rope comes first, then the climber.";
    for (const Asked &asked : everyForm("[think]")) {
        const QByteArray body = bodyOf(asked);
        const bool isPieces = asked.stream && asked.path == u"/responses";
        const QByteArray all = collected(body, asked.stream,
            isPieces ? QByteArrayList {"delta"}
                     : QByteArrayList {"reasoning_content", "thinking", "text", "content"});
        const qsizetype at = all.indexOf(thought);
        QVERIFY2(at >= 0 && all.indexOf("A belay") >= 0, body.constData());
        QVERIFY2(asked.path == u"/chat/completions" || at < all.indexOf("A belay"), all.constData());
    }
}

void tst_SimulatorFaces::repeatsWhatItHeardTheSameInEveryDialect()
{
    const std::vector<Asked> same {
        {Dialect::OpenAi, QStringLiteral("/chat/completions"),
            R"({"model":"small","stop":["x","y"],"messages":[{"role":"system","content":"be brief"},)"
            R"({"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},)"
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},)"
            R"({"role":"tool","tool_call_id":"c","content":"sunny"},{"role":"user","content":"[echo]"}],)"
            R"("tools":[{"type":"function","function":{"name":"f"}}]})",
            false},
        {Dialect::Anthropic, QStringLiteral("/v1/messages"),
            R"({"model":"small","max_tokens":9,"stop_sequences":["x","y"],"system":"be brief","messages":[)"
            R"({"role":"user","content":[{"type":"text","text":"look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},)"
            R"({"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{"a":1}}]},)"
            R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"sunny"},{"type":"text","text":"[echo]"}]}],)"
            R"("tools":[{"name":"f","input_schema":{"type":"object"}}]})",
            false},
        {Dialect::Gemini, QStringLiteral("/models/small:generateContent"),
            R"({"systemInstruction":{"parts":[{"text":"be brief"}]},"generationConfig":{"stopSequences":["x","y"]},"contents":[)"
            R"({"role":"user","parts":[{"text":"look"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},)"
            R"({"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":1}}}]},)"
            R"({"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"sunny"}}},{"text":"[echo]"}]}],)"
            R"("tools":[{"functionDeclarations":[{"name":"f"}]}]})",
            false}};
    for (const Asked &asked : same) {
        QCOMPARE(collected(bodyOf(asked), false, {"content", "text"}),
            QByteArray("system: be brief\nuser: look\nimage: image/png 4\ncall: f {\"a\":1}\ntool: sunny\n"
                       "user: [echo]\nstop: x, y\ntools: f\n"));
    }
}

void tst_SimulatorFaces::answersAsTheSchemaWants()
{
    const QByteArray schema = Schema;
    const QByteArray expected = R"({"city":"Paris","days":7})";
    const std::vector<Asked> all {
        {Dialect::OpenAi, QStringLiteral("/chat/completions"),
            R"({"model":"small","stream":true,"messages":[{"role":"user","content":"where?"}],)"
            R"("response_format":{"type":"json_schema","json_schema":{"name":"s","schema":)"
                + schema + "}}}",
            true},
        {Dialect::OpenAi, QStringLiteral("/responses"),
            R"({"model":"small","input":"where?","text":{"format":{"type":"json_schema","name":"s","schema":)"
                + schema + "}}}",
            false},
        {Dialect::Anthropic, QStringLiteral("/v1/messages"),
            R"({"model":"small","max_tokens":9,"messages":[{"role":"user","content":"where?"}],)"
            R"("output_config":{"format":{"type":"json_schema","schema":)"
                + schema + "}}}",
            false},
        {Dialect::Gemini, QStringLiteral("/models/small:generateContent"),
            R"({"contents":[{"parts":[{"text":"where?"}]}],"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":)"
                + schema + "}}",
            false}};
    for (const Asked &asked : all) {
        const QByteArray body = bodyOf(asked);
        QVERIFY2(collected(body, asked.stream, {"content", "text"}).endsWith(expected)
                || collected(body, asked.stream, {"content", "text"}).startsWith(expected),
            body.constData());
    }
}

void tst_SimulatorFaces::saysAsMuchAsIsWanted()
{
    const QByteArray body = bodyOf({Dialect::OpenAi, QStringLiteral("/chat/completions"),
        R"({"model":"small","stream":true,"stream_options":{"include_usage":true},)"
        R"("messages":[{"role":"user","content":"[words 500]"}]})",
        true});
    QCOMPARE(body.count("data: "), 500 + 3); // the end of the choice, usage, [DONE]
    QVERIFY(body.contains("\"completion_tokens\":500"));
    QCOMPARE(body.count("\"usage\":null"), 501);
}

void tst_SimulatorFaces::numbersTheEventsOfResponses()
{
    const QByteArray body = bodyOf({Dialect::OpenAi, QStringLiteral("/responses"),
        R"({"model":"small","stream":true,"max_output_tokens":2,"input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}]})",
        true});
    int number = 0;
    QByteArrayList types;
    for (const QByteArray &line : body.split('\n')) {
        if (line.startsWith("event: "))
            types << line.sliced(7);
        if (!line.startsWith("data: "))
            continue;
        const Json json = Json::parse(line.sliced(6).toStdString(), nullptr, false);
        QCOMPARE(json.at("sequence_number").get<int>(), number++);
        QCOMPARE(QByteArray::fromStdString(json.at("type").get<std::string>()), types.last());
    }
    const QByteArrayList expected {"response.created", "response.in_progress", "response.output_item.added",
        "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
        "response.output_text.done", "response.content_part.done", "response.output_item.done",
        "response.incomplete"};
    QCOMPARE(types, expected);
}

void tst_SimulatorFaces::answersOlderCompletions()
{
    const QString path = QStringLiteral("/completions");
    QByteArray body = bodyOf({Dialect::OpenAi, path, R"({"model":"small","prompt":"once"})", false});
    QVERIFY2(body.contains("\"text_completion\"") && body.contains("A belay is the rope"), body.constData());
    body = bodyOf({Dialect::OpenAi, path, R"({"model":"small","prompt":"[echo]","stream":true})", true});
    QCOMPARE(collected(body, true, {"text"}), QByteArray("user: [echo]\n"));
    QVERIFY(body.endsWith("data: [DONE]\n\n"));
}

void tst_SimulatorFaces::embeds()
{
    const QString path = QStringLiteral("/embeddings");
    const auto vectors = [&](const QByteArray &rest) {
        return Json::parse(
            bodyOf({Dialect::OpenAi, path, R"({"model":"small",)" + rest + "}", false}).toStdString(),
            nullptr, false)
            .at("data");
    };
    const Json two = vectors(R"("input":["a","b"],"dimensions":40)");
    QCOMPARE(two.size(), size_t {2});
    QCOMPARE(two.at(0).at("embedding").size(), size_t {40});
    QVERIFY(two.at(0).at("embedding") != two.at(1).at("embedding"));
    const Json one = vectors(R"("input":"a","dimensions":40,"encoding_format":"base64")");
    const QByteArray bytes
        = QByteArray::fromBase64(QByteArray::fromStdString(one.at(0).at("embedding").get<std::string>()));
    QCOMPARE(bytes.size(), qsizetype {160});
    float first = 0;
    std::memcpy(&first, bytes.constData(), sizeof first);
    QCOMPARE(first, two.at(0).at("embedding").at(0).get<float>());
    QCOMPARE(vectors(R"("input":[1,2,3])").size(), size_t {1});
    QCOMPARE(vectors(R"("input":[[1],[2]])").size(), size_t {2});
    const QByteArray gemini = bodyOf({Dialect::Gemini, QStringLiteral("/models/small:batchEmbedContents"),
        R"({"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":40}]})", false});
    const Json values = Json::parse(gemini.toStdString(), nullptr, false).at("embeddings").at(0).at("values");
    QCOMPARE(values, two.at(0).at("embedding"));
}

void tst_SimulatorFaces::countsTokens()
{
    QVERIFY(bodyOf({Dialect::Anthropic, QStringLiteral("/v1/messages/count_tokens?beta=true"),
                       R"({"model":"small","messages":[{"role":"user","content":"hi"}]})", false})
                .startsWith(R"({"input_tokens":)"));
    QVERIFY(
        bodyOf({Dialect::Gemini, QStringLiteral("/models/small:countTokens"), R"({"contents":[]})", false})
            .startsWith(R"({"totalTokens":)"));
    QCOMPARE(m_fixture->simulator.journal().entries().front().target.model, QStringLiteral("small"));
}

QTEST_GUILESS_MAIN(tst_SimulatorFaces)
#include "tst_simulatorfaces.moc"
