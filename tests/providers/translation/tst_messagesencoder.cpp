// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/ssereader.h"
#include "core/providers/translation/messagesclient.h"
#include "core/providers/translation/messagestarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Belay;
using namespace Belay::Test;

static const MessagesClient face;

class tst_MessagesEncoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void streams_data();
    void streams();
    void writesTheDocumentedEvents();
    void writesTheDocumentedBody();
    void hidesReasoningThatNobodyAskedFor();
    void tellsFaults_data();
    void tellsFaults();
    void breaksOffWithAnError();
    void readsBackWhatItWrote();
    void staysLinear();
};

static AnswerContext context(bool showReasoning = true)
{
    AnswerContext told;
    told.requestId = "01JREQ";
    told.model = "chain";
    told.showReasoning = showReasoning;
    return told;
}

static QByteArray encoded(bool stream, const AnswerEvents &events, bool showReasoning = true)
{
    const std::unique_ptr<AnswerEncoder> encoder = face.encoder(stream, context(showReasoning));
    QByteArray bytes;
    for (const AnswerEvent &event : events)
        bytes += encoder->take(event);
    return bytes;
}

static const AnswerStarted started {"msg_7", "gpt-5"};

/// Each event of a stream in short: what opens, what is added, what closes.
static QStringList outline(const QByteArray &stream)
{
    QStringList lines;
    SseReader reader;
    for (const SseEvent &event : reader.feed(stream)) {
        const Json data = json(event.data);
        if (textOf(member(data, "type")).toUtf8() != event.event)
            lines += QStringLiteral("the name is not the type");
        const QString index = QString::number(intOf(member(data, "index")).value_or(-1));
        if (const Json *block = member(data, "content_block"))
            lines += QStringLiteral("+%1 %2").arg(index, textOf(member(*block, "type")));
        else if (event.event == "content_block_stop")
            lines += QStringLiteral("-%1").arg(index);
        else if (event.event == "content_block_delta")
            lines += QStringLiteral("=%1 %2").arg(index,
                QString::fromUtf8(
                    QByteArray::fromStdString(member(data, "delta")->back().get<std::string>())));
        else if (event.event == "message_delta")
            lines += textOf(member(data, {"delta", "stop_reason"}));
        else
            lines += QString::fromUtf8(event.event);
    }
    return lines;
}

void tst_MessagesEncoder::streams_data()
{
    QTest::addColumn<int>("script");
    QTest::addColumn<QString>("expected");
    const char *const rows[][2] = {
        {"text in one run", "+0 text|=0 a|=0 b|-0|end_turn"},
        {"thinking, then text, then a call: each is a block of its own",
            "+0 thinking|=0 hm|=0 belay:gemini:sig|-0|+1 text|=1 a|-1|+2 tool_use|=2 {}|-2|tool_use"},
        {"thinking without signature carries our mark",
            "+0 thinking|=0 hm|=0 belay:|-0|+1 text|=1 a|-1|end_turn"},
        {"a signature that belongs to the call after it",
            "+0 thinking|=0 belay:gemini:s|-0|+1 tool_use|=1 {}|-1|tool_use"},
        {"calls that come in turns wait for each other",
            "+0 tool_use|=0 {\"a\":|=0 1}|-0|+1 tool_use|=1 {\"b\":|=1 2}|-1|tool_use"},
        {"text between the pieces of a call waits too",
            "+0 tool_use|=0 {\"a\":|=0 1}|-0|+1 text|=1 xy|-1|tool_use"},
        {"a call that never ends holds nothing back at the end",
            "+0 tool_use|=0 {\"a\":|-0|+1 tool_use|=1 {}|-1|max_tokens"},
        {"calls without arguments", "+0 tool_use|=0 {}|-0|+1 tool_use|=1 {}|-1|tool_use"},
        {"a refusal is text and a reason", "+0 text|=0 No.|-0|refusal"},
        {"a ping", "ping|+0 text|=0 a|-0|end_turn"},
        {"an empty answer has no block", "end_turn"},
        {"nothing after the end", "+0 text|=0 a|-0|end_turn"},
        {"braces in texts do not end a call",
            "+0 tool_use|=0 {\"a\":\"}\\\"}|=0 \"}|-0|+1 text|=1 t|-1|tool_use"},
        {"a stop sequence", "+0 text|=0 a|-0|stop_sequence"},
        {"late pieces of a call that has ended are lost blanks",
            "+0 tool_use|=0 {}|-0|+1 text|=1 t|-1|tool_use"},
    };
    int script = 0;
    for (const auto &[name, expected] : rows)
        QTest::newRow(name) << script++ << QString::fromUtf8(expected);
}

