// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/classifier.h"
#include "core/providers/retryhint.h"

#include <QTest>

using namespace Belay;

class tst_RetryHint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDurations_data();
    void readsDurations();
    void takesTheBestHint_data();
    void takesTheBestHint();
};

void tst_RetryHint::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("expected"); // ms; -1 for none
    const auto row = [](const char *text, int expected) {
        QTest::newRow(text[0] ? text : "nothing") << QString::fromLatin1(text) << expected;
    };
    row("120ms", 120);
    row("7.66s", 7'660);
    row("6m0s", 360'000);
    row("2m59.56s", 179'560);
    row("1h2m3.5s", 3'723'500);
    row("1h", 3'600'000);
    row("34.4s", 34'400);
    row("11.382867", 11'383);
    row("24", 24'000);
    row("0s", 0);
    row("0.4ms", 1);
    row("-5s", -1);
    row("5 s", -1);
    row("5x", -1);
    row("s", -1);
    row("1e9", -1);
    row("99999999h", -1);
    row("", -1);
}

void tst_RetryHint::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(durationOf(text).value_or(Milliseconds(-1)).count()), expected);
}

void tst_RetryHint::takesTheBestHint_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("headers"); // name: value, one a line
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("expected");
    const auto row
        = [](const char *name, const char *kind, const char *headers, const char *body, int expected) {
              QTest::newRow(name) << QString::fromLatin1(kind) << QByteArray(headers) << QByteArray(body)
                                  << expected;
          };
    row("no hint", "openai", "", "{}", -1);
    row("milliseconds before seconds", "openai", "retry-after: 9\nRetry-After-Ms: 1500.2", "{}", 1'501);
    row("Azure's milliseconds", "azure-openai", "x-ms-retry-after-ms: 250\nretry-after: 1", "{}", 250);
    row("seconds", "anthropic", "Retry-After: 12", "{}", 12'000);
    row("seconds with a fraction", "openai", "retry-after: 0.5", "{}", 500);
    row("a date", "openai", "retry-after: Sun, 22 Nov 2026 12:01:30 GMT", "{}", 90'000);
    row("a date that has passed", "openai", "retry-after: Sun, 22 Nov 2026 11:00:00 GMT", "{}", -1);
    row("less than nothing", "openai", "retry-after: -3", "{}", -1);
    row("nonsense", "openai", "retry-after: soon\nretry-after-ms: nan", "{}", -1);
    row("more than a year", "openai", "retry-after: 99999999999", "{}", -1);
    row("Gemini's field", "gemini", "",
        R"({"error":{"code":429,"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}})",
        34'400);
    row("OpenRouter's field", "openrouter", "",
        R"({"error":{"availability":{"code":"capacity_exhausted","retry_after":7}}})", 7'000);
    row("the header before the body", "gemini", "retry-after: 1",
        R"({"error":{"details":[{"retryDelay":"34.4s"}]}})", 1'000);
    row("OpenAI's sentence", "openai", "",
        R"({"error":{"message":"Limit 3, Used 3. Please try again in 1.2s. Visit"}})", 1'200);
    row("Groq's sentence", "groq", "", R"({"error":{"message":"Please try again in 6m0s. Need more"}})",
        360'000);
    row("in milliseconds", "openai", "", R"({"error":{"message":"Please try again in 20ms."}})", 20);
    row("Azure's sentence", "azure-openai", "",
        R"({"error":{"message":"Please retry after 24 seconds. To increase"}})", 24'000);
    row("Gemini's sentence", "gemini", "", R"({"error":{"message":"Please retry in 30.5s."}})", 30'500);
    row("a sentence without a time", "openai", "", R"({"error":{"message":"Please try again in a while."}})",
        -1);
    row("OpenAI's limit that is used up", "openai",
        "x-ratelimit-remaining-requests: 0\nx-ratelimit-reset-requests: 6m0s\nx-ratelimit-remaining-tokens: "
        "100\nx-ratelimit-reset-tokens: 9h",
        "{}", 360'000);
    row("both are used up: the longer", "groq",
        "x-ratelimit-remaining-requests: 0\nx-ratelimit-reset-requests: "
        "2m59.56s\nx-ratelimit-remaining-tokens: 0\nx-ratelimit-reset-tokens: 7.66s",
        "{}", 179'560);
    row("nothing is used up", "openai", "x-ratelimit-remaining-requests: 3\nx-ratelimit-reset-requests: 6m0s",
        "{}", -1);
    row("Anthropic's instant", "anthropic",
        "anthropic-ratelimit-tokens-remaining: 0\nanthropic-ratelimit-tokens-reset: 2026-11-22T12:00:21Z",
        "{}", 21'000);
    row("Cerebras' seconds", "cerebras",
        "x-ratelimit-remaining-tokens-minute: 0\nx-ratelimit-reset-tokens-minute: 11.382867", "{}", 11'383);
    row("OpenRouter's milliseconds since 1970", "openrouter",
        "X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1795348860000", "{}", 60'000);
    row("Together's seconds", "together", "x-ratelimit-remaining: 0\nx-ratelimit-reset: 4", "{}", 4'000);
    row("Mistral tells no reset", "mistral", "x-ratelimit-remaining-req-minute: 0", "{}", -1);
    row("headers of another family", "gemini",
        "x-ratelimit-remaining-requests: 0\nx-ratelimit-reset-requests: 6m0s", "{}", -1);
}

void tst_RetryHint::takesTheBestHint()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(int, expected);
    Ending ending;
    ending.kind = *enumFromString<ProviderKindId>(kind);
    ending.purpose = RequestPurpose::Traffic;
    ending.head.status = 429;
    ending.body = body;
    ending.now = *wallTimeFromIso(QStringLiteral("2026-11-22T12:00:00.000Z"));
    for (const QByteArray &line : headers.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            ending.head.headers.emplace_back(line.left(colon), line.mid(colon + 1));
    }
    const Classification result = classify(ending);
    QCOMPARE(toString(result.outcome), QStringLiteral("rate-limited"));
    QCOMPARE(static_cast<int>(result.retryAfter.value_or(Milliseconds(-1)).count()), expected);
}

QTEST_GUILESS_MAIN(tst_RetryHint)
#include "tst_retryhint.moc"
