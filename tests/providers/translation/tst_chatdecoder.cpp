// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/chatdecoder.h"

#include "eventlines.h"

#include <QTest>

using namespace Belay;

class tst_ChatDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void survivesACutAtEveryByte_data() { reads_data(); }
    void survivesACutAtEveryByte();
    void readsGarbageAsNothing_data();
    void readsGarbageAsNothing();
};

static QByteArray chunks(const QByteArrayList &documents)
{
    QByteArray stream;
    for (const QByteArray &document : documents)
        stream += "data: " + document + "\n\n";
    return stream;
}

static QByteArray delta(const QByteArray &piece, const QByteArray &rest = {})
{
    return R"({"id":"c1","model":"m","choices":[{"index":0,"delta":)" + piece + rest + "}]}";
}

void tst_ChatDecoder::reads_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const QByteArray done = "[DONE]";
    const QByteArray stop = delta("{}", R"(,"finish_reason":"stop")");
    const QByteArray calls = delta("{}", R"(,"finish_reason":"tool_calls")");
    QTest::newRow("OpenAI: role first, text, usage in a chunk of its own")
        << true
        << chunks({delta(R"({"role":"assistant","content":"","refusal":null})", R"(,"finish_reason":null)"),
               delta(R"({"content":"Grüße"})"), stop,
               R"({"id":"c1","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}})",
               done, delta(R"({"content":"late"})")})
        << QStringLiteral("start c1 m\ntext Grüße\nfinish stop\nusage 12 5 3 2 1\ncomplete");
    QTest::newRow("Azure: the first chunk has no choice and no id")
        << true
        << chunks({R"({"choices":[],"id":"","model":"","prompt_filter_results":[]})",
               delta(R"({"content":"a"})"), stop, done})
        << QStringLiteral("start c1 m\ntext a\nfinish stop\ncomplete");
    QTest::newRow("reasoning under both names is told once")
        << true
        << chunks({delta(R"({"reasoning_content":"hm","reasoning":"hm"})"), delta(R"({"reasoning":"so"})"),
               delta(R"({"content":"a"})"), stop, done})
        << QStringLiteral("start c1 m\nreasoning hm\nreasoning so\ntext a\nfinish stop\ncomplete");
    QTest::newRow("Mistral: content in chunks, calls without index")
        << true
        << chunks(
               {delta(
                    R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"t"}]},{"type":"text","text":"a"}]})"),
                   delta(
                       R"({"tool_calls":[{"id":"gSIMJiOkT","function":{"name":"f","arguments":"{}"}},{"id":"hSIMJiOkT","function":{"name":"g","arguments":"{}"}}]})",
                       R"(,"finish_reason":"tool_calls")"),
                   done})
        << QStringLiteral("start c1 m\nreasoning t\ntext a\ncall 0 gSIMJiOkT f\narguments 0 {}\n"
                          "call 1 hSIMJiOkT g\narguments 1 {}\nfinish tool_calls\ncomplete");
    QTest::newRow("parallel calls, in pieces, from index 1")
        << true
        << chunks({delta(
                       R"({"tool_calls":[{"index":1,"id":"a","type":"function","function":{"name":"f","arguments":""}}]})"),
               delta(R"({"tool_calls":[{"index":1,"function":{"arguments":"{\"x\""}}]})"),
               delta(R"({"tool_calls":[{"index":3,"id":"b","function":{"name":"g"}}]})"),
               delta(
                   R"({"tool_calls":[{"index":1,"function":{"arguments":":1}"}},{"index":3,"function":{"arguments":"{}"}}]})"),
               calls, done})
        << QStringLiteral("start c1 m\ncall 0 a f\narguments 0 {\"x\"\ncall 1 b g\narguments 0 :1}\n"
                          "arguments 1 {}\nfinish tool_calls\ncomplete");
    QTest::newRow("every call has index 0: the id tells")
        << true
        << chunks({delta(R"({"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]})"),
               delta(R"({"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}}]})"),
               stop, done})
        << QStringLiteral("start c1 m\ncall 0 a f\narguments 0 {}\ncall 1 b g\narguments 1 {}\n"
                          "finish tool_calls\ncomplete");
    QTest::newRow("a call without an id gets one; arguments as an object")
        << true
        << chunks({delta(R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":{"x":1}}}]})"), stop,
               done})
        << QStringLiteral(
               "start c1 m\ncall 0 call_c1_0 f\narguments 0 {\"x\":1}\nfinish tool_calls\ncomplete");
    QTest::newRow("arguments before the name wait for it")
        << true
        << chunks({delta(R"({"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{"}}]})"),
               delta(R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":"}"}}]})"), stop, done})
        << QStringLiteral("start c1 m\ncall 0 a f\narguments 0 {}\nfinish tool_calls\ncomplete");
    QTest::newRow("the older function_call")
        << true
        << chunks({delta(R"({"function_call":{"name":"f","arguments":""}})"),
               delta(R"({"function_call":{"arguments":"{}"}})", R"(,"finish_reason":"function_call")"), done})
        << QStringLiteral("start c1 m\ncall 0 call_c1_0 f\narguments 0 {}\nfinish tool_calls\ncomplete");
    QTest::newRow("a finish reason and no marker: whoever closes has ended")
        << true << chunks({delta(R"({"content":"a"})"), stop})
        << QStringLiteral("start c1 m\ntext a\nfinish stop\ncomplete");
    QTest::newRow("neither: a cut answer")
        << true << chunks({delta(R"({"content":"a"})")}) << QStringLiteral("start c1 m\ntext a");
    QTest::newRow("an error in the stream ends it for good")
        << true << chunks({delta(R"({"content":"a"})"), R"({"error":{"message":"x"}})", stop, done})
        << QStringLiteral("start c1 m\ntext a");
    QTest::newRow("an error as the finish reason too")
        << true << chunks({delta(R"({"content":"a"})", R"(,"finish_reason":"error")"), done})
        << QStringLiteral("start c1 m\ntext a");
    QTest::newRow("Groq, Perplexity: usage beside choices; other finish words")
        << true
        << chunks(
               {delta(R"({"content":"a"})",
                    R"(,"finish_reason":"model_length"}],"usage":{"prompt_tokens":1,"completion_tokens":2},"x":[{"y":0)"),
                   done})
        << QStringLiteral("start c1 m\ntext a\nfinish length\nusage 1 2 - - -\ncomplete");
    QTest::newRow("xAI leaves reasoning out of the completion's tokens")
        << true
        << chunks({delta(R"({"content":"a"})"), stop,
               R"({"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":303}})",
               done})
        << QStringLiteral("start c1 m\ntext a\nfinish stop\nusage 12 291 - - -\ncomplete");
    QTest::newRow("other choices are not ours")
        << true
        << chunks(
               {R"({"id":"c1","model":"m","choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]})",
                   stop, done})
        << QStringLiteral("start c1 m\ntext a\nfinish stop\ncomplete");
    QTest::newRow("vLLM tells the stop sequence")
        << true
        << chunks({delta(R"({"content":"a"})", R"(,"finish_reason":"stop","stop_reason":"END")"), done})
        << QStringLiteral("start c1 m\ntext a\nfinish stop_sequence END\ncomplete");
    QTest::newRow("a refusal, filtered")
        << true << chunks({delta(R"({"refusal":"No."})", R"(,"finish_reason":"content_filter")"), done})
        << QStringLiteral("start c1 m\nrefusal No.\nfinish content_filter\ncomplete");
    const QByteArray whole
        = R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a","reasoning_content":"t","refusal":null,"tool_calls":[{"id":"k","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})";
    const QString wholeLines
        = QStringLiteral("start c1 m\nreasoning t\ntext a\ncall 0 k f\n"
                         "arguments 0 {\"x\":1}\nfinish tool_calls\nusage 1 2 - - -\ncomplete");
    QTest::newRow("a whole answer") << false << QByteArray(" \r\n" + whole) << wholeLines;
    QTest::newRow("a whole answer where a stream was asked for") << true << whole << wholeLines;
    QTest::newRow("a whole answer in an array of one")
        << false << QByteArray("[" + whole + "]") << wholeLines;
    QTest::newRow("a whole answer that is an error")
        << false << QByteArray(R"({"error":{"message":"x"}})") << QString();
    QTest::newRow("half of a whole answer") << false << whole.left(whole.size() - 1) << QString();
}

