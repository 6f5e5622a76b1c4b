// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/completioncost.h"
#include "core/monitor/completionrun.h"
#include "tests/support/fakehttpclient.h"

#include <QtTest>

using namespace Belay;
using namespace std::chrono_literals;

class tst_ProbeRun final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checks_data();
    void checks();
    void longerThanIsRead_data();
    void longerThanIsRead();
    void modelsAreAskedFor();
    void completions_data();
    void completions();
    void goodCompletion();
    void limitsAreAsTheModelNeeds();
    void costs_data();
    void costs();
    void cancelled();
    void keyNeverLeaks();
};

namespace {

const QByteArray Models = R"({"object":"list","data":[{"id":"gpt-4o-mini"},{"id":"gpt-5-nano"}]})";
const QByteArray BadKey
    = R"({"error":{"message":"Incorrect API key provided: sk-canary-0123456789.","type":"invalid_request_error","code":"invalid_api_key"}})";
const QByteArray Canary = "sk-canary-0123456789";

ProviderConfig provider(ProviderKindId kind, const QString &id)
{
    ProviderConfig config;
    config.id = ProviderId {id};
    config.kind = kind;
    config.name = id;
    return config;
}

struct Bench {
    FakeClock clock;
    FakeHttpClient http {clock};
    std::vector<ProbeResult> results;

    void check(
        ProviderKindId kind, const QByteArray &key, ProbeRun::AlsoModels models = ProbeRun::AlsoModels::No)
    {
        const ProviderConfig config = provider(kind, QStringLiteral("p"));
        const KeyId id = key == "none" ? KeyId {} : KeyId {QStringLiteral("main")};
        const Secret secret = key == "none" || key.isEmpty() ? Secret() : Secret(key);
        ProbeRun run(
            http, clock, Catalogue::builtIn(), ProbeEndpoint::of(config, Catalogue::builtIn(), id, secret));
        run.start(models, [this](const ProbeResult &result) { results.push_back(result); });
        clock.advance(60s);
    }
    void complete(const QString &model, const QByteArray &key = Canary)
    {
        CompletionRun run(http, clock, Catalogue::builtIn(),
            ProbeEndpoint::of(provider(ProviderKindId::OpenAi, QStringLiteral("p")), Catalogue::builtIn(),
                KeyId {QStringLiteral("main")}, Secret(key)),
            model, Price {1'000'000'000, 2'000'000'000});
        run.start([this](const ProbeResult &result) { results.push_back(result); });
        clock.advance(300s);
    }
};

/// `reach:ok auth:skipped`
QString told(const ProbeResult &result)
{
    QStringList words;
    for (const Sample &sample : result.samples)
        words << toString(sample.kind) + u':' + toString(sample.outcome);
    return words.join(u' ');
}

} // namespace

void tst_ProbeRun::checks_data()
{
    QTest::addColumn<ProviderKindId>("kind");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status"); // 0: refused, -1: hangs
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("expectedRequests");
    const auto openai = ProviderKindId::OpenAi;
    QTest::addRow("one keyed request proves both")
        << openai << Canary << Models << 200 << "reach:ok auth:ok" << 1;
    QTest::addRow("a refused key still proves reach")
        << openai << Canary << BadKey << 401 << "reach:ok auth:auth" << 1;
    QTest::addRow("a rate limit still proves reach")
        << openai << Canary << QByteArray(R"({"error":{"message":"slow down","code":"rate_limit_exceeded"}})")
        << 429 << "reach:ok auth:rate-limited" << 1;
    QTest::addRow("an error of the server says nothing of the key")
        << openai << Canary << QByteArray("{}") << 500 << "reach:server-error auth:skipped" << 1;
    QTest::addRow("overloaded") << openai << Canary << QByteArray("{}") << 503
                                << "reach:overloaded auth:skipped" << 1;
    QTest::addRow("refused") << openai << Canary << QByteArray() << 0 << "reach:connect auth:skipped" << 1;
    QTest::addRow("hangs") << openai << Canary << QByteArray() << -1 << "reach:timeout-total auth:skipped"
                           << 1;
    QTest::addRow("a page instead of an answer") << openai << Canary << QByteArray("<html>log in</html>")
                                                 << 200 << "reach:not-an-answer auth:skipped" << 1;
    QTest::addRow("no list at this address is Belay's own misfit")
        << openai << Canary << QByteArray(R"({"detail":"Not Found"})") << 404 << "reach:ok auth:misfit" << 1;
    QTest::addRow("a missing key: reach alone, auth skipped")
        << openai << QByteArray() << BadKey << 401 << "reach:ok auth:skipped" << 1;
    QTest::addRow("a local server without key has no auth")
        << ProviderKindId::Ollama << QByteArray("none") << QByteArray(R"({"version":"0.5"})") << 200
        << "reach:ok" << 1;
}

