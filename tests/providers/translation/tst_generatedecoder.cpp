// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/translation/generatetarget.h"
#include "tests/providers/translation/answerwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Belay;
using namespace Belay::Test;

static const GenerateTarget face;

class tst_GenerateDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void readsAnyCut_data() { reads_data(); }
    void readsAnyCut();
    void mapsReasons_data();
    void mapsReasons();
    void makesIdsThatDifferBetweenAnswers();
    void endsQuietlyOnGarbage();
};

static QByteArray chunk(const char *parts, const char *more = "")
{
    return QByteArray(R"({"candidates":[{"content":{"parts":)") + parts + R"(,"role":"model"},"index":0)"
        + more + R"(}],"modelVersion":"gemini-3-pro","responseId":"bH6L_x-1"})";
}

static QByteArray sse(const QByteArrayList &chunks)
{
    QByteArray bytes;
    for (const QByteArray &one : chunks)
        bytes += "data: " + one + "\r\n\r\n";
    return bytes;
}

void tst_GenerateDecoder::reads_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArrayList &chunks, const QStringList &expected) {
        QTest::newRow(name) << true << sse(chunks) << expected;
    };
    const QString head = QStringLiteral("started bH6L_x-1 gemini-3-pro");
    const QString stop = QStringLiteral("finished stop");
    const QString done = QStringLiteral("completed");

    row("thoughts, text, and the usage of the last chunk",
        {chunk(R"([{"text":"Hm","thought":true}])"), chunk(R"([{"text":"There are "}])"),
            R"({"candidates":[{"content":{"parts":[{"text":"**3** ü"}]}}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":185}})",
            R"({"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"s"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":7,"thoughtsTokenCount":185,"cachedContentTokenCount":4,"totalTokenCount":201}})"},
        {head, QStringLiteral("thinks Hm"), QStringLiteral("text There are **3** ü"),
            QStringLiteral("usage in 9 out 192 cached 4 written - reasoning 185"), stop, done});
    row("calls have signatures, ids of their own or made ones, and end as calls",
        {chunk(
             R"([{"functionCall":{"name":"f","args":{"z":1,"a":"ü"}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"g","id":"own"}}])"),
            chunk(R"([{"text":"", "thoughtSignature":"x"}])", R"(,"finishReason":"STOP")")},
        {head, QStringLiteral("signed gemini c2ln"), QStringLiteral("call 0 call_bH6L_x-1_0 f"),
            QStringLiteral("arguments 0 {\"z\":1,\"a\":\"ü\"}"), QStringLiteral("call 1 own g"),
            QStringLiteral("arguments 1 {}"), QStringLiteral("finished tool-calls"), done});
    row("what runs at the provider is left out",
        {chunk(
            R"([{"executableCode":{"code":"1"}},{"codeExecutionResult":{"output":"1"}},{"inlineData":{"mimeType":"image/png","data":"AA"}},{"text":"a"}])",
            R"(,"finishReason":"STOP")")},
        {head, QStringLiteral("text a"), stop, done});
    row("later chunks may bring usage only",
        {chunk(R"([{"text":"a"}])", R"(,"finishReason":"STOP")"),
            R"({"usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":1}})"},
        {head, QStringLiteral("text a"), QStringLiteral("usage in 2 out 1 cached - written - reasoning -"),
            stop, done});
    row("a refused prompt",
        {R"({"promptFeedback":{"blockReason":"SAFETY"},"modelVersion":"m","responseId":"r"})"},
        {QStringLiteral("started r m"), QStringLiteral("finished content-filter"), done});
    row("closed without a reason is a cut", {chunk(R"([{"text":"a"}])")}, {head, QStringLiteral("text a")});
    row("nothing after an error",
        {chunk(R"([{"text":"a"}])"), R"({"error":{"code":503,"message":"x","status":"UNAVAILABLE"}})",
            chunk("[]", R"(,"finishReason":"STOP")")},
        {head, QStringLiteral("text a")});
    row("fields of the wrong type are none",
        {R"({"candidates":7})", R"({"candidates":[3],"usageMetadata":"x"})",
            R"({"candidates":[{"content":{"parts":[null,{"text":4},{"functionCall":"x"}]},"finishReason":1}]})"},
        {QStringLiteral("started  ")});
    QTest::newRow("a stream that is one array of chunks") << true
                                                          << '[' + chunk(R"([{"text":"a"}])") + ",\n"
            + chunk(R"([{"text":"b"}])", R"(,"finishReason":"STOP")")
            + ']' << QStringList {head, QStringLiteral("text ab"), stop, done};
    QTest::newRow("a whole answer") << false
                                    << chunk(R"([{"text":"a"},{"functionCall":{"name":"f","args":{}}}])",
                                           R"(,"finishReason":"STOP")")
                                    << QStringList {head, QStringLiteral("text a"),
                                           QStringLiteral("call 0 call_bH6L_x-1_0 f"),
                                           QStringLiteral("arguments 0 {}"),
                                           QStringLiteral("finished tool-calls"), done};
    QTest::newRow("an error in an array of one")
        << false << QByteArray(R"([{"error":{"code":400}}])") << QStringList();
    QTest::newRow("a page") << true << QByteArray("<html></html>") << QStringList();
}

