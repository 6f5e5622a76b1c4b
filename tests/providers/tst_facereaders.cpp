// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/facereaders.h"

#include <QTest>

using namespace Belay;

class tst_FaceReaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void survivesACutAtEveryByte_data() { reads_data(); }
    void survivesACutAtEveryByte();
    void readsAnAnswerThatIsRepeatedAtLength();
    void readsManyVectors();
};

enum class Route { Responses, Completions, Embeddings, TokenCount };

static std::unique_ptr<AnswerReader> readerOf(int route, bool stream)
{
    const AnswerForm form = stream ? AnswerForm::Stream : AnswerForm::Whole;
    switch (static_cast<Route>(route)) {
    case Route::Responses:
        return responsesReader(form);
    case Route::Completions:
        return completionsReader(form);
    case Route::TokenCount:
        return tokenCountReader();
    case Route::Embeddings:
        break;
    }
    return embeddingsReader();
}

static QString summary(AnswerReader &reader)
{
    reader.end();
    const AnswerState &state = reader.state();
    QStringList words {QString::fromLatin1(state.readable ? "" : "unreadable"),
        QString::fromLatin1(state.content ? "content" : ""), state.finishReason,
        QString::fromLatin1(state.complete ? "complete" : ""),
        QString::fromLatin1(state.error.isEmpty() ? "" : "error"), state.servedModel};
    if (state.tokensIn || state.tokensOut)
        words += QStringLiteral("%1/%2").arg(state.tokensIn.value_or(-1)).arg(state.tokensOut.value_or(-1));
    words.removeAll(QString());
    return words.join(u' ');
}

void tst_FaceReaders::reads_data()
{
    QTest::addColumn<int>("route");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, Route route, bool stream, const QByteArray &bytes,
                         const char *expected) {
        QTest::newRow(name) << static_cast<int>(route) << stream << bytes << QString::fromLatin1(expected);
    };
    const QByteArray created
        = "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\","
          "\"object\":\"response\",\"status\":\"in_progress\",\"error\":null,\"model\":\"m\",\"output\":[]}}"
          "\n\n";
    const QByteArray delta = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n";
    const QByteArray completed = "data: "
                                 "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
                                 "\"error\":null,\"model\":\"m\","
                                 "\"output\":[],\"usage\":{\"input_tokens\":10,\"output_tokens\":5}}}\n\n";
    row("a stream", Route::Responses, true, created + delta + completed, "content stop complete m 10/5");
    row("nothing yet", Route::Responses, true, created, "m");
    row("a cut one", Route::Responses, true, created + delta, "content m");
    row("an empty delta is no content", Route::Responses, true,
        created + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"\"}\n\n", "m");
    row("a call begins", Route::Responses, true,
        created
            + "data: "
              "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\",\"arguments\":"
              "\"\"}}\n\n",
        "content m");
    row("a message begins: no content yet", Route::Responses, true,
        created
            + "data: "
              "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\",\"content\":[]}}\n\n",
        "m");
    row("quota, nested, after a 200", Route::Responses, true,
        created
            + "event: error\ndata: "
              "{\"type\":\"error\",\"sequence_number\":2,\"error\":{\"code\":\"insufficient_quota\"}}\n\n"
              "data: "
              "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":"
              "\"insufficient_quota\"}}}\n\n",
        "error m");
    row("a failure alone", Route::Responses, true,
        created
            + "data: "
              "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":"
              "\"server_error\"}}}\n\n",
        "error m");
    row("too long", Route::Responses, true,
        created + delta
            + "data: "
              "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_"
              "details\":{\"reason\":\"max_output_tokens\"}}}\n\n",
        "content length complete m");
    row("an event of tomorrow, a keep-alive, garbage", Route::Responses, true,
        created
            + "data: {\"type\":\"keepalive\"}\n\ndata: {\"type\":\"response.new\"}\n\ndata: {{{\n\ndata: "
              "7\n\n"
            + delta + completed,
        "content stop complete m 10/5");
    row("whole, a call", Route::Responses, false,
        R"({"object":"response","status":"completed","error":null,"model":"m","output":[{"type":"function_call","name":"f"}],"usage":{"input_tokens":1,"output_tokens":2}})",
        "content tool_calls complete m 1/2");
    row("whole, text", Route::Responses, false,
        R"({"object":"response","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]})",
        "content stop complete m");
    row("whole, empty", Route::Responses, false, R"({"object":"response","status":"completed","output":[]})",
        "stop complete");
    row("whole, filtered", Route::Responses, false,
        R"({"object":"response","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]})",
        "content_filter complete");
    row("whole, failed", Route::Responses, false,
        R"({"object":"response","status":"failed","error":{"code":"server_error"}})", "error");
    row("an error in a 200", Route::Responses, false, R"({"error":{"message":"x"}})", "error");
    row("something else", Route::Responses, false, R"({"a":1})", "unreadable");
    row("a page", Route::Responses, true, "<html></html>", "unreadable");
    row("older completions", Route::Completions, true,
        "data: "
        "{\"object\":\"text_completion\",\"model\":\"m\",\"choices\":[{\"text\":\"Hi\",\"finish_reason\":"
        "null}]}\n\n"
        "data: "
        "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,"
        "\"completion_tokens\":2}}\n\ndata: [DONE]\n\n",
        "content stop complete m 1/2");
    row("older completions, whole", Route::Completions, false,
        R"({"model":"m","choices":[{"text":"Hi","finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})",
        "content length complete m 1/2");
    row("vectors", Route::Embeddings, false,
        R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-2e-3]}],"model":"m","usage":{"prompt_tokens":8,"total_tokens":8}})",
        "content complete m 8/-1");
    row("vectors in base64", Route::Embeddings, false, R"({"data":[{"embedding":"AAAA"}],"model":"m"})",
        "content complete m");
    row("no vectors", Route::Embeddings, false, R"({"data":[],"model":"m"})", "complete m");
    row("an error for vectors", Route::Embeddings, false, R"({"error":{"message":"x"}})", "error");
    row("an error in an array", Route::Embeddings, false, R"([{"error":{"message":"x"}}])", "error");
    row("half a vector", Route::Embeddings, false, R"({"data":[{"embedding":[0.1,)", "unreadable");
    row("a count of tokens", Route::TokenCount, false, R"({"input_tokens":12})", "content complete");
    row("a count without a number", Route::TokenCount, false, R"({"input_tokens":null})", "unreadable");
    row("an error for a count", Route::TokenCount, false,
        R"({"type":"error","error":{"type":"overloaded_error","message":"x"}})", "error");
    row("a nest", Route::Embeddings, false, QByteArray(100, '['), "unreadable");
}

