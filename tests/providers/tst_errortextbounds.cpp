// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/errortext.h"

#include "errortextrows.h"
#include "tests/support/cputime.h"

#include <QTest>

#include <random>

using namespace Belay;

/// What no text may make readErrorText() do: fall over, take long, or repeat a key.
class tst_ErrorTextBounds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverRepeatsAKey_data();
    void neverRepeatsAKey();
    void survivesACutAtEveryByte_data();
    void survivesACutAtEveryByte();
    void survivesGarbage();
    void readsAMegabyteInTime_data();
    void readsAMegabyteInTime();
    void readsTheEndOfALongText();
};

constexpr WallTime Now {Milliseconds {1'795'953'600'000}}; // Sun, 29 Nov 2026 12:00:00 GMT

static std::vector<QByteArray> &collected()
{
    static std::vector<QByteArray> texts;
    return texts;
}

void addErrorTextRow(const char *, const QByteArray &text, const char *, const char *, int)
{
    collected().push_back(text);
}

static const std::vector<QByteArray> &allTexts()
{
    if (collected().empty()) {
        addProviderTexts();
        addLibraryTexts();
        addTransportTexts();
        addCurlTexts();
    }
    return collected();
}

static QString allThatIsTold(const ErrorReading &reading)
{
    QStringList told {reading.host, reading.target, reading.model, reading.what.message,
        reading.what.providerCode, reading.requestId, reading.servedBy, reading.gatewayCode};
    for (const auto &[name, value] : reading.headers)
        told << QString::fromUtf8(name) << QString::fromUtf8(value);
    for (const ToldAttempt &attempt : reading.attempts)
        told << attempt.target << attempt.note;
    return told.join(u'\n');
}

// Made up; each as its provider makes them.
static const std::vector<QByteArray> Keys {"sk-proj-Zq81mVx0Lw72nBd93KtYcR5e",
    "sk-ant-api03-Zq81mVx0Lw72nBd93KtYcR5e", "gsk_Zq81mVx0Lw72nBd93KtYcR5eZq81mVx0",
    "AIzaSyZq81mVx0Lw72nBd93KtYcR5e12345", "Zq81mVx0Lw72nBd93KtYcR5eZq81mVx0",
    "9f8e7d6c5b4a39281706f5e4d3c2b1a0"};

void tst_ErrorTextBounds::neverRepeatsAKey_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray &key : Keys) {
        const auto row = [&](const char *name, const QByteArray &text) {
            QTest::addRow("%s: %s", name, key.left(7).constData()) << text;
        };
        row("in a message",
            "HTTP/2 401\n\n{\"error\":{\"message\":\"Incorrect API key provided: " + key
                + ".\",\"code\":\"invalid_api_key\"}}");
        row("in a header of curl -v",
            "> GET /v1/models HTTP/2\n> Authorization: Bearer " + key + "\n> x-api-key: " + key
                + "\n< HTTP/2 401\n< x-debug: " + key + "\n<\n{\"error\":\"bad " + key + "\"}");
        row("in an address",
            "GET https://user:" + key + "@generativelanguage.googleapis.com/v1beta/models?key=" + key
                + "\nHTTP/1.1 403 Forbidden\n\nno");
        row("as a model, a code and a request",
            "Error code: 500 - {'error': {'message': 'x', 'code': '" + key + "'}, 'model': '" + key
                + "', 'request_id': '" + key + "'}");
        row("in a dictionary of headers",
            "AxiosError: Request failed with status code 401 { config: { headers: { Authorization: 'Bearer "
                + key + "' } }, response: { status: 401, headers: { 'x-echo': '" + key
                + "' }, data: { error: { message: '" + key + "' } } } }");
        row("in an answer of the gateway",
            "{\"error\":{\"message\":\"x\",\"code\":\"all_providers_failed\",\"belay\":{\"requestId\":\"01\","
            "\"attempts\":[{"
            "\"target\":\"openai/"
                + key + "\",\"outcome\":\"overloaded\",\"status\":503,\"note\":\"" + key + "\"}]}}}");
    }
}

void tst_ErrorTextBounds::neverRepeatsAKey()
{
    QFETCH(QByteArray, text);
    const ErrorReading reading = readErrorText(text, Now);
    QVERIFY(reading.recognised);
    const QString told = allThatIsTold(reading);
    for (const QByteArray &key : Keys) {
        // Not even a piece that would be enough to go on with.
        for (qsizetype at = 8; at + 14 <= key.size(); ++at)
            QVERIFY2(!told.contains(QString::fromLatin1(key.mid(at, 14))), qPrintable(told));
    }
}

