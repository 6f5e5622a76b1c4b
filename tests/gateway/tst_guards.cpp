// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/forwardedheaders.h"
#include "core/gateway/hostguard.h"
#include "core/gateway/originguard.h"
#include "core/gateway/routetable.h"
#include "core/gateway/tokenguard.h"

#include <QtTest>

using namespace Belay;

namespace {

constexpr auto Good = "blt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
constexpr auto Other = "blt_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg";

KeyRing ringOf(const std::vector<std::pair<QString, QByteArray>> &tokens)
{
    KeyRing::Entries entries;
    for (const auto &[id, value] : tokens)
        entries[{gatewayProvider(), KeyId {id}}] = {KeyStorage::Stored, Secret {value}, {}};
    return KeyRing(entries);
}

GatewayConfig configWith(const std::vector<QString> &tokens)
{
    GatewayConfig config;
    config.tokens.clear();
    for (const QString &id : tokens)
        config.tokens.push_back({id, {}});
    return config;
}

} // namespace

class tst_Guards final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hosts_data();
    void hosts();
    void originsAndSites_data();
    void originsAndSites();
    void corsNamesTheOriginAlone();
    void tokens_data();
    void tokens();
    void shortAndMissingTokensOpenNothing();
    void aTokenIsOptionalOnLoopbackAlone();
    void routes_data();
    void routes();
    void headersToTheProvider();
    void headersToTheClient();
};

void tst_Guards::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("expected");
    const auto row
        = [](const char *host, bool expected) { QTest::newRow(host) << QByteArray(host) << expected; };
    row("127.0.0.1:4217", true);
    row("localhost:4217", true);
    row("LocalHost:4217", true);
    row("[::1]:4217", true);
    row("belay.lan", true);
    row("belay.lan:4217", true);
    row("proxy.lan:8443", true);
    row("", false);
    row("localhost", false);
    row("127.0.0.1", false);
    row("127.0.0.1:80", false);
    row("localhost:42170", false);
    row("localhost:", false);
    row("0.0.0.0:4217", false);
    row("127.0.0.2:4217", false);
    row("127.1:4217", false);
    row("2130706433:4217", false);
    row("::1:4217", false);
    row("[::ffff:127.0.0.1]:4217", false);
    row("localhost.:4217", false);
    row("evil.example:4217", false);
    row("localhost.evil.example:4217", false);
    row("evil.example", false);
    row("belay.lan:80", false);
    row("proxy.lan", false);
    row("a@localhost:4217", false);
}

void tst_Guards::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, expected);
    GatewayConfig config;
    config.allowedHosts = {QStringLiteral("belay.lan"), QStringLiteral("Proxy.lan:8443")};
    QCOMPARE(HostGuard(config, 4217).allows(host), expected);
    QVERIFY(HostGuard({}, 80).allows("localhost")); // clients leave the usual port out
    QVERIFY(!HostGuard({}, 80).allows("localhost:4217"));
}

void tst_Guards::originsAndSites_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, HttpHeaders headers, bool expected) {
        QTest::newRow(name) << headers << expected;
    };
    row("a program", {}, true);
    row("Node's fetch", {{"sec-fetch-mode", "cors"}}, true);
    row("typed into the address bar", {{"Sec-Fetch-Site", "none"}}, true);
    row("the allowed origin", {{"Origin", "https://app.example"}}, true);
    row("the allowed origin, as browsers send it",
        {{"Origin", "https://app.example"}, {"Sec-Fetch-Site", "cross-site"},
            {"Referer", "https://app.example/x"}},
        true);
    row("an extension that is allowed", {{"Origin", "chrome-extension://abcdef"}}, true);
    row("null", {{"Origin", "null"}}, false);
    row("an empty Origin", {{"Origin", ""}}, false);
    row("another site", {{"Origin", "https://evil.example"}}, false);
    row("the allowed host over http", {{"Origin", "http://app.example"}}, false);
    row("the allowed host on another port", {{"Origin", "https://app.example:8443"}}, false);
    row("the allowed host as a prefix", {{"Origin", "https://app.example.evil.example"}}, false);
    row("the allowed host below another", {{"Origin", "https://x.app.example"}}, false);
    row("in capitals", {{"Origin", "HTTPS://APP.EXAMPLE"}}, false);
    row("our own address", {{"Origin", "http://127.0.0.1:4217"}}, false);
    row("two origins", {{"Origin", "https://app.example"}, {"origin", "https://evil.example"}}, false);
    row("the same origin twice", {{"Origin", "https://app.example"}, {"Origin", "https://app.example"}},
        false);
    row("another site's Referer", {{"Referer", "https://evil.example/page"}}, false);
    row("no URL as Referer", {{"Referer", "app.example"}}, false);
    row("the allowed Referer alone", {{"Referer", "https://app.example/page"}}, true);
    row("an allowed Origin and a foreign Referer",
        {{"Origin", "https://app.example"}, {"Referer", "https://evil.example/"}}, false);
    row("cross-site without Origin", {{"Sec-Fetch-Site", "cross-site"}}, false);
    row("same-site without Origin", {{"sec-fetch-site", "same-site"}}, false);
    row("cross-site with the allowed Referer alone",
        {{"Referer", "https://app.example/"}, {"Sec-Fetch-Site", "cross-site"}}, false);
}

