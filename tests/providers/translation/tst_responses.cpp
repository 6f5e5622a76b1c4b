// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/responsesface.h"

#include "conversationtext.h"
#include "eventlines.h"

#include <QTest>

using namespace Belay;

class tst_Responses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void staysNative_data();
    void staysNative();
    void streamsInTheOrderOfTheDialect();
    void streamsCallsOneAfterTheOther();
    void tellsHowItEnded_data();
    void tellsHowItEnded();
    void writesAWholeAnswer();
    void tellsABreakAsTheDialectDoes();
};

void tst_Responses::reads_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *fields, const char *expected) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(expected);
    };
    row("a text", R"("model":"m","input":"Hi")", "model m\nuser: text Hi");
    row("instructions and developer",
        R"("instructions":"A","input":[{"role":"developer","content":"B"},{"role":"user","content":[{"type":"input_text","text":"Hi"}]}])",
        "system A\nB\nuser: text Hi");
    row("calls and their outputs",
        R"("input":[{"role":"user","content":"Hi"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"1"},{"type":"function_call_output","call_id":"d","output":[{"type":"input_text","text":"2"},{"type":"input_image","image_url":"https://x/y"}]}])",
        "user: text Hi\nassistant: text a\nassistant: call c f {}\nuser: result c [text 1;]\nuser: result d "
        "[text 2;image   https://x/y ;]");
    row("pictures and files",
        R"("input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AA","detail":"low"},{"type":"input_file","file_data":"AA","filename":"a.pdf"},{"type":"input_file","file_url":"https://x/a"}]}])",
        "user: image image/png AA  low\nuser: file application/pdf AA  a.pdf\nuser: file application/pdf  "
        "https://x/a");
    row("what lies at OpenAI",
        R"("input":[{"role":"user","content":[{"type":"input_file","file_id":"f"}]},{"type":"item_reference","id":"x"}],"previous_response_id":"r","conversation":{"id":"c"},"background":true)",
        "needed files\nneeded item_reference\nneeded previous_response_id\nneeded conversation\nneeded "
        "background");
    row("what the model thought",
        R"("input":[{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"hm"}]},{"type":"reasoning","id":"s","summary":[],"encrypted_content":"E"}])",
        "assistant: reasoning hm \nassistant: reasoning  E redacted");
    row("flat tools",
        R"("input":"Hi","tools":[{"type":"function","name":"f","description":"d","parameters":{},"strict":true}],"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":true)",
        "user: text Hi\ntool f d {} strict\nchoice named f\nparallel true");
    row("some tools only",
        R"("input":"Hi","tools":[{"type":"function","name":"f","parameters":{}},{"type":"function","name":"g","parameters":{}}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"g"}]})",
        "user: text Hi\ntool g  {}\nchoice auto");
    row("tools that run at OpenAI", R"("input":"Hi","tools":[{"type":"web_search"}])",
        "user: text Hi\nneeded tools");
    row("items of such tools", R"("input":[{"type":"web_search_call","id":"w"}])", "needed tools");
    row("a schema, effort, limits",
        R"("input":"Hi","text":{"format":{"type":"json_schema","name":"n","schema":{"b":1,"a":2},"strict":true},"verbosity":"low"},"reasoning":{"effort":"low","summary":"auto"},"max_output_tokens":9,"temperature":0.5,"top_p":0.5,"stream":true)",
        "user: text Hi\ntokens 9\ntemperature 0.5\ntop_p 0.5\nformat text.format n {\"b\":1,\"a\":2} "
        "strict\neffort low\nstream\ndroppable verbosity");
    row("a JSON object", R"("input":"Hi","text":{"format":{"type":"json_object"}})",
        "user: text Hi\nformat object");
    row("what is dropped",
        R"("input":"Hi","store":true,"metadata":{"a":"b"},"include":["reasoning.encrypted_content"],"truncation":"auto","stream_options":{"include_obfuscation":true},"prompt_cache_key":"k","max_tool_calls":3,"other":1)",
        "user: text Hi\ndroppable metadata\ndroppable store\ndroppable prompt_cache_key\ndroppable "
        "include\ndroppable truncation\ndroppable stream_obfuscation\ndroppable extensions");
    row("probabilities", R"("input":"Hi","top_logprobs":3)", "user: text Hi\nneeded top_logprobs");
}

void tst_Responses::reads()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, expected);
    QCOMPARE(describe(ResponsesFace().readRequest(json("{" + fields + "}"))), expected);
}

