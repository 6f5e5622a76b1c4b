// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"

using namespace Belay;
using namespace std::chrono_literals;

class tst_ConfigReader final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyObjectIsAllDefaults();
    void theExampleOfTheDesign();
    void everyFieldIsRead();
};

void tst_ConfigReader::anEmptyObjectIsAllDefaults()
{
    const auto config = readConfig("{}");
    QVERIFY(config.has_value());
    Config expected;
    expected.text = "{}";
    expected.network.anchors = defaultAnchors();
    QVERIFY(*config == expected);
    QCOMPARE(defaultAnchors().size(), size_t {2});
    for (const QUrl &anchor : defaultAnchors())
        QCOMPARE(anchor.scheme(), QStringLiteral("https"));
    QVERIFY(readConfig("\xEF\xBB\xBF{}").has_value()); // some editors write the mark of UTF-8
}

void tst_ConfigReader::theExampleOfTheDesign()
{
    const auto config = readConfig(R"({ "version": 1,
  "providers": [
    { "id": "openai", "kind": "openai", "name": "OpenAI",
      "keys": [ { "id": "main", "from": "keychain" }, { "id": "ci", "from": "env:OPENAI_API_KEY" } ],
      "monitor": { "every": "60s", "completionEvery": "5m", "models": ["gpt-4o-mini"], "monthlyBudgetUsd": 1.0 } },
    { "id": "anthropic", "kind": "anthropic" }, { "id": "groq", "kind": "groq" } ],
  "chains": [ { "id": "default", "deadline": "60s", "answerDeadline": "5m", "aliases": ["gpt-4o*"],
      "steps": [
        { "targets": [ { "provider": "openai", "model": "gpt-4o-mini" } ],
          "retry": { "numRetries": 2, "baseInterval": "500ms", "maxInterval": "8s" },
          "timeouts": { "connect": "5s", "firstContent": "20s", "idle": "60s", "total": "120s" } },
        { "race": { "after": "p95" },
          "targets": [ { "provider": "anthropic", "model": "claude-haiku-4-5" },
            { "provider": "groq", "model": "llama-3.3-70b-versatile" } ] } ] } ],
  "gateway": { "enabled": false, "port": 4217 } })");
    QVERIFY(config.has_value());
    QCOMPARE(config->provider(ProviderId {QStringLiteral("openai")})->keys[1].source.name,
        QStringLiteral("OPENAI_API_KEY"));
    QVERIFY(!config->provider(ProviderId {QStringLiteral("cohere")}));
    const ChainConfig &chain = config->chains.at(0);
    QCOMPARE(chain.steps.size(), size_t {2});
    QVERIFY(chain.steps[0].timeouts.firstContent == Milliseconds {20s});
    QVERIFY(chain.steps[1].race.has_value());
    QVERIFY(!chain.steps[1].race->after.has_value());
    QVERIFY(chain.steps[0].retry == RetryPolicy {});
}

void tst_ConfigReader::everyFieldIsRead()
{
    const auto config = readConfig(R"({"unknown":{"kept":true},
 "providers":[{"id":"a","kind":"openai-compatible","name":"A","enabled":false,"baseUrl":"http://127.0.0.1:1/v1",
   "headers":{"X-Title":"belay"},"caFile":"/etc/ca.pem","proxy":"socks5h://proxy:1080",
   "keys":[{"id":"k","from":"file:/run/secrets/sk-key-of-mine","weight":3}],
   "monitor":{"enabled":false,"every":"10s","completionEvery":"off","models":["m"],"paused":["n"],
     "monthlyBudgetUsd":0,"acceptUnknownPrice":true,"slowOver":"3s","statusPage":"off"}}],
 "prices":{"a/x/y":{"inputPerM":0.25,"outputPerM":1.25}},
 "chains":[{"id":"c","aliases":["*"],"deadline":"30s","answerDeadline":"2m","steps":[{"targets":[
   {"provider":"a","model":"m","weight":2,"keys":["k"]},{"provider":"a","model":"n"}],"pool":{},
   "retry":{"numRetries":0},"timeouts":{"idle":"5s"},"retryOn":["content-filter"],"enabled":false}]}],
 "breaker":{"consecutiveFailures":3,"failureRatio":0.25,"minimumRequests":4,"window":"30s","cooldown":"10s",
   "maxCooldown":"1m","successesToClose":1},
 "budgets":{"retryShare":0.1,"hedgeShare":0,"hedgeUsdPerDay":2},"history":{"rawDays":7,"traceDays":2},
 "gateway":{"enabled":true,"listen":"0.0.0.0","port":0,"tokens":[{"id":"ci","from":"env:T"}],
   "allowedHosts":["box.lan:4217"],"allowedOrigins":["app://obsidian.md"],"unknownModel":"c","passthrough":"a"},
 "network":{"anchors":[],"local":"internet"},
 "notifications":{"desktop":false,"events":["key.rejected"],"muted":["b","a/x/y"],"remindEvery":"off",
   "quietHours":"22:00-07:00","webhooks":[
   {"id":"w","form":"slack","url":"keychain","events":["incident.opened"]},
   {"id":"v","form":"generic","url":"env:V_URL","enabled":false,"secret":"file:/run/secrets/v"}]}})");
    QVERIFY2(config.has_value(), config ? "" : qPrintable(configIssueLine(config.error().at(0))));
    const ProviderConfig &a = config->providers.at(0);
    QCOMPARE(a.keys.at(0).source.toString(), QStringLiteral("file:/run/secrets/sk-key-of-mine"));
    QCOMPARE(a.headers.at(0).first, QByteArray("X-Title"));
    QCOMPARE(a.proxy, QStringLiteral("socks5h://proxy:1080"));
    QVERIFY(!a.monitor.completionEvery && a.monitor.acceptUnknownPrice && !a.monitor.enabled);
    QCOMPARE(a.monitor.paused.at(0), QStringLiteral("n"));
    const Price price = config->prices.at(TargetId::fromString(QStringLiteral("a/x/y")));
    QCOMPARE(price.inputPerM, NanoUsd {250'000'000});
    const StepConfig &step = config->chains.at(0).steps.at(0);
    QVERIFY(step.pool && !step.race && !step.enabled && step.retryOn.at(0) == Outcome::ContentFilter);
    QVERIFY(config->breaker.maxCooldown == 1min && config->breaker.failureRatio == 0.25);
    QVERIFY(config->gateway.tokens.size() == 1 && config->gateway.passthrough == u"a");
    QVERIFY(config->network.anchors.empty());
    const NotificationConfig &notifications = config->notifications;
    QVERIFY(notifications.webhooks.at(0).urlSource() == KeySource() && !notifications.desktop);
    QVERIFY(notifications.webhooks.at(0).enabled && !notifications.webhooks.at(1).enabled);
    QCOMPARE(notifications.webhooks.at(1).url, QStringLiteral("env:V_URL"));
    QCOMPARE(notifications.webhooks.at(1).secret.toString(), QStringLiteral("file:/run/secrets/v"));
    QVERIFY(!notifications.remindEvery && notifications.events.at(0) == u"key.rejected");
    QVERIFY(notifications.isMuted(TargetId::fromString(QStringLiteral("b/anything"))));
    QVERIFY(notifications.isMuted(TargetId::fromString(QStringLiteral("a/x/y"))));
    QVERIFY(!notifications.isMuted(TargetId::fromString(QStringLiteral("a/x"))));
}

QTEST_GUILESS_MAIN(tst_ConfigReader)
#include "tst_configreader.moc"
