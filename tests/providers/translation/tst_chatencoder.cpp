// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatdecoder.h"
#include "core/providers/translation/chatface.h"

#include "eventlines.h"

#include <QTest>

using namespace Belay;

class tst_ChatEncoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void streamsTextEventByEvent();
    void streamsCallsEventByEvent();
    void tellsUsageOnlyWhenAsked();
    void fillsInWhatTheProviderLeftOut();
    void writesAWholeAnswer();
    void readsBackWhatItWrote_data();
    void readsBackWhatItWrote();
    void tellsABreakAsTheDialectDoes();
    void growsWithTheAnswerOnly();
};

static AnswerContext context(bool includeUsage)
{
    return {.requestId = "01J",
        .model = "my-chain",
        .createdS = 1755137921,
        .includeUsage = includeUsage,
        .echo = {}};
}

static QByteArray chunk(
    const QByteArray &delta, const QByteArray &reason = "null", const QByteArray &end = {})
{
    return R"(data: {"id":"c1","object":"chat.completion.chunk","created":1755137921,"model":"m","choices":[{"index":0,"delta":)"
        + delta + R"(,"finish_reason":)" + reason + "}]" + end + "}\n\n";
}

void tst_ChatEncoder::streamsTextEventByEvent()
{
    const auto encoder = ChatFace().encoder(true, context(false));
    QCOMPARE(encoder->take(AnswerStarted {"c1", "m"}),
        chunk(R"({"role":"assistant","content":"","refusal":null})"));
    QCOMPARE(encoder->take(ReasoningDelta {"hm"}), chunk(R"({"reasoning_content":"hm"})"));
    QCOMPARE(encoder->take(TextDelta {"a \"b\"\nü"}), chunk("{\"content\":\"a \\\"b\\\"\\nü\"}"));
    QCOMPARE(encoder->take(TextDelta {}), QByteArray());
    QCOMPARE(encoder->take(ReasoningSignature {"s", Dialect::Anthropic}), QByteArray());
    QCOMPARE(encoder->take(RefusalDelta {"No."}), chunk(R"({"refusal":"No."})"));
    QCOMPARE(encoder->take(AnswerPing {}), QByteArray(": ping\n\n"));
    QCOMPARE(encoder->take(AnswerFinished {FinishReason::Length, {}}), QByteArray());
    QCOMPARE(encoder->take(UsageUpdate {{1, 2, {}, {}, {}}}), QByteArray());
    QCOMPARE(encoder->take(AnswerCompleted {}), chunk("{}", "\"length\"") + "data: [DONE]\n\n");
}

void tst_ChatEncoder::streamsCallsEventByEvent()
{
    const auto encoder = ChatFace().encoder(true, context(false));
    encoder->take(AnswerStarted {"c1", "m"});
    QCOMPARE(encoder->take(ToolCallStarted {0, "call_1", "f"}),
        chunk(
            R"({"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]})"));
    QCOMPARE(encoder->take(ToolArgumentsDelta {0, "{\"a\""}),
        chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]})"));
    encoder->take(ToolCallStarted {1, "call_2", "g"});
    encoder->take(AnswerFinished {FinishReason::ToolCalls, {}});
    QCOMPARE(encoder->take(AnswerCompleted {}),
        chunk(R"({"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]})") + chunk("{}", "\"tool_calls\"")
            + "data: [DONE]\n\n");
}

void tst_ChatEncoder::tellsUsageOnlyWhenAsked()
{
    const auto encoder = ChatFace().encoder(true, context(true));
    QCOMPARE(encoder->take(AnswerStarted {"c1", "m"}),
        chunk(R"({"role":"assistant","content":"","refusal":null})", "null", R"(,"usage":null)"));
    encoder->take(UsageUpdate {{12, 1, {}, {}, {}}});
    encoder->take(UsageUpdate {{{}, 5, 3, 2, 4}});
    QCOMPARE(encoder->take(AnswerCompleted {}),
        chunk("{}", "\"stop\"", R"(,"usage":null)")
            + R"(data: {"id":"c1","object":"chat.completion.chunk","created":1755137921,"model":"m","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":2},"completion_tokens_details":{"reasoning_tokens":4}}})"
            + "\n\ndata: [DONE]\n\n");
}