void tst_ErrorTextBounds::survivesACutAtEveryByte_data()
{
    QTest::addColumn<QByteArray>("text");
    const std::vector<QByteArray> &texts = allTexts();
    for (size_t i = 0; i < texts.size(); i += 9)
        QTest::addRow("text %zu", i) << texts[i];
}

void tst_ErrorTextBounds::survivesACutAtEveryByte()
{
    QFETCH(QByteArray, text);
    const bool isGood = readErrorText(text, Now).what.outcome == Outcome::Ok;
    for (qsizetype length = 0; length < text.size(); length += 3) {
        for (const QByteArray &part : {text.left(length), text.mid(length)}) {
            const ErrorReading reading = readErrorText(part, Now);
            QVERIFY(isGood || reading.what.outcome != Outcome::Ok);
            QVERIFY(reading.what.message.toUtf8().size() <= 1024 + 64);
        }
    }
}

void tst_ErrorTextBounds::survivesGarbage()
{
    std::mt19937 random(20261129);
    const std::vector<QByteArray> &texts = allTexts();
    const QByteArray key = Keys.front();
    int recognised = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray text;
        for (int piece = 0; piece < 6; ++piece) {
            const QByteArray &from = texts[random() % texts.size()];
            text += from.mid(random() % static_cast<quint32>(from.size()), 200);
            text += random() % 4 == 0 ? QByteArray(" Bearer " + key + ' ') : QByteArray();
            for (int noise = 0; noise < 8; ++noise)
                text += static_cast<char>(random() % 256);
            if (!text.isEmpty() && random() % 3 == 0)
                text[random() % static_cast<quint32>(text.size())] = "{}[]\"'\\\n\x1b\0:"[random() % 11];
        }
        const ErrorReading reading = readErrorText(text, Now);
        recognised += reading.recognised ? 1 : 0;
        QVERIFY(!allThatIsTold(reading).contains(QString::fromLatin1(key.mid(8))));
    }
    QVERIFY(recognised > 200);
}

void tst_ErrorTextBounds::readsAMegabyteInTime_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("a log with errors in every line")
        << QByteArray("2026-11-29 10:22:33,120 ERROR https://api.openai.com/v1/chat/completions Error code: "
                      "429 - {'error': "
                      "{'message': 'Rate limit reached', 'code': 'rate_limit_exceeded'}}\n");
    QTest::newRow("a log of JSON") << QByteArray(
        "{\"level\":\"info\",\"time\":\"2026-11-29T10:22:33Z\",\"message\":\"request done\",\"ms\":412}\n");
    QTest::newRow("open braces") << QByteArray("{");
    QTest::newRow("objects that never end") << QByteArray("{\"a\":");
    QTest::newRow("quotes") << QByteArray("{\"");
    QTest::newRow("escapes of JSON") << QByteArray("{\\\"a\\\":\\\"\\\\n\\\"}");
    QTest::newRow("escapes of a terminal") << QByteArray("\x1b[31mx\x1b[0m");
    QTest::newRow("status lines") << QByteArray("HTTP/1.1 429 Too Many Requests\n\n");
    QTest::newRow("reasons") << QByteArray("503 Service Unavailable connection refused\n");
    QTest::newRow("addresses") << QByteArray("https://api.openai.com/v1/");
    QTest::newRow("one line") << QByteArray("error code ");
    QTest::newRow("zeros") << QByteArray("\0", 1);
    QTest::newRow("half of a character") << QByteArray("\xE2\x80");
}

void tst_ErrorTextBounds::readsAMegabyteInTime()
{
    QFETCH(QByteArray, piece);
    const QByteArray text = piece.repeated(LongestErrorText / piece.size());
    readErrorText(piece, Now); // what is built once
    const auto before = threadCpuTime();
    readErrorText(text, Now);
    const auto used = threadCpuTime() - before;
    qInfo("%lld ms", static_cast<long long>(used.count() / 1'000));
#ifdef __OPTIMIZE__
    constexpr std::chrono::milliseconds Most {50};
#else
    constexpr std::chrono::milliseconds Most {500};
#endif
    QVERIFY2(used < Most, qPrintable(QStringLiteral("%1 ms").arg(used.count() / 1'000)));
}

void tst_ErrorTextBounds::readsTheEndOfALongText()
{
    const QByteArray text = QByteArray("all is well\n").repeated(500'000)
        + "openai.RateLimitError: Error code: 429 - {'error': {'message': 'slow', 'code': "
          "'rate_limit_exceeded'}}\n";
    const ErrorReading reading = readErrorText(text, Now);
    QVERIFY(reading.cut);
    QVERIFY(reading.what.outcome == Outcome::RateLimited);
    QVERIFY(!readErrorText(text.right(4'000), Now).cut);
}

QTEST_GUILESS_MAIN(tst_ErrorTextBounds)
#include "tst_errortextbounds.moc"