void tst_ChatDecoder::reads()
{
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    ChatDecoder decoder(stream);
    QCOMPARE(lines(decode(decoder, bytes, bytes.size())), expected);
}

void tst_ChatDecoder::survivesACutAtEveryByte()
{
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    ChatDecoder slow(stream);
    QCOMPARE(lines(decode(slow, bytes, 1)), expected);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        ChatDecoder decoder(stream);
        QCOMPARE(lines(decodeCut(decoder, bytes, cut)), expected);
    }
}

void tst_ChatDecoder::readsGarbageAsNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("HTML") << QByteArray("<html>data: {\"choices\":[]}\n\n</html>");
    QTest::newRow("noise") << QByteArray("\x00\xff\xfe data: \n\n\n\r\r", 16);
    QTest::newRow("values of other types")
        << QByteArray("data: 7\n\ndata: [[]]\n\ndata: {\"choices\":7}\n\ndata: {\"choices\":[]}\n\n");
    QTest::newRow("a nest") << QByteArray("data: " + QByteArray(5000, '[') + "\n\n");
    QTest::newRow("a flood without an end") << QByteArray("data: " + QByteArray(17 * 1024 * 1024, 'x'));
    QTest::newRow("nothing") << QByteArray();
}

void tst_ChatDecoder::readsGarbageAsNothing()
{
    QFETCH(QByteArray, bytes);
    for (const bool stream : {true, false}) {
        ChatDecoder decoder(stream);
        QCOMPARE(lines(decode(decoder, bytes, 1024 * 1024)), QString());
    }
    // Members of the wrong type inside of a choice are no reason to end.
    ChatDecoder decoder(true);
    const QByteArray odd
        = "data: {\"id\":7,\"choices\":[7,{\"delta\":7},{\"delta\":{\"content\":7,\"tool_calls\":"
          "[7,{\"function\":7},{}],\"function_call\":\"f\"},\"finish_reason\":{}}],\"usage\":[]}\n\n";
    QCOMPARE(lines(decode(decoder, odd, 1)), QStringLiteral("start  "));
}

QTEST_GUILESS_MAIN(tst_ChatDecoder)
#include "tst_chatdecoder.moc"