void tst_ProbeRun::checks()
{
    QFETCH(ProviderKindId, kind);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, expected);
    Bench bench;
    bench.http.setScript([&](const HttpRequest &) {
        return status > 0 ? FakeAnswer::json(body, status)
            : status == 0 ? FakeAnswer::failing(HttpFailureKind::Connect)
                          : FakeAnswer::hanging();
    });
    bench.check(kind, key);
    QCOMPARE(bench.results.size(), size_t {1}); // ended exactly once
    QCOMPARE(told(bench.results.front()), expected);
    QTEST(static_cast<int>(bench.http.seen().size()), "expectedRequests");
    QCOMPARE(bench.results.front().answered, status > 0);
    for (const FakeHttpClient::Seen &seen : bench.http.seen()) {
        QCOMPARE(seen.keyed, key == Canary);
        QCOMPARE(seen.limits.connect, std::optional<Milliseconds>(5s));
        QVERIFY(seen.limits.total && *seen.limits.total <= 7s);
    }
    const Sample &reach = bench.results.front().samples.front();
    QCOMPARE(reach.proof == Proof::Reach, reach.outcome == Outcome::Ok);
    QCOMPARE(reach.status, std::max(status, 0));
    QCOMPARE(reach.evidence.has_value(), reach.outcome != Outcome::Ok);
}

void tst_ProbeRun::longerThanIsRead_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QString>("expected");
    QTest::addRow("a long list of models") << Models.left(60) << "reach:ok auth:ok";
    QTest::addRow("a page without end")
        << QByteArray("<html>log in</html>") << "reach:not-an-answer auth:skipped";
    QTest::addRow("events without end") << QByteArray("data: xxxx") << "reach:not-an-answer auth:skipped";
    QTest::addRow("blanks without end") << QByteArray(100, ' ') << "reach:not-an-answer auth:skipped";
}

void tst_ProbeRun::longerThanIsRead()
{
    QFETCH(QByteArray, begin);
    Bench bench;
    bench.http.setScript([&](const HttpRequest &) {
        FakeAnswer answer = FakeAnswer::json(begin);
        answer.failure = HttpFailureKind::TooLarge;
        return answer;
    });
    bench.check(ProviderKindId::OpenAi, Canary);
    QCOMPARE(bench.results.size(), size_t {1});
    QTEST(told(bench.results.front()), "expected");
}

void tst_ProbeRun::modelsAreAskedFor()
{
    Bench bench;
    bench.http.setScript([](const HttpRequest &request) {
        return request.url.path().endsWith(QStringLiteral("version"))
            ? FakeAnswer::json(R"({"version":"0.5"})")
            : FakeAnswer::json(R"({"object":"list","data":[{"id":"llama3.2"}]})");
    });
    bench.check(ProviderKindId::OpenAi, Canary);
    QVERIFY(bench.results.back().models.has_value()); // the check is the list already
    const size_t before = bench.http.seen().size();
    bench.check(ProviderKindId::Ollama, "none", ProbeRun::AlsoModels::Yes);
    QVERIFY(bench.results.back().models.has_value());
    QCOMPARE(told(bench.results.back()), QStringLiteral("reach:ok"));
    QVERIFY(bench.http.seen().size() > before);
}

