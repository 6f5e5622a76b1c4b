// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/messagestarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Belay;
using namespace Belay::Test;

static const MessagesTarget face;

class tst_MessagesDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsStreams_data();
    void readsStreams();
    void readsBodies_data();
    void readsBodies();
    void readsAnyCut_data() { readsStreams_data(); }
    void readsAnyCut();
    void readsAnyCutOfABody();
    void endsQuietlyOnGarbage();
    void readsALongStreamInOneGo();
};

static QByteArray sse(const QByteArrayList &events)
{
    QByteArray bytes;
    for (const QByteArray &event : events)
        bytes += "event: " + event.mid(9, event.indexOf('"', 9) - 9) + "\ndata: " + event + "\n\n";
    return bytes;
}

static const char start[]
    = R"({"type":"message_start","message":{"model":"claude-haiku-4-5-20251001","id":"msg_01","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":849,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":1}}})";
static const char stop[] = R"({"type":"message_stop"})";
static const char started[] = "started msg_01 claude-haiku-4-5-20251001";
static const char firstUsage[] = "usage in 969 out 1 cached 100 written 20 reasoning -";

static QByteArray delta(
    const char *reason, const char *more = "", const char *usage = R"({"output_tokens":47})")
{
    return QByteArray(R"({"type":"message_delta","delta":{"stop_reason":)") + reason + more + R"(},"usage":)"
        + usage + '}';
}

void tst_MessagesDecoder::readsStreams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArrayList &events, QStringList expected) {
        QTest::newRow(name) << sse(events) << expected;
    };
    const QString head = QString::fromLatin1(started);
    const QString first = QString::fromLatin1(firstUsage);
    const QString usage = QStringLiteral("usage in 969 out 47 cached 100 written 20 reasoning -");
    const QString done = QStringLiteral("completed");

    row("text, a ping and an event of tomorrow",
        {start, R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
            R"({"type":"ping"})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Gr\u00fc\u00dfe "}})",
            R"({"type":"of_tomorrow","index":0})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"🎈"}})",
            R"({"type":"content_block_stop","index":0})", delta(R"("end_turn")"), stop},
        {head, first, QStringLiteral("ping"), QStringLiteral("text Grüße 🎈"), usage,
            QStringLiteral("finished stop"), done});
    row("thinking is signed at its end, and citations are no text",
        {start,
            R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Eq"}})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Q="}})",
            R"({"type":"content_block_stop","index":0})",
            R"({"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}})",
            R"({"type":"content_block_stop","index":1})",
            R"({"type":"content_block_start","index":2,"content_block":{"type":"text","text":"So"}})",
            R"({"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"cited_text":"no"}}})",
            R"({"type":"content_block_stop","index":2})", delta(R"("end_turn")"), stop},
        {head, first, QStringLiteral("thinks Hm"), QStringLiteral("signed anthropic EqQ="),
            QStringLiteral("text So"), usage, QStringLiteral("finished stop"), done});
    row("tool calls are counted apart from blocks; one has its input at the start, one has none",
        {start, R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
            R"({"type":"content_block_stop","index":0})",
            R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_a","name":"f","input":{}}})",
            R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}})",
            R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}})",
            R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":": 1}"}})",
            R"({"type":"content_block_stop","index":1})",
            R"({"type":"content_block_start","index":2,"content_block":{"type":"server_tool_use","id":"srv","name":"web_search","input":{}}})",
            R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}})",
            R"({"type":"content_block_stop","index":2})",
            R"({"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_b","name":"g","input":{"b":[1]}}})",
            R"({"type":"content_block_stop","index":3})",
            R"({"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_c","name":"h","input":{}}})",
            R"({"type":"content_block_stop","index":4})", delta(R"("tool_use")"), stop},
        {head, first, QStringLiteral("call 0 toolu_a f"), QStringLiteral("arguments 0 {\"a\": 1}"),
            QStringLiteral("call 1 toolu_b g"), QStringLiteral("arguments 1 {\"b\":[1]}"),
            QStringLiteral("call 2 toolu_c h"), QStringLiteral("arguments 2 {}"), usage,
            QStringLiteral("finished tool-calls"), done});
    row("several deltas of the message: counts replace, and what is left out stays",
        {start, delta("null", "", R"({"output_tokens":5})"),
            delta(R"("stop_sequence")", R"(,"stop_sequence":"END")",
                R"({"input_tokens":900,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}})"),
            stop},
        {head, first, QStringLiteral("usage in 969 out 5 cached 100 written 20 reasoning -"),
            QStringLiteral("usage in 1020 out 9 cached 100 written 20 reasoning 4"),
            QStringLiteral("finished stop-sequence END"), done});
    row("a refusal tells why",
        {start, delta(R"("refusal")", R"(,"stop_details":{"type":"refusal","explanation":"No."})"), stop},
        {head, first, usage, QStringLiteral("refuses No."), QStringLiteral("finished content-filter"), done});
    const std::pair<const char *, const char *> reasons[] = {{"max_tokens", "length"},
        {"model_context_window_exceeded", "length"}, {"pause_turn", "stop"}, {"of_tomorrow", "stop"}};
    for (const auto &[reason, word] : reasons) {
        row(reason, {start, delta(QByteArray("\"" + QByteArray(reason) + "\"").constData()), stop},
            {head, first, usage, QStringLiteral("finished ") + QLatin1StringView(word), done});
    }
    row("closed after the reason", {start, delta(R"("end_turn")")},
        {head, first, usage, QStringLiteral("finished stop"), done});
    row("closed before the reason is a cut",
        {start, R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":"a"}})"},
        {head, first, QStringLiteral("text a")});
    row("nothing after an error",
        {start, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})",
            delta(R"("end_turn")"), stop},
        {head, first});
    row("nothing after the end", {start, delta(R"("end_turn")"), stop, R"({"type":"ping"})", start},
        {head, first, usage, QStringLiteral("finished stop"), done});
    row("fields of the wrong type are none",
        {R"({"type":"message_start","message":{"id":7,"model":null,"usage":[1]}})",
            R"({"type":"content_block_start","index":"x","content_block":3})",
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lost"}})",
            R"({"type":"content_block_stop"})",
            R"({"type":"message_delta","delta":null,"usage":{"output_tokens":-4}})", "[]", "7"},
        {QStringLiteral("started  "), QStringLiteral("usage in - out - cached - written - reasoning -")});
}