static AnswerEvents scripted(int script)
{
    const AnswerFinished stop {FinishReason::Stop, {}};
    const AnswerFinished calls {FinishReason::ToolCalls, {}};
    const ToolCallStarted a {0, "toolu_a", "f"};
    const ToolCallStarted b {1, "toolu_b", "g"};
    const auto args = [](int call, const char *text) { return ToolArgumentsDelta {call, text}; };
    const std::vector<AnswerEvents> scripts = {
        {TextDelta {"a"}, TextDelta {""}, TextDelta {"b"}, stop},
        {ReasoningDelta {"hm"}, ReasoningSignature {"sig", Dialect::Gemini}, TextDelta {"a"}, a,
            args(0, "{}"), calls},
        {ReasoningDelta {"hm"}, TextDelta {"a"}, stop},
        {ReasoningSignature {"s", Dialect::Gemini}, a, args(0, "{}"), calls},
        {a, args(0, "{\"a\":"), b, args(1, "{\"b\":"), args(0, "1}"), args(1, "2}"), calls},
        {a, args(0, "{\"a\":"), TextDelta {"x"}, TextDelta {"y"}, args(0, "1}"), calls},
        {a, args(0, "{\"a\":"), b, args(1, "{}"), AnswerFinished {FinishReason::Length, {}}},
        {a, b, calls},
        {RefusalDelta {"No."}, stop},
        {AnswerPing {}, TextDelta {"a"}, stop},
        {stop},
        {TextDelta {"a"}, stop, AnswerCompleted {}, TextDelta {"late"}, AnswerCompleted {}},
        {a, args(0, "{\"a\":\"}\\\"}"), args(0, "\"}"), TextDelta {"t"}, calls},
        {TextDelta {"a"}, AnswerFinished {FinishReason::StopSequence, "END"}},
        {a, args(0, "{}"), TextDelta {"t"}, args(0, "\n"), calls},
    };
    AnswerEvents events {started};
    events.insert(events.end(), scripts.at(static_cast<size_t>(script)).begin(),
        scripts.at(static_cast<size_t>(script)).end());
    events.push_back(AnswerCompleted {});
    return events;
}

void tst_MessagesEncoder::streams()
{
    QFETCH(int, script);
    QFETCH(QString, expected);
    const QStringList lines = outline(encoded(true, scripted(script)));
    QCOMPARE(lines.join(u'|'), QStringLiteral("message_start|") + expected + QStringLiteral("|message_stop"));
}

void tst_MessagesEncoder::writesTheDocumentedEvents()
{
    AnswerUsage usage;
    usage.inputTokens = 969;
    usage.outputTokens = 47;
    usage.cachedTokens = 100;
    usage.cacheWriteTokens = 20;
    usage.reasoningTokens = 4;
    const AnswerEvents events {AnswerStarted {"chatcmpl-1", "gpt-5"}, TextDelta {"Gr\"üße\n\x01"},
        ToolCallStarted {0, "call_1", "f"}, AnswerFinished {FinishReason::ToolCalls, {}}, UsageUpdate {usage},
        AnswerCompleted {}};
    const QByteArray expected = R"(event: message_start
data: {"type":"message_start","message":{"id":"msg_chatcmpl-1","type":"message","role":"assistant","model":"gpt-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Gr\"üße\n\u0001"}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_1","name":"f","input":{}}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":849,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":47,"output_tokens_details":{"thinking_tokens":4}}}

event: message_stop
data: {"type":"message_stop"}

)";
    QByteArray escaped = expected;
    escaped.replace("Gr\"üße", "Gr\\\"üße");
    QCOMPARE(encoded(true, events), escaped);
}

void tst_MessagesEncoder::writesTheDocumentedBody()
{
    AnswerUsage usage;
    usage.outputTokens = 3;
    const AnswerEvents events {started, ReasoningDelta {"hm"}, TextDelta {"a"}, TextDelta {"b"},
        ToolCallStarted {0, "t", "f"}, ToolArgumentsDelta {0, "{\"z\":1,"},
        ToolArgumentsDelta {0, "\"a\":2}"}, ToolCallStarted {1, "u", "g"}, ToolArgumentsDelta {1, "{\"cut"},
        UsageUpdate {usage}, AnswerFinished {FinishReason::Length, {}}, AnswerCompleted {}};
    const QByteArray expected
        = R"({"id":"msg_7","type":"message","role":"assistant","model":"gpt-5","content":[{"type":"thinking","thinking":"hm","signature":"belay:"},{"type":"text","text":"ab"},{"type":"tool_use","id":"t","name":"f","input":{"z":1,"a":2}},{"type":"tool_use","id":"u","name":"g","input":{}}],"stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3}})";
    QCOMPARE(encoded(false, events), expected);
    QCOMPARE(encoded(false, AnswerEvents(events.begin(), events.end() - 1)), QByteArray());
    const Json nameless = json(encoded(false, {AnswerStarted {}, AnswerCompleted {}}));
    QCOMPARE(textOf(member(nameless, "id")), QStringLiteral("msg_01JREQ"));
    QCOMPARE(textOf(member(nameless, "model")), QStringLiteral("chain"));
    QCOMPARE(textOf(member(nameless, "stop_reason")), QStringLiteral("end_turn"));
}