void tst_ProbeRun::completions_data()
{
    QTest::addColumn<int>("status"); // 0: refused, -1: hangs at once, -2: after the head
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<qint64>("expectedS"); // until it ended
    const QByteArray content
        = "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"O\"}}]}\n\n";
    QTest::addRow("cut before the terminal marker") << 200 << content << "cut" << qint64 {0};
    QTest::addRow("empty: stop without content")
        << 200
        << QByteArray(
               "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
               "\n\ndata: [DONE]\n\n")
        << "empty" << qint64 {0};
    QTest::addRow("a page") << 200 << QByteArray("<html></html>") << "not-an-answer" << qint64 {0};
    QTest::addRow("a refused field is a misfit of the probe")
        << 400 << QByteArray(R"({"error":{"message":"Unsupported parameter: max_tokens"}})") << "misfit"
        << qint64 {0};
    QTest::addRow("no such model") << 404
                                   << QByteArray(R"({"error":{"message":"no","code":"model_not_found"}})")
                                   << "model-not-found" << qint64 {0};
    QTest::addRow("out of credit") << 429
                                   << QByteArray(R"({"error":{"message":"no","code":"insufficient_quota"}})")
                                   << "quota" << qint64 {0};
    QTest::addRow("a refused key") << 401 << BadKey << "auth" << qint64 {0};
    QTest::addRow("refused") << 0 << QByteArray() << "connect" << qint64 {0};
    QTest::addRow("no content for 20 s") << -1 << QByteArray() << "timeout-content" << qint64 {20};
    QTest::addRow("a head and then nothing") << -2 << QByteArray() << "timeout-content" << qint64 {20};
    QTest::addRow("content and then nothing for 30 s") << -2 << content << "timeout-idle" << qint64 {30};
}

void tst_ProbeRun::completions()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QFETCH(qint64, expectedS);
    Bench bench;
    bench.http.setScript([&](const HttpRequest &) {
        if (status == 0)
            return FakeAnswer::failing(HttpFailureKind::Connect);
        if (status == -1)
            return FakeAnswer::hanging();
        FakeAnswer answer = FakeAnswer::json(body, status > 0 ? status : 200);
        if (body.startsWith("data:"))
            answer.headers = {{"content-type", "text/event-stream"}};
        if (status == -2) {
            answer.body = {{50ms, body}};
            answer.endAfter = 1h; // far over every limit
        }
        return answer;
    });
    bench.complete(QStringLiteral("gpt-4o-mini"));
    QCOMPARE(bench.results.size(), size_t {1});
    const Sample &sample = bench.results.front().samples.front();
    QCOMPARE(toString(sample.outcome), expected);
    QCOMPARE(std::chrono::floor<Seconds>(*sample.timings.total).count(), expectedS);
    QVERIFY(sample.evidence.has_value());
    QCOMPARE(toString(sample.proof), toString(Proof::None));
}

