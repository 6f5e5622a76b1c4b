// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/codec.h"

#include <QTest>

using namespace Belay;

class tst_Answers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void survivesACutAtEveryByte_data() { reads_data(); }
    void survivesACutAtEveryByte();
};

/// What was read, as one line: only what is set.
static QString summary(const AnswerState &state)
{
    QStringList words;
    if (!state.readable)
        words += QStringLiteral("unreadable");
    if (state.content)
        words += QStringLiteral("content");
    if (state.finished)
        words += state.finishReason;
    if (state.complete)
        words += QStringLiteral("complete");
    if (!state.error.isEmpty())
        words += QStringLiteral("error");
    if (state.tokensIn || state.tokensOut)
        words += QStringLiteral("%1/%2").arg(state.tokensIn.value_or(-1)).arg(state.tokensOut.value_or(-1));
    for (const QString &name : {state.servedModel, state.servedBy, state.requestId}) {
        if (!name.isEmpty())
            words += name;
    }
    return words.join(u' ');
}

static AnswerState readIn(const QByteArray &bytes, int dialect, bool stream, qsizetype piece)
{
    const Codec &codec = codecFor(static_cast<Dialect>(dialect));
    const std::unique_ptr<AnswerReader> reader
        = codec.reader(stream ? AnswerForm::Stream : AnswerForm::Whole);
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        reader->feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
    reader->end();
    return reader->state();
}

static const char openAiStream[]
    = R"(data: {"id":"chatcmpl-X","object":"chat.completion.chunk","model":"gpt-5-nano-2025-08-07","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null,"obfuscation":"WuQ"}

data: {"id":"chatcmpl-X","choices":[{"index":0,"delta":{"content":"Grüße"},"finish_reason":null}],"usage":null}

data: {"id":"chatcmpl-X","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

data: {"id":"chatcmpl-X","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":100,"total_tokens":112}}

data: [DONE]

)";
static const char anthropicStream[] = R"(event: message_start
data: {"type":"message_start","message":{"model":"claude-haiku-4-5-20251001","id":"msg_01","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":849,"cache_read_input_tokens":1,"output_tokens":10}}}

event: ping
data: {"type":"ping"}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

event: of_tomorrow
data: {"type":"of_tomorrow"}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":47}}

event: message_stop
data: {"type":"message_stop"}

)";
static const char geminiStream[]
    = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"},\"index\":0}],"
      "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":185},"
      "\"modelVersion\":\"gemini-3-pro\",\"responseId\":\"bH6L\"}\r\n\r\n"
      "data: "
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n";