void tst_Guards::originsAndSites()
{
    QFETCH(HttpHeaders, headers);
    QFETCH(bool, expected);
    GatewayConfig config;
    config.allowedOrigins
        = {QStringLiteral("https://app.example"), QStringLiteral("chrome-extension://abcdef")};
    const OriginGuard::Decision decision = OriginGuard(config).decide(headers);
    QCOMPARE(decision.isAllowed, expected);
    if (!expected)
        QVERIFY(decision.origin.isEmpty());
    // With an empty list a page is never let in.
    if (!headerValue(headers, "origin").isEmpty())
        QVERIFY(!OriginGuard({}).decide(headers).isAllowed);
}

void tst_Guards::corsNamesTheOriginAlone()
{
    QVERIFY(corsHeaders({}).empty());
    const HttpHeaders headers = preflightHeaders(
        "https://app.example", {{"Access-Control-Request-Headers", "authorization, x-stainless-os"}});
    QCOMPARE(headerValue(headers, "access-control-allow-origin"), QByteArray("https://app.example"));
    QCOMPARE(headerValue(headers, "vary"), QByteArray("Origin"));
    QCOMPARE(
        headerValue(headers, "access-control-allow-headers"), QByteArray("authorization, x-stainless-os"));
    QVERIFY(headerValue(headers, "access-control-allow-credentials").isEmpty());
    const HttpHeaders odd
        = preflightHeaders("https://app.example", {{"access-control-request-headers", "a: b; *"}});
    QVERIFY(headerValue(odd, "access-control-allow-headers").isEmpty());
}

void tst_Guards::tokens_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QString>("expected"); // the token's id, or "-"
    const QByteArray good = Good;
    const auto row = [](const char *name, const char *method, HttpHeaders headers, const char *expected) {
        QTest::newRow(name) << QByteArray(method) << headers << QString::fromLatin1(expected);
    };
    const auto basic = [](const QByteArray &pair) { return QByteArray("Basic " + pair.toBase64()); };
    row("nothing", "POST", {}, "-");
    row("Bearer", "POST", {{"Authorization", "Bearer " + good}}, "default");
    row("Bearer in small letters, with blanks", "POST", {{"authorization", "bearer   " + good + " "}},
        "default");
    row("x-api-key", "POST", {{"X-Api-Key", good}}, "default");
    row("api-key", "POST", {{"api-key", good}}, "default");
    row("another app's", "POST", {{"x-api-key", Other}}, "editor");
    row("one of two fits", "POST", {{"x-api-key", "sk-ant-something"}, {"Authorization", "Bearer " + good}},
        "default");
    row("Basic on GET", "GET", {{"Authorization", basic("me:" + good)}}, "default");
    row("Basic on POST", "POST", {{"Authorization", basic("me:" + good)}}, "-");
    row("Basic without a colon", "GET", {{"Authorization", basic(good)}}, "-");
    row("Basic that is no base64", "GET", {{"Authorization", "Basic " + good}}, "-");
    row("another scheme", "POST", {{"Authorization", "Token " + good}}, "-");
    row("no scheme", "POST", {{"Authorization", good}}, "-");
    row("Bearer alone", "POST", {{"Authorization", "Bearer"}}, "-");
    row("empty", "POST", {{"x-api-key", ""}}, "-");
    row("a part", "POST", {{"x-api-key", good.chopped(1)}}, "-");
    row("one character more", "POST", {{"x-api-key", good + "x"}}, "-");
    row("the last character differs", "POST", {{"x-api-key", good.chopped(1) + "H"}}, "-");
    row("the first character differs", "POST", {{"x-api-key", "B" + good.sliced(1)}}, "-");
    row("a token of the ring that the config does not name", "POST",
        {{"x-api-key", "blt_removedremovedremovedremovedremovedremoved"}}, "-");
    row("a query is no place for it", "GET", {{"x-token", good}}, "-");
}