void tst_FaceReaders::reads()
{
    QFETCH(int, route);
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const auto reader = readerOf(route, stream);
    reader->feed(bytes);
    QCOMPARE(summary(*reader), expected);
}

void tst_FaceReaders::survivesACutAtEveryByte()
{
    QFETCH(int, route);
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const auto slow = readerOf(route, stream);
    for (const char &byte : bytes)
        slow->feed(QByteArrayView(&byte, 1));
    QCOMPARE(summary(*slow), expected);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        const auto reader = readerOf(route, stream);
        reader->feed(QByteArrayView(bytes).first(cut));
        reader->feed(QByteArrayView(bytes).sliced(cut));
        QCOMPARE(summary(*reader), expected);
    }
}

void tst_FaceReaders::readsAnAnswerThatIsRepeatedAtLength()
{
    const auto reader = responsesReader(AnswerForm::Stream);
    reader->feed(
        "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":"
        "\"image_generation_call\",\"result\":\"");
    const QByteArray piece(1024 * 1024, 'A');
    for (int i = 0; i < 8; ++i)
        reader->feed(piece);
    reader->feed("\"}]}}\n\n");
    QCOMPARE(summary(*reader), QStringLiteral("content stop complete"));
}

void tst_FaceReaders::readsManyVectors()
{
    QByteArray numbers = "0.123456789";
    for (int i = 0; i < 3071; ++i)
        numbers += ",-0.123456789";
    const QByteArray vector = ",{\"embedding\":[" + numbers + "]}";
    const auto reader = embeddingsReader();
    reader->feed("{\"data\":[{\"embedding\":[0]}");
    for (int i = 0; i < 100; ++i)
        reader->feed(vector);
    reader->feed("],\"model\":\"m\",\"usage\":{\"prompt_tokens\":8}}");
    QCOMPARE(summary(*reader), QStringLiteral("content complete m 8/-1"));
}

QTEST_GUILESS_MAIN(tst_FaceReaders)
#include "tst_facereaders.moc"