void tst_ProbeRun::goodCompletion()
{
    Bench bench;
    bench.http.setScript([](const HttpRequest &) { return FakeAnswer::chatStream(700ms); });
    bench.complete(QStringLiteral("gpt-4o-mini"));
    const Sample &sample = bench.results.front().samples.front();
    QCOMPARE(toString(sample.outcome), QStringLiteral("ok"));
    QCOMPARE(toString(sample.proof), QStringLiteral("stream"));
    QCOMPARE(sample.timings.firstContent, std::optional<Microseconds>(700ms));
    QCOMPARE(sample.tokensIn, std::optional<int>(10));
    QCOMPARE(sample.tokensOut, std::optional<int>(1));
    // 10 tokens at 1 USD and one at 2 USD a million.
    QCOMPARE(sample.usd, std::optional<NanoUsd>(12'000));
    QCOMPARE(sample.servedModel, QStringLiteral("m-1"));
    QVERIFY(sample.cold);
    QVERIFY(!sample.evidence.has_value());
    QVERIFY(bench.http.seen().front().body.contains("gpt-4o-mini"));
}

void tst_ProbeRun::costs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("expectedOut"); // tokens that the price named beforehand covers
    QTest::addRow("a plain model") << "openai"
                                   << "gpt-4.1-nano" << qint64 {1};
    QTest::addRow("a limit that holds its reasoning") << "openai"
                                                      << "gpt-5-nano" << qint64 {16};
    QTest::addRow("thinks when asked to") << "anthropic"
                                          << "claude-haiku-4-5" << qint64 {1};
    QTest::addRow("a budget of thoughts within the limit") << "gemini"
                                                           << "gemini-2.5-pro" << qint64 {1};
    QTest::addRow("reasoning switched off") << "deepseek"
                                            << "deepseek-v4-flash" << qint64 {1};
    QTest::addRow("reasoning over the limit") << "xai"
                                              << "grok-4.5" << qint64 {4'097};
    QTest::addRow("a model that nobody described") << "openai-compatible"
                                                   << "m" << qint64 {4'112};
}

void tst_ProbeRun::costs()
{
    QFETCH(QString, kind);
    QFETCH(QString, model);
    QFETCH(qint64, expectedOut);
    const Price price {1'000'000'000, 2'000'000'000};
    const ProviderKind &known = Catalogue::builtIn().kind(*enumFromString<ProviderKindId>(kind));
    const ModelInfo info = Catalogue::builtIn().model(known.id, model);
    QCOMPARE(mostCostOfOne(known, info, price),
        std::optional<NanoUsd>(costOf(price, probePrompt().size() + 128, expectedOut)));
    QVERIFY(*usualCostOfOne(info, price) < *mostCostOfOne(known, info, price));
    QVERIFY(!mostCostOfOne(known, info, {}) && !usualCostOfOne(info, {}));
}

void tst_ProbeRun::limitsAreAsTheModelNeeds()
{
    Bench bench;
    bench.http.setScript([](const HttpRequest &) { return FakeAnswer::chatStream(); });
    bench.complete(QStringLiteral("gpt-4o-mini"));
    bench.complete(QStringLiteral("gpt-5-nano")); // hides its reasoning
    const HttpLimits plain = bench.http.seen()[0].limits;
    QCOMPARE(plain.connect, std::optional<Milliseconds>(5s));
    QCOMPARE(plain.firstContent, std::optional<Milliseconds>(20s));
    QCOMPARE(plain.idle, std::optional<Milliseconds>(30s));
    QCOMPARE(plain.total, std::optional<Milliseconds>(60s));
    const HttpLimits hidden = bench.http.seen()[1].limits;
    QCOMPARE(hidden.firstContent, std::optional<Milliseconds>(120s));
    QVERIFY(*hidden.total > *hidden.firstContent);
}

void tst_ProbeRun::cancelled()
{
    FakeClock clock;
    FakeHttpClient http(clock);
    http.setScript([](const HttpRequest &) { return FakeAnswer::hanging(); });
    const ProbeEndpoint endpoint = ProbeEndpoint::of(provider(ProviderKindId::OpenAi, QStringLiteral("p")),
        Catalogue::builtIn(), KeyId {QStringLiteral("main")}, Secret(Canary));
    int ended = 0;
    {
        ProbeRun check(http, clock, Catalogue::builtIn(), endpoint);
        check.start(ProbeRun::AlsoModels::No, [&](const ProbeResult &) { ++ended; });
        CompletionRun completion(http, clock, Catalogue::builtIn(), endpoint, QStringLiteral("m"), {});
        completion.start([&](const ProbeResult &) { ++ended; });
        clock.advance(1s);
        QCOMPARE(told(completion.cancel()), QStringLiteral("completion:cancelled"));
        CompletionRun destroyed(http, clock, Catalogue::builtIn(), endpoint, QStringLiteral("m"), {});
        destroyed.start([&](const ProbeResult &) { ++ended; });
        QCOMPARE(told(check.cancel()), QStringLiteral("reach:cancelled"));
    }
    clock.advance(300s);
    QCOMPARE(ended, 0);
    QCOMPARE(http.running(), 0);
    for (const FakeHttpClient::Seen &seen : http.seen())
        QVERIFY(seen.cancelled);
}

void tst_ProbeRun::keyNeverLeaks()
{
    Bench bench;
    // A server that sends the key back, in its error and far into a long one.
    for (const QByteArray &body :
        {BadKey, QByteArray(QByteArray(1015, 'x') + Canary + QByteArray(5000, 'y'))}) {
        bench.http.setScript([body](const HttpRequest &) { return FakeAnswer::json(body, 401); });
        bench.check(ProviderKindId::OpenAi, Canary);
        bench.complete(QStringLiteral("gpt-4o-mini"));
    }
    QCOMPARE(bench.results.size(), size_t {4});
    for (const ProbeResult &result : bench.results) {
        for (const Sample &sample : result.samples) {
            if (!sample.evidence)
                continue;
            QVERIFY2(
                !sample.evidence->text.contains(QStringLiteral("canary")), qPrintable(sample.evidence->text));
            QVERIFY(sample.evidence->text.toUtf8().size() <= 1024);
        }
    }
}

QTEST_GUILESS_MAIN(tst_ProbeRun)
#include "tst_proberun.moc"