void tst_Guards::tokens()
{
    QFETCH(QByteArray, method);
    QFETCH(HttpHeaders, headers);
    QFETCH(QString, expected);
    const KeyRing ring = ringOf({{QStringLiteral("default"), Good}, {QStringLiteral("editor"), Other},
        {QStringLiteral("removed"), "blt_removedremovedremovedremovedremovedremoved"}});
    const TokenGuard guard(configWith({QStringLiteral("default"), QStringLiteral("editor")}), ring);
    const TokenGuard::Decision decision = guard.decide(method, headers);
    QCOMPARE(decision.isAllowed, expected != QStringLiteral("-"));
    QCOMPARE(decision.token, decision.isAllowed ? expected : QString());
}

void tst_Guards::shortAndMissingTokensOpenNothing()
{
    const GatewayConfig config = configWith({QStringLiteral("default")});
    for (const QByteArray &value : {QByteArray(), QByteArray("short"), QByteArray(31, 'a')}) {
        const TokenGuard guard(config, ringOf({{QStringLiteral("default"), value}}));
        QVERIFY(!guard.hasTokens());
        QVERIFY(!guard.decide("POST", {{"x-api-key", value}}).isAllowed);
        QVERIFY(!guard.decide("POST", {{"Authorization", "Bearer " + value}}).isAllowed);
        QVERIFY(!guard.decide("GET", {}).isAllowed);
    }
    const TokenGuard enough(config, ringOf({{QStringLiteral("default"), QByteArray(32, 'a')}}));
    QVERIFY(enough.decide("POST", {{"x-api-key", QByteArray(32, 'a')}}).isAllowed);
    // Another provider's key of the same name opens nothing either.
    KeyRing::Entries entries;
    entries[{ProviderId {QStringLiteral("openai")}, KeyId {QStringLiteral("default")}}]
        = {KeyStorage::Stored, Secret {Good}, {}};
    QVERIFY(!TokenGuard(config, KeyRing(entries)).decide("POST", {{"x-api-key", Good}}).isAllowed);
}

void tst_Guards::aTokenIsOptionalOnLoopbackAlone()
{
    GatewayConfig config = configWith({QStringLiteral("default")});
    const KeyRing ring = ringOf({{QStringLiteral("default"), Good}});
    config.requireToken = false;
    for (const char *loopback : {"127.0.0.1", "::1", "localhost"}) {
        config.listen = QString::fromLatin1(loopback);
        const TokenGuard guard(config, ring);
        QVERIFY(guard.decide("POST", {}).isAllowed);
        QCOMPARE(guard.decide("POST", {}).token, QString());
        QCOMPARE(guard.decide("POST", {{"x-api-key", Good}}).token, QStringLiteral("default"));
    }
    for (const char *open : {"0.0.0.0", "::", "192.168.1.5"}) {
        config.listen = QString::fromLatin1(open);
        QVERIFY(!TokenGuard(config, ring).decide("POST", {}).isAllowed);
    }
}

void tst_Guards::routes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("route"); // -1: none
    QTest::addColumn<int>("face");
    const auto row = [](const char *path, Route route, Face face = Face::Passthrough) {
        QTest::newRow(path) << QByteArray(path) << static_cast<int>(route) << static_cast<int>(face);
    };
    const auto none = [](const char *path) { QTest::newRow(path) << QByteArray(path) << -1 << 0; };
    row("/", Route::Home);
    row("/api/hello", Route::Hello);
    row("/healthz", Route::Health);
    row("/metrics", Route::Metrics);
    row("/belay/v1/status", Route::Status);
    row("/belay/v1/incidents.atom", Route::Incidents);
    row("/v1/models", Route::Models);
    row("/v1/models/openai/gpt-4o", Route::Model);
    row("/v1/chat/completions", Route::Provider, Face::ChatCompletions);
    row("/v1/completions", Route::Provider, Face::Completions);
    row("/v1/embeddings", Route::Provider, Face::Embeddings);
    row("/v1/responses", Route::Provider, Face::Responses);
    row("/v1/messages", Route::Provider, Face::Messages);
    row("/v1/messages/count_tokens", Route::Provider, Face::CountTokens);
    row("/v1/files", Route::Provider);
    row("/v1/responses/resp_1", Route::Provider);
    row("/v1/chat/completions/", Route::Provider);
    row("/v1/..a", Route::Provider);
    none("");
    none("*");
    none("/v1");
    none("/v1/");
    none("/V1/files");
    none("//v1/files");
    none("/v1//files");
    none("/v1/../files");
    none("/v1/a/%2e%2E/b");
    none("/v1/./files");
    none("/v1/a%2Fb");
    none("/v1/a%5cb");
    none("/v1/a\\b");
    none("/chat/completions");
    none("/belay/v1/incidents.atom/");
    none("/healthz/");
    none("/index.html");
}

