// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ratelimits.h"

#include <QTest>

using namespace Belay;

class tst_RateLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEachFamily_data();
    void readsEachFamily();
    void tellsTheTightestLimit_data();
    void tellsTheTightestLimit();
    void bytesThatAreNoNumbersTellNothing();
};

static const WallTime Now = *wallTimeFromIso(QStringLiteral("2026-11-22T12:00:00.000Z"));

static HttpHeaders headersOf(const QByteArray &text)
{
    HttpHeaders headers;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        headers.emplace_back(line.left(colon), line.mid(colon + 1));
    }
    return headers;
}

/// `requests 0/60 12:00:05`, one a limit.
static QString told(const std::vector<RateLimit> &limits)
{
    const auto count = [](const std::optional<double> &value) {
        return value ? QString::number(*value, 'f', 0) : QStringLiteral("?");
    };
    QStringList texts;
    for (const RateLimit &limit : limits)
        texts << limit.window + u' ' + count(limit.remaining) + u'/' + count(limit.limit)
                + (limit.resetsAt ? QString(u' ' + toIsoString(*limit.resetsAt).mid(11, 8)) : QString());
    return texts.join(QStringLiteral(", "));
}

void tst_RateLimits::readsEachFamily_data()
{
    QTest::addColumn<RateLimitFamily>("family");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, RateLimitFamily family, const char *headers, const char *expected) {
        QTest::newRow(name) << family << QByteArray(headers) << QString::fromLatin1(expected);
    };
    row("none", RateLimitFamily::OpenAi, "content-type: application/json\nx-request-id: 1", "");
    row("a family that tells none", RateLimitFamily::None, "x-ratelimit-limit-requests: 500", "");
    row("OpenAI", RateLimitFamily::OpenAi,
        "x-ratelimit-limit-requests: 500\nx-ratelimit-limit-tokens: 200000\n"
        "x-ratelimit-remaining-requests: 499\nx-ratelimit-remaining-tokens: 0\n"
        "x-ratelimit-reset-requests: 120ms\nx-ratelimit-reset-tokens: 6m0s",
        "requests 499/500 12:00:00, tokens 0/200000 12:06:00");
    row("Anthropic", RateLimitFamily::Anthropic,
        "anthropic-ratelimit-input-tokens-limit: 50000\nanthropic-ratelimit-input-tokens-remaining: 49000\n"
        "anthropic-ratelimit-input-tokens-reset: 2026-11-22T12:00:30Z\nretry-after: 5",
        "input-tokens 49000/50000 12:00:30");
    row("Cerebras", RateLimitFamily::Cerebras,
        "x-ratelimit-limit-tokens-minute: 60000\nx-ratelimit-remaining-tokens-minute: 10\n"
        "x-ratelimit-reset-tokens-minute: 11.382867",
        "tokens-minute 10/60000 12:00:11");
    row("Mistral tells no reset", RateLimitFamily::Mistral,
        "x-ratelimit-limit-req-minute: 60\nx-ratelimit-remaining-req-minute: 59\n"
        "x-ratelimit-tokens-query-cost: 2804",
        "req-minute 59/60");
    row("Together", RateLimitFamily::Together,
        "x-ratelimit-limit: 10\nx-ratelimit-remaining: 9\nx-ratelimit-reset: 1\nx-tokenlimit-limit: 3000\n"
        "x-tokenlimit-remaining: 2999",
        "requests 9/10 12:00:01, tokens 2999/3000");
    row("OpenRouter's time is in milliseconds", RateLimitFamily::OpenRouter,
        "X-RateLimit-Limit: 20\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1795348860000",
        "requests 0/20 12:01:00");
    row("a limit without what remains", RateLimitFamily::OpenAi, "x-ratelimit-limit-requests: 500",
        "requests ?/500");
    row("a reset that has passed", RateLimitFamily::Anthropic,
        "anthropic-ratelimit-tokens-remaining: 1\nanthropic-ratelimit-tokens-reset: 2026-11-22T11:00:00Z",
        "tokens 1/?");
    row("a reset alone is no limit", RateLimitFamily::OpenAi, "x-ratelimit-reset-requests: 1s", "");
}