void tst_Responses::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("param");
    const auto row = [](const char *name, const char *body, const char *param) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(param);
    };
    row("no object", "[]", "");
    row("no input", "{}", "input");
    row("an empty input", R"({"input":[]})", "input");
    row("an item that is none", R"({"input":[7]})", "input[0]");
    row("an unknown role", R"({"input":[{"role":"king","content":"x"}]})", "input[0].role");
    row("an unknown part", R"({"input":[{"role":"user","content":[{"type":"x"}]}]})",
        "input[0].content[0].type");
    row("a call without an id", R"({"input":[{"type":"function_call","name":"f"}]})", "input[0].call_id");
    row("arguments that are none",
        R"({"input":[{"type":"function_call","call_id":"c","name":"f","arguments":"7"}]})",
        "input[0].arguments");
    row("a local file",
        R"({"input":[{"role":"user","content":[{"type":"input_image","image_url":"file:///x"}]}]})",
        "input[0].content[0].image_url");
    row("an unknown format", R"({"input":"x","text":{"format":{"type":"xml"}}})", "text.format.type");
    row("an unknown effort", R"({"input":"x","reasoning":{"effort":"huge"}})", "reasoning.effort");
}

void tst_Responses::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, param);
    const auto result = ResponsesFace().readRequest(json(body));
    QVERIFY(!result);
    QCOMPARE(QByteArray::fromStdString(result.error().param), param);
}

void tst_Responses::staysNative_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *body, bool expected) {
        QTest::newRow(name) << QByteArray(body) << expected;
    };
    row("a plain one", R"({"input":"x","store":true,"background":false,"conversation":null})", false);
    row("an earlier response", R"({"previous_response_id":"r"})", true);
    row("a conversation", R"({"conversation":"c"})", true);
    row("a conversation as an object", R"({"conversation":{"id":"c"}})", true);
    row("in the background", R"({"background":true})", true);
    row("a stored prompt", R"({"prompt":{"id":"p"}})", true);
    row("a stored item", R"({"input":[{"role":"user"},{"type":"item_reference","id":"i"}]})", true);
    row("no object", "[]", false);
}

void tst_Responses::staysNative()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, expected);
    QCOMPARE(mustStayNative(json(body)), expected);
}

/// `type` of every event with what places it, and a check that the numbers run and the names agree.
static QString outline(const QByteArray &stream)
{
    QStringList lines;
    const QByteArray text = QByteArray(stream).replace("\n\n", "\r");
    for (const QByteArray &event : text.split('\r')) {
        if (event.isEmpty())
            continue;
        const qsizetype end = event.indexOf('\n');
        const Json data = json(event.mid(end + 7));
        if (event.left(end) != "event: " + QByteArray::fromStdString(utf8Of(member(data, "type"))))
            return QStringLiteral("the name is another: ") + QString::fromUtf8(event);
        if (intOf(member(data, "sequence_number")) != static_cast<int>(lines.size()))
            return QStringLiteral("the number is another: ") + QString::fromUtf8(event);
        QString line = textOf(member(data, "type"));
        for (const char *name : {"item_id", "output_index", "content_index", "delta", "text", "refusal",
                 "name", "arguments", "part", "item"}) {
            if (const Json *value = member(data, name)) {
                const Json *type = member(*value, "type");
                line += u' '
                    + (value->is_string() ? textOf(value)
                                          : QString::fromStdString((type ? *type : *value).dump()));
            }
        }
        lines += line;
    }
    return lines.join(u'\n');
}

static AnswerContext context()
{
    return {.requestId = "01J", .model = "my-chain", .createdS = 1763474589, .echo = {}};
}