void tst_MessagesDecoder::readsStreams()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    QCOMPARE(decoded(face, true, {bytes}), expected);
}

static QByteArray body(const char *content, const char *rest)
{
    return QByteArray(R"({"id":"msg_01","type":"message","role":"assistant","model":"m","content":)")
        + content + R"(,"usage":{"input_tokens":9,"output_tokens":47},)" + rest + '}';
}

void tst_MessagesDecoder::readsBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    const QString head = QStringLiteral("started msg_01 m");
    const QString usage = QStringLiteral("usage in 9 out 47 cached - written - reasoning -");
    QTest::newRow("all that there is") << body(
        R"([{"type":"thinking","thinking":"Hm","signature":"Eq"},{"type":"text","text":"Hi"},{"type":"web_search_tool_result","content":[]},{"type":"text","text":" you"},{"type":"tool_use","id":"t","name":"f","input":{"b":1,"a":2}},{"type":"tool_use","id":"u","name":"g","input":{}}])",
        R"("stop_reason":"tool_use","stop_sequence":null)")
                                       << QStringList {head, usage, QStringLiteral("thinks Hm"),
                                              QStringLiteral("signed anthropic Eq"),
                                              QStringLiteral("text Hi you"), QStringLiteral("call 0 t f"),
                                              QStringLiteral("arguments 0 {\"b\":1,\"a\":2}"),
                                              QStringLiteral("call 1 u g"), QStringLiteral("arguments 1 {}"),
                                              QStringLiteral("finished tool-calls"),
                                              QStringLiteral("completed")};
    QTest::newRow("no reason is a stop")
        << body("[]", R"("stop_reason":null)")
        << QStringList {head, usage, QStringLiteral("finished stop"), QStringLiteral("completed")};
    QTest::newRow("an error") << QByteArray(R"({"type":"error","error":{"type":"api_error","message":"x"}})")
                              << QStringList();
    QTest::newRow("no list of blocks") << body("null", R"("stop_reason":"end_turn")") << QStringList();
    QTest::newRow("a page") << QByteArray("<html>busy</html>") << QStringList();
    QTest::newRow("half a body") << body("[]", R"("stop_reason":null)").chopped(1) << QStringList();
}

void tst_MessagesDecoder::readsBodies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    QCOMPARE(decoded(face, false, {bytes}), expected);
    QCOMPARE(decoded(face, true, {bytes}), expected); // a server that cannot stream
}

void tst_MessagesDecoder::readsAnyCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    if (expected.size() < 7)
        return; // the same events as in the richer ones, and each byte costs a whole reading
    QCOMPARE(cutsThatDiffer(face, true, bytes), QStringList());
}

void tst_MessagesDecoder::readsAnyCutOfABody()
{
    const QByteArray bytes = body(R"([{"type":"text","text":"Grüße"}])", R"("stop_reason":"end_turn")");
    QCOMPARE(cutsThatDiffer(face, false, bytes), QStringList());
}

void tst_MessagesDecoder::endsQuietlyOnGarbage()
{
    QRandomGenerator random(4711);
    const QByteArray good = sse({start, delta(R"("end_turn")"), stop});
    for (int round = 0; round < 600; ++round) {
        QByteArray bytes = good;
        for (int i = 0; i < 12; ++i)
            bytes[static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size())))]
                = static_cast<char>(random.bounded(256));
        const QStringList words = decoded(face, round % 2 == 0, {bytes});
        QVERIFY(words.filter(QStringLiteral("completed")).size() <= 1);
        QVERIFY(
            words.indexOf(QStringLiteral("completed")) == -1 || words.endsWith(QStringLiteral("completed")));
    }
}

void tst_MessagesDecoder::readsALongStreamInOneGo()
{
    constexpr int Pieces = 15'000;
    QByteArray bytes = sse(
        {start, R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"});
    const QByteArray one
        = sse({R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ab"}})"});
    bytes.reserve(bytes.size() + one.size() * Pieces + 1000);
    for (int i = 0; i < Pieces; ++i)
        bytes += one;
    bytes += sse({delta(R"("end_turn")"), stop});
    const QStringList words = decoded(face, true, {bytes});
    QCOMPARE(words.last(), QStringLiteral("completed"));
    QCOMPARE(words.at(2).size(), Pieces * 2 + 5);
}

QTEST_GUILESS_MAIN(tst_MessagesDecoder)
#include "tst_messagesdecoder.moc"