void tst_RateLimits::readsEachFamily()
{
    QFETCH(RateLimitFamily, family);
    QFETCH(QByteArray, headers);
    QTEST(told(rateLimitsOf(headersOf(headers), family, Now)), "expected");
}

void tst_RateLimits::tellsTheTightestLimit_data()
{
    QTest::addColumn<RateLimitFamily>("family");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("expected"); // window, what is left, ms until it begins anew
    const auto row = [](const char *name, RateLimitFamily family, const char *headers, const char *expected) {
        QTest::newRow(name) << family << QByteArray(headers) << QString::fromLatin1(expected);
    };
    row("nothing is told", RateLimitFamily::OpenAi, "content-type: text/plain", "");
    row("a family without headers", RateLimitFamily::None, "x-ratelimit-remaining-requests: 0", "");
    row("a spent one before one with room", RateLimitFamily::OpenAi,
        "x-ratelimit-remaining-requests: 9\nx-ratelimit-remaining-tokens: 0\nx-ratelimit-reset-tokens: 6m0s",
        "tokens 0 360000");
    row("of two with room the smaller share", RateLimitFamily::OpenAi,
        "x-ratelimit-limit-requests: 60\nx-ratelimit-remaining-requests: 30\n"
        "x-ratelimit-limit-tokens: 100000\nx-ratelimit-remaining-tokens: 1000",
        "tokens 1000 -1");
    row("of two that are spent the longer one", RateLimitFamily::Cerebras,
        "x-ratelimit-remaining-tokens-minute: 0\nx-ratelimit-reset-tokens-minute: 11.5\n"
        "x-ratelimit-remaining-tokens-day: 0\nx-ratelimit-reset-tokens-day: 33011",
        "tokens-day 0 33011000");
    row("Anthropic's own names", RateLimitFamily::Anthropic,
        "anthropic-ratelimit-input-tokens-limit: 100\nanthropic-ratelimit-input-tokens-remaining: 0\n"
        "anthropic-ratelimit-input-tokens-reset: 2026-11-22T12:00:07Z",
        "input-tokens 0 7000");
    row("Mistral's month", RateLimitFamily::Mistral, "x-ratelimit-remaining-tokens-month: 0",
        "tokens-month 0 -1");
    row("what is no number", RateLimitFamily::OpenAi,
        "x-ratelimit-remaining-requests: nan\nx-ratelimit-remaining-tokens: lots", "");
}

void tst_RateLimits::tellsTheTightestLimit()
{
    QFETCH(RateLimitFamily, family);
    QFETCH(QByteArray, headers);
    const std::optional<LimitState> limit = tightestLimit(rateLimitsOf(headersOf(headers), family, Now), Now);
    const QString told = limit ? QStringLiteral("%1 %2 %3")
                                     .arg(limit->window)
                                     .arg(limit->remaining)
                                     .arg(limit->reset.value_or(Milliseconds(-1)).count())
                               : QString();
    QTEST(told, "expected");
}

void tst_RateLimits::bytesThatAreNoNumbersTellNothing()
{
    const QByteArrayList garbage {"", " ", "-", "nan", "inf", "1e999", "0x10", "12 34", "\xff\xfe", "many"};
    for (const QByteArray &value : garbage) {
        const HttpHeaders headers {{"x-ratelimit-limit-requests", value},
            {"x-ratelimit-remaining-requests", value}, {"x-ratelimit-reset-requests", value}};
        QVERIFY2(rateLimitsOf(headers, RateLimitFamily::OpenAi, Now).empty(), value.constData());
    }
    const HttpHeaders noReset {{"x-ratelimit-limit-requests", "7"}, {"x-ratelimit-reset-requests", "soon"}};
    QCOMPARE(told(rateLimitsOf(noReset, RateLimitFamily::OpenAi, Now)), QStringLiteral("requests ?/7"));
}

QTEST_GUILESS_MAIN(tst_RateLimits)
#include "tst_ratelimits.moc"