void tst_GenerateDecoder::reads()
{
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    QCOMPARE(decoded(face, stream, {bytes}), expected);
}

void tst_GenerateDecoder::readsAnyCut()
{
    QFETCH(bool, stream);
    QFETCH(QByteArray, bytes);
    if (QByteArray(QTest::currentDataTag()).startsWith("fields"))
        return; // its ids are made anew each time
    QCOMPARE(cutsThatDiffer(face, stream, bytes), QStringList());
}

void tst_GenerateDecoder::mapsReasons_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("expected");
    for (const char *filter : {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
             "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"})
        QTest::newRow(filter) << QByteArray(filter) << QStringLiteral("finished content-filter");
    for (const char *failure : {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"})
        QTest::newRow(failure) << QByteArray(failure) << QString();
    for (const char *end :
        {"STOP", "LANGUAGE", "OTHER", "NO_IMAGE", "IMAGE_OTHER", "FINISH_REASON_UNSPECIFIED", "OF_TOMORROW"})
        QTest::newRow(end) << QByteArray(end) << QStringLiteral("finished stop");
    QTest::newRow("MAX_TOKENS") << QByteArray("MAX_TOKENS") << QStringLiteral("finished length");
}

void tst_GenerateDecoder::mapsReasons()
{
    QFETCH(QByteArray, reason);
    QFETCH(QString, expected);
    const QByteArray end = R"(,"finishReason":")" + reason + '"';
    const QByteArray bytes = chunk(R"([{"text":"a"}])", end.constData());
    const QStringList words = decoded(face, true, {sse({bytes})});
    QCOMPARE(words.value(2), expected);
    QCOMPARE(words.value(3), expected.isEmpty() ? QString() : QStringLiteral("completed"));
}

void tst_GenerateDecoder::makesIdsThatDifferBetweenAnswers()
{
    const QByteArray bytes
        = R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]})";
    const QString one = decoded(face, false, {bytes}).value(1);
    const QString other = decoded(face, false, {bytes}).value(1);
    QVERIFY(one.startsWith(u"call 0 call_"));
    QVERIFY(one != other);
}

void tst_GenerateDecoder::endsQuietlyOnGarbage()
{
    QRandomGenerator random(815);
    const QByteArray good = sse({chunk(R"([{"functionCall":{"name":"f","args":{"a":[1,2]}}}])"),
        chunk(R"([{"text":"a"}])", R"(,"finishReason":"STOP")")});
    for (int round = 0; round < 600; ++round) {
        QByteArray bytes = good;
        for (int i = 0; i < 8; ++i)
            bytes[static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size())))]
                = static_cast<char>(random.bounded(256));
        const QStringList words = decoded(face, round % 2 == 0, {bytes});
        const qsizetype at = words.indexOf(QStringLiteral("completed"));
        QVERIFY(at == -1 || at == words.size() - 1);
    }
}

QTEST_GUILESS_MAIN(tst_GenerateDecoder)
#include "tst_generatedecoder.moc"