void tst_Responses::streamsInTheOrderOfTheDialect()
{
    const auto encoder = ResponsesFace().encoder(true, context());
    const QByteArray stream = encode(*encoder,
        {AnswerStarted {"c1", "m"}, ReasoningDelta {"hm"}, TextDelta {"H"}, TextDelta {"i"},
            RefusalDelta {"No"}, UsageUpdate {{10, 5, 3, {}, 2}}, AnswerFinished {FinishReason::Stop, {}},
            AnswerCompleted {}});
    QCOMPARE(outline(stream), QStringLiteral(R"(response.created
response.in_progress
response.output_item.added 0 "reasoning"
response.content_part.added rs_c1_0 0 0 "reasoning_text"
response.reasoning_text.delta rs_c1_0 0 0 hm
response.reasoning_text.done rs_c1_0 0 0 hm
response.content_part.done rs_c1_0 0 0 "reasoning_text"
response.output_item.done 0 "reasoning"
response.output_item.added 1 "message"
response.content_part.added msg_c1_1 1 0 "output_text"
response.output_text.delta msg_c1_1 1 0 H
response.output_text.delta msg_c1_1 1 0 i
response.output_text.done msg_c1_1 1 0 Hi
response.content_part.done msg_c1_1 1 0 "output_text"
response.content_part.added msg_c1_1 1 1 "refusal"
response.refusal.delta msg_c1_1 1 1 No
response.refusal.done msg_c1_1 1 1 No
response.content_part.done msg_c1_1 1 1 "refusal"
response.output_item.done 1 "message"
response.completed)"));
    QVERIFY(!stream.contains("[DONE]"));
    QCOMPARE(toBytes(json(stream.mid(stream.lastIndexOf("data: ") + 6).trimmed())["response"]["usage"]),
        QByteArray(
            R"({"input_tokens":10,"input_tokens_details":{"cached_tokens":3},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":15})"));
}

void tst_Responses::streamsCallsOneAfterTheOther()
{
    const auto encoder = ResponsesFace().encoder(true, context());
    const QByteArray stream = encode(*encoder,
        {AnswerStarted {"c1", "m"}, TextDelta {"a"}, ToolCallStarted {0, "k", "f"},
            ToolArgumentsDelta {0, "{\"x\""}, ToolArgumentsDelta {0, ":1}"}, ToolCallStarted {1, "l", "g"},
            AnswerFinished {FinishReason::ToolCalls, {}}, AnswerCompleted {}});
    QCOMPARE(outline(stream).section(u'\n', 7), QStringLiteral(R"(response.output_item.done 0 "message"
response.output_item.added 1 "function_call"
response.function_call_arguments.delta fc_c1_1 1 {"x"
response.function_call_arguments.delta fc_c1_1 1 :1}
response.function_call_arguments.done fc_c1_1 1 f {"x":1}
response.output_item.done 1 "function_call"
response.output_item.added 2 "function_call"
response.function_call_arguments.delta fc_c1_2 2 {}
response.function_call_arguments.done fc_c1_2 2 g {}
response.output_item.done 2 "function_call"
response.completed)"));
}

void tst_Responses::tellsHowItEnded_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("details");
    const auto row = [](const char *name, FinishReason reason, const char *status, const char *details) {
        QTest::newRow(name) << static_cast<int>(reason) << QByteArray(status) << QByteArray(details);
    };
    row("stop", FinishReason::Stop, "\"completed\"", "null");
    row("a stop sequence", FinishReason::StopSequence, "\"completed\"", "null");
    row("calls", FinishReason::ToolCalls, "\"completed\"", "null");
    row("length", FinishReason::Length, "\"incomplete\"", R"({"reason":"max_output_tokens"})");
    row("a filter", FinishReason::ContentFilter, "\"incomplete\"", R"({"reason":"content_filter"})");
}

void tst_Responses::tellsHowItEnded()
{
    QFETCH(int, reason);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, details);
    const AnswerFinished finished {static_cast<FinishReason>(reason), {}};
    const AnswerEvents events {AnswerStarted {"c1", "m"}, TextDelta {"a"}, finished, AnswerCompleted {}};
    const Json whole = json(encode(*ResponsesFace().encoder(false, context()), events));
    QCOMPARE(toBytes(whole["status"]), status);
    QCOMPARE(toBytes(whole["incomplete_details"]), details);
    const QByteArray stream = encode(*ResponsesFace().encoder(true, context()), events);
    QVERIFY(stream.contains(QByteArray("\nevent: response." + status.mid(1, status.size() - 2) + "\n")));
}

void tst_Responses::writesAWholeAnswer()
{
    AnswerContext with = context();
    const auto request = ResponsesFace().readRequest(json(
        R"({"input":"x","instructions":"Be brief","tools":[{"type":"function","name":"f","parameters":{}}],"temperature":0.5})"));
    QVERIFY(request);
    with.echo = request->echo;
    const auto encoder = ResponsesFace().encoder(false, with);
    QCOMPARE(
        encode(*encoder,
            {AnswerStarted {"", ""}, ReasoningDelta {"hm"}, TextDelta {"Hi"}, ToolCallStarted {0, "k", "f"},
                UsageUpdate {{1, 2, {}, {}, {}}}, AnswerFinished {FinishReason::ToolCalls, {}}}),
        QByteArray());
    Json answer = json(encoder->take(AnswerCompleted {}));
    QCOMPARE(toBytes(answer["output"]),
        QByteArray(
            R"([{"type":"reasoning","id":"rs_01J_0","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]},{"type":"message","id":"msg_01J_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]},{"type":"function_call","id":"fc_01J_2","call_id":"k","name":"f","arguments":"{}","status":"completed"}])"));
    answer.erase("output");
    QCOMPARE(toBytes(answer),
        QByteArray(
            R"({"id":"resp_01J","object":"response","created_at":1763474589,"status":"completed","background":false,"error":null,"incomplete_details":null,"instructions":"Be brief","max_output_tokens":null,"model":"my-chain","parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"service_tier":"default","store":false,"temperature":0.5,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[{"type":"function","name":"f","parameters":{}}],"top_p":1,"truncation":"disabled","usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":3},"metadata":{}})"));
}

void tst_Responses::tellsABreakAsTheDialectDoes()
{
    ClientFault fault;
    fault.openAiCode = "upstream_interrupted";
    fault.message = "cut";
    const auto encoder = ResponsesFace().encoder(true, context());
    encoder->take(AnswerStarted {"c1", "m"});
    QCOMPARE(encoder->fail(fault),
        QByteArray(
            "event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_interrupted\",\"message\":\"cut\","
            "\"param\":null,\"sequence_number\":2}\n\n"));
    QVERIFY(ResponsesFace().fault(fault).startsWith("{\"error\":{\"message\":\"cut\""));
}

QTEST_GUILESS_MAIN(tst_Responses)
#include "tst_responses.moc"