void tst_Guards::routes()
{
    QFETCH(QByteArray, path);
    QFETCH(int, route);
    QFETCH(int, face);
    const auto found = findRoute(path);
    QCOMPARE(found ? static_cast<int>(found->route) : -1, route);
    if (found)
        QCOMPARE(static_cast<int>(found->face), face);
    if (path == "/v1/models/openai/gpt-4o") {
        QCOMPARE(found->model, QStringLiteral("openai/gpt-4o"));
        QCOMPARE(findRoute("/v1/models/openai%2Fgpt-4o")->model, QStringLiteral("openai/gpt-4o"));
    }
}

void tst_Guards::headersToTheProvider()
{
    const HttpHeaders sent {{"Content-Type", "application/json"}, {"accept", "*/*"}, {"User-Agent", "x"},
        {"Authorization", "Bearer t"}, {"x-api-key", "t"}, {"api-key", "t"}, {"Cookie", "a=b"},
        {"OpenAI-Organization", "o"}, {"OpenAI-Project", "p"}, {"x-belay-target", "evil"}, {"Host", "h"},
        {"content-length", "3"}, {"accept-encoding", "gzip"}, {"x-forwarded-for", "1.2.3.4"},
        {"x-portkey-custom-host", "http://evil.example"}, {"connection", "keep-alive"},
        {"anthropic-version", "2023-06-01"}, {"anthropic-beta", "a"}, {"anthropic-beta", "b"},
        {"OpenAI-Beta", "c"}, {"idempotency-key", "k"}, {"traceparent", "00-1"}, {"tracestate", "s"},
        {"HTTP-Referer", "r"}, {"X-Title", "t"}, {"proxy-authorization", "p"}};
    const auto names = [](const HttpHeaders &headers) {
        QByteArrayList list;
        for (const HttpHeader &header : headers)
            list << header.first;
        return list.join(' ');
    };
    QCOMPARE(names(forwardedHeaders(sent, ProviderKindId::Anthropic, Speech::SameDialect)),
        QByteArray(
            "content-type accept user-agent anthropic-version anthropic-beta anthropic-beta openai-beta "
            "idempotency-key traceparent tracestate"));
    QCOMPARE(names(forwardedHeaders(sent, ProviderKindId::OpenRouter, Speech::Translated)),
        QByteArray(
            "content-type accept user-agent idempotency-key traceparent tracestate http-referer x-title"));
    // Nothing that could split a header goes on, wherever it came from.
    for (const QByteArray &value : {QByteArray("a\r\nx: y"), QByteArray("a\nb"), QByteArray("a\0b", 3)})
        QVERIFY(
            forwardedHeaders({{"user-agent", value}}, ProviderKindId::OpenAi, Speech::SameDialect).empty());
}

void tst_Guards::headersToTheClient()
{
    const HttpHeaders passed = passedBackHeaders(
        {{"Content-Type", "text/event-stream"}, {"X-Request-Id", "r"}, {"request-id", "q"},
            {"x-ratelimit-remaining-requests", "5"}, {"anthropic-ratelimit-tokens-reset", "t"},
            {"openai-processing-ms", "9"}, {"retry-after", "3"}, {"Set-Cookie", "c"}, {"server", "s"},
            {"access-control-allow-origin", "*"}, {"transfer-encoding", "chunked"}, {"content-length", "4"},
            {"x-belay-target", "a"}, {"openai-organization", "secret"}, {"ratelimit-limit", "a\r\nb: c"}});
    QCOMPARE(passed.size(), size_t {7});
    QCOMPARE(headerValue(passed, "content-type"), QByteArray("text/event-stream"));
    QVERIFY(headerValue(passed, "set-cookie").isEmpty());
    QVERIFY(headerValue(passed, "access-control-allow-origin").isEmpty());
    const HttpHeaders routed = routeHeaders(QStringLiteral("a/b"), 2, {"seed", "top_k"});
    QCOMPARE(headerValue(routed, "x-belay-target"), QByteArray("a/b"));
    QCOMPARE(headerValue(routed, "x-belay-attempts"), QByteArray("2"));
    QCOMPARE(headerValue(routed, "x-belay-dropped"), QByteArray("seed, top_k"));
    QCOMPARE(headerValue(routeHeaders({}, 3, {}), "x-belay-target"), QByteArray("none"));
    QCOMPARE(routeHeaders({}, 0, {}).size(), size_t {2});
}

QTEST_GUILESS_MAIN(tst_Guards)
#include "tst_guards.moc"