void tst_ChatEncoder::fillsInWhatTheProviderLeftOut()
{
    const auto encoder = ChatFace().encoder(true, context(false));
    const QByteArray bytes = encoder->take(TextDelta {"a"});
    QCOMPARE(bytes.count("\"id\":\"chatcmpl-01J\""), 2);
    QCOMPARE(bytes.count("\"model\":\"my-chain\""), 2);
    QVERIFY(bytes.indexOf("\"role\":\"assistant\"") < bytes.indexOf("\"content\":\"a\""));
}

void tst_ChatEncoder::writesAWholeAnswer()
{
    const auto encoder = ChatFace().encoder(false, context(false));
    const AnswerEvents events {AnswerStarted {"c1", "m"}, ReasoningDelta {"hm"}, TextDelta {"H"},
        TextDelta {"i"}, UsageUpdate {{1, 2, {}, {}, {}}}, AnswerFinished {FinishReason::Stop, {}}};
    QCOMPARE(encode(*encoder, events), QByteArray());
    QCOMPARE(encoder->take(AnswerCompleted {}),
        QByteArray(
            R"({"id":"c1","object":"chat.completion","created":1755137921,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,"annotations":[],"reasoning_content":"hm"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}})"));
    const auto calls = ChatFace().encoder(false, context(false));
    const QByteArray body
        = encode(*calls, {AnswerStarted {"c1", "m"}, ToolCallStarted {0, "k", "f"}, AnswerCompleted {}});
    const Json answer = json(body);
    QVERIFY(member(answer["choices"][0]["message"], "content")->is_null());
    QCOMPARE(toBytes(answer["choices"][0]["message"]["tool_calls"]),
        QByteArray(R"([{"id":"k","type":"function","function":{"name":"f","arguments":"{}"}}])"));
    QVERIFY(!member(answer, "usage"));
}

void tst_ChatEncoder::readsBackWhatItWrote_data()
{
    QTest::addColumn<bool>("stream");
    QTest::newRow("streamed") << true;
    QTest::newRow("whole") << false;
}

void tst_ChatEncoder::readsBackWhatItWrote()
{
    QFETCH(bool, stream);
    const AnswerEvents events {AnswerStarted {"c1", "m"}, ReasoningDelta {"hm"},
        TextDelta {"Grüße 🦀 \\ \x7f \t"}, ToolCallStarted {0, "a", "f"},
        ToolArgumentsDelta {0, "{\"x\":\"\\n\"}"}, ToolCallStarted {1, "b", "g"},
        ToolArgumentsDelta {1, "{}"}, AnswerFinished {FinishReason::ToolCalls, {}},
        UsageUpdate {{12, 5, 3, {}, 4}}, AnswerCompleted {}};
    const auto encoder = ChatFace().encoder(stream, context(true));
    ChatDecoder decoder(stream);
    QCOMPARE(lines(decode(decoder, encode(*encoder, events), 7)), lines(events));
}

void tst_ChatEncoder::tellsABreakAsTheDialectDoes()
{
    ClientFault fault;
    fault.openAiType = "server_error";
    fault.openAiCode = "upstream_interrupted";
    fault.message = "cut \xff";
    fault.belay = {{"requestId", "01J"}};
    const QByteArray body
        = "{\"error\":{\"message\":\"cut \xEF\xBF\xBD\",\"type\":\"server_error\",\"param\":null,"
          "\"code\":\"upstream_interrupted\",\"belay\":{\"requestId\":\"01J\"}}}";
    QCOMPARE(ChatFace().encoder(true, context(false))->fail(fault), QByteArray("data: " + body + "\n\n"));
    QCOMPARE(ChatFace().fault(fault), body);
}

void tst_ChatEncoder::growsWithTheAnswerOnly()
{
    const auto encoder = ChatFace().encoder(true, context(false));
    const qsizetype first = encoder->take(AnswerStarted {"c1", "m"}).size();
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(encoder->take(TextDelta {"0123456789"}).size() < first + 10);
}

QTEST_GUILESS_MAIN(tst_ChatEncoder)
#include "tst_chatencoder.moc"