void tst_MessagesEncoder::hidesReasoningThatNobodyAskedFor()
{
    const AnswerEvents events {started, ReasoningDelta {"hm"}, ReasoningSignature {"s", Dialect::Gemini},
        TextDelta {"a"}, AnswerCompleted {}};
    QCOMPARE(outline(encoded(true, events, false)).join(u'|'),
        QStringLiteral("message_start|ping|+0 text|=0 a|-0|end_turn|message_stop"));
    QVERIFY(!encoded(false, events, false).contains("thinking"));
}

void tst_MessagesEncoder::tellsFaults_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("belay");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("with the attempts")
        << QStringLiteral("overloaded_error") << true
        << QByteArray(
               R"({"type":"error","error":{"type":"overloaded_error","message":"No \"one\".","belay":{"chain":"c"}},"request_id":"01J"})");
    QTest::newRow("bare")
        << QStringLiteral("api_error") << false
        << QByteArray(
               R"({"type":"error","error":{"type":"api_error","message":"No \"one\"."},"request_id":"01J"})");
    QTest::newRow("without a type")
        << QString() << false
        << QByteArray(
               R"({"type":"error","error":{"type":"api_error","message":"No \"one\"."},"request_id":"01J"})");
}

void tst_MessagesEncoder::tellsFaults()
{
    QFETCH(QString, type);
    QFETCH(bool, belay);
    QFETCH(QByteArray, expected);
    ClientFault fault;
    fault.anthropicType = type.toStdString();
    fault.message = "No \"one\".";
    fault.requestId = "01J";
    if (belay)
        fault.belay = {{"chain", "c"}};
    QCOMPARE(face.fault(fault), expected);
}

void tst_MessagesEncoder::breaksOffWithAnError()
{
    const std::unique_ptr<AnswerEncoder> encoder = face.encoder(true, context());
    encoder->take(started);
    encoder->take(TextDelta {"a"});
    ClientFault fault;
    fault.anthropicType = "api_error";
    fault.message = "cut";
    QCOMPARE(encoder->fail(fault),
        QByteArray("event: error\ndata: "
                   "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"cut\"}}\n\n"));
}

// What a decoder of the same form makes of it is what went in, whatever the order of the pieces.
void tst_MessagesEncoder::readsBackWhatItWrote()
{
    QRandomGenerator random(99);
    const MessagesTarget target;
    for (int round = 0; round < 400; ++round) {
        AnswerEvents events {started};
        std::vector<std::string> arguments;
        std::string text;
        for (int i = 0; i < 20; ++i) {
            const int calls = static_cast<int>(arguments.size());
            switch (random.bounded(3)) {
            case 0:
                text += static_cast<char>('a' + i);
                events.push_back(TextDelta {text.substr(text.size() - 1)});
                break;
            case 1:
                events.push_back(ToolCallStarted {calls, "id" + std::to_string(calls), "f"});
                arguments.push_back("{\"k\":\"");
                events.push_back(ToolArgumentsDelta {calls, arguments.back()});
                break;
            default:
                if (calls > 0) {
                    const int one = random.bounded(calls);
                    arguments.at(static_cast<size_t>(one)) += "{}";
                    events.push_back(ToolArgumentsDelta {one, "{}"});
                }
            }
        }
        for (size_t i = 0; i < arguments.size(); ++i) {
            arguments[i] += "\"}";
            events.push_back(ToolArgumentsDelta {static_cast<int>(i), "\"}"});
        }
        events.push_back(AnswerCompleted {});
        for (const bool stream : {true, false}) {
            const QStringList words = decoded(target, stream, {encoded(stream, events)});
            QCOMPARE(words.filter(QStringLiteral("text ")).join(QString()).remove(QStringLiteral("text ")),
                QString::fromStdString(text));
            for (size_t i = 0; i < arguments.size(); ++i)
                QVERIFY2(words.contains(
                             QStringLiteral("arguments %1 ").arg(i) + QString::fromStdString(arguments[i])),
                    qPrintable(words.join(u'\n')));
        }
    }
}

void tst_MessagesEncoder::staysLinear()
{
    const std::unique_ptr<AnswerEncoder> encoder = face.encoder(true, context());
    encoder->take(started);
    encoder->take(ToolCallStarted {0, "a", "f"});
    encoder->take(ToolCallStarted {1, "b", "g"});
    qsizetype bytes = 0;
    for (int i = 0; i < 200'000; ++i) {
        bytes += encoder->take(ToolArgumentsDelta {1, "[],"}).size();
        bytes += encoder->take(ToolArgumentsDelta {0, "{},{"}).size();
    }
    bytes += encoder->take(AnswerCompleted {}).size();
    QVERIFY(bytes > 200'000 * 100);
}

QTEST_GUILESS_MAIN(tst_MessagesEncoder)
#include "tst_messagesencoder.moc"