void tst_Answers::reads_data()
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](Dialect dialect, bool stream, const char *name, const QByteArray &bytes,
                         const char *expected) {
        QTest::newRow(name) << static_cast<int>(dialect) << stream << bytes << QString::fromUtf8(expected);
    };
    constexpr auto O = Dialect::OpenAi;
    constexpr auto A = Dialect::Anthropic;
    constexpr auto G = Dialect::Gemini;
    row(O, true, "OpenAI's stream", openAiStream,
        "content stop complete 12/100 gpt-5-nano-2025-08-07 chatcmpl-X");
    row(O, true, "Groq tells usage beside the finish and its id apart",
        "data: "
        "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"x_groq\":{\"id\":\"req_01\"}}\n\n"
        "data: "
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":45,"
        "\"completion_tokens\":6}}\n\ndata: [DONE]\n\n",
        "content stop complete 45/6 req_01");
    row(O, true, "Perplexity counts in every chunk and closes without a marker",
        "data: "
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":"
        "1,\"completion_tokens\":1}}\n\n"
        "data: "
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"stop\"}],"
        "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":7}}\n\n",
        "content stop complete 1/7");
    row(O, true, "Azure begins with its filter results",
        "data: {\"choices\":[],\"id\":\"\",\"model\":\"\",\"prompt_filter_results\":[{}]}\n\ndata: "
        "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
        "content x");
    row(O, true, "DeepSeek keeps alive with comments and thinks aloud",
        ": keep-alive\n\n: keep-alive\n\ndata: "
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}],\"usage\":null}\n\n",
        "content");
    row(O, true, "Cerebras calls it reasoning",
        "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\n\n", "content");
    row(O, true, "Mistral calls tools without index, and all at once",
        "data: "
        "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[{\"id\":\"g\",\"function\":{\"name\":"
        "\"w\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n",
        "content tool_calls complete");
    row(O, true, "Together ends with eos",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"eos\"}]}\n\ndata: [DONE]\n\n",
        "content stop complete");
    row(O, true, "xAI leaves reasoning out of the count",
        "data: "
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":1,\"total_tokens\":303}}\n\n",
        "12/291");
    row(O, true, "OpenRouter fails in the middle",
        ": OPENROUTER PROCESSING\n\ndata: "
        "{\"id\":\"gen-a\",\"model\":\"openai/"
        "gpt-4o\",\"provider\":\"OpenAI\",\"error\":{\"code\":429,\"message\":\"Rate limit "
        "exceeded\"},\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n",
        "error error openai/gpt-4o OpenAI gen-a");
    row(O, true, "vLLM fails and says done all the same",
        "data: {\"error\":{\"message\":\"x\"}}\n\ndata: [DONE]\n\n", "error");
    row(O, true, "an error event of one's own name", "event: error\ndata: {\"reason\":\"x\"}\n\n", "error");
    row(O, true, "what follows the end is not read",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: "
        "[DONE]\n\ndata: {\"error\":{}}\n\n",
        "content stop complete");
    row(O, true, "a stream that closes in the middle",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n", "content");
    row(O, true, "pings and nothing else", ": ping\n\n: ping\n\n", "unreadable");
    row(O, true, "an error as plain body",
        "{\"code\":\"The service is currently unavailable\",\"error\":\"Timed out waiting for first token\"}",
        "error");
    row(O, true, "a server that does not stream",
        "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
        "content stop complete");
    row(O, true, "HTML", "<!doctype html><p>Log in", "unreadable");
    row(O, true, "garbage in an event", "data: {\"choices\":[\n\ndata: \xff\xfe\n\n", "unreadable");
    row(O, true, "choices of another type",
        "data: {\"choices\":7}\n\ndata: {\"choices\":[7,null]}\n\ndata: 5\n\n", "");
    row(O, true, "nothing", "", "unreadable");
    row(O, false, "OpenAI's body",
        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":"
        "\"length\"}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":1,\"total_tokens\":13}}",
        "content length complete 12/1 m c");
    row(O, false, "blank lines before a body", "\n\n  \n{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}",
        "content complete");
    row(O, false, "a text that is an array of pieces",
        "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}}]}",
        "content complete");
    row(O, false, "all spent on reasoning",
        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"length\"}],\"usage\":{"
        "\"completion_tokens\":16}}",
        "length complete -1/16");
    row(O, false, "no choice at all", "{\"choices\":[]}", "complete");
    row(O, false, "a flat error",
        "{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"code\":\"1300\"}", "error");
    row(O, false, "an error in an array", "[{\"error\":{\"code\":400}}]", "error");
    row(O, false, "half a body", "{\"choices\":[{\"message\":", "unreadable");
    row(O, false, "an object of something else", "{\"hello\":1}", "unreadable");
    row(A, true, "Anthropic's stream", anthropicStream,
        "content stop complete 850/47 claude-haiku-4-5-20251001 msg_01");
    row(A, true, "Anthropic is overloaded in the middle",
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\n\nevent: "
        "error\ndata: "
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        "error m");
    row(A, true, "a tool's arguments",
        "data: "
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}"
        "\n\n",
        "content");
    row(A, true, "an empty piece is no content",
        "data: "
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}"
        "\n\n",
        "");
    row(A, true, "a signature is no content",
        "data: "
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"x\"}}\n\n",
        "");
    row(A, true, "the start of a tool is",
        "data: {\"type\":\"content_block_start\",\"content_block\":{\"type\":\"tool_use\",\"input\":{}}}\n\n",
        "content");
    row(A, true, "a finish without message_stop ends with the close",
        "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}\n\n",
        "length complete");
    row(A, false, "Anthropic's body",
        "{\"type\":\"message\",\"id\":\"m\",\"model\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]"
        ",\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}",
        "content tool_calls complete 3/1 c m");
    row(A, false, "Anthropic's error",
        "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"},\"request_id\":\"req_1\"}", "error");
    row(G, true, "Gemini's stream ends with its connection", geminiStream,
        "content stop complete 9/190 gemini-3-pro bH6L");
    row(G, true, "Gemini without its finish",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n", "content");
    row(G, true, "Gemini refuses the prompt",
        "data: "
        "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}\n\n",
        "error 4/-1");
    row(G, true, "Gemini fails in the middle",
        "data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}\n\n", "error");
    row(G, true, "Gemini's stream as an array",
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"w\"}}]}}]},{\"candidates\":"
        "[{\"finishReason\":\"STOP\"}]}]",
        "content stop complete");
    row(G, false, "Gemini's filter is an end", "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}",
        "content_filter complete");
    row(G, false, "Gemini spends one token",
        "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"}]}",
        "length complete");
    row(G, false, "Gemini has no candidate", "{\"usageMetadata\":{\"promptTokenCount\":4}}", "complete 4/-1");
}

void tst_Answers::reads()
{
    QFETCH(int, dialect);
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QCOMPARE(summary(readIn(bytes, dialect, stream, std::max<qsizetype>(1, bytes.size()))), expected);
    QCOMPARE(summary(readIn(bytes, dialect, stream, 1)), expected);
    QCOMPARE(summary(readIn(bytes, dialect, stream, 7)), expected);
}

// Less than the whole may say less, never more, and never ends the program.
void tst_Answers::survivesACutAtEveryByte()
{
    QFETCH(int, dialect);
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    const AnswerState whole = readIn(bytes, dialect, stream, std::max<qsizetype>(1, bytes.size()));
    for (qsizetype length = 0; length < bytes.size(); ++length) {
        const AnswerState cut = readIn(bytes.left(length), dialect, stream, std::max<qsizetype>(1, length));
        QVERIFY(whole.content || !cut.content);
        QVERIFY(whole.readable || !cut.readable);
        QVERIFY(!cut.complete || cut.finished || !stream);
    }
}

QTEST_GUILESS_MAIN(tst_Answers)
#include "tst_answers.moc"
