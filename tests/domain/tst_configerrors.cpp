// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/configreader.h"

using namespace Belay;

class tst_ConfigErrors final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void brokenText_data();
    void brokenText();
    void linesThatAPersonReads();
    void errors_data();
    void errors();
    void allErrorsAreCollected();
    void keysAreNeverShown();
    void whatIsNoKeyMayStay_data();
    void whatIsNoKeyMayStay();
    void forms();
};

namespace {

/// A document that is right but for what stands in its slots.
QByteArray withProvider(const char *members)
{
    return QByteArray(R"({"providers":[{"id":"a","kind":"openai",)") + members + "}]}";
}

QByteArray withChain(const char *members)
{
    return QByteArray(
               R"({"providers":[{"id":"a","kind":"openai","keys":[{"id":"main","from":"keychain"}]}],"chains":[{"id":"c",)")
        + members + "}]}";
}

QByteArray withStep(const char *members)
{
    return withChain(
        QByteArray(QByteArray(R"("steps":[{"targets":[{"provider":"a","model":"m"}],)") + members + "}]")
            .constData());
}

} // namespace

void tst_ConfigErrors::brokenText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expectedGot");
    QTest::addRow("an empty file") << QByteArray() << "1:1";
    QTest::addRow("blanks alone") << QByteArray(" \n ") << "1:1";
    QTest::addRow("a comma too many") << QByteArray("{\n  \"version\": 1,\n}") << "3:1";
    QTest::addRow("a comment") << QByteArray("{} // mine") << "1:4";
    QTest::addRow("two documents") << QByteArray("{}{}") << "1:3";
    QTest::addRow("cut in the middle") << QByteArray("{\"a\":") << "1:6";
    QTest::addRow("a byte that is no UTF-8") << QByteArray("{\"a\":\"\xff\"}") << "1:7";
    QTest::addRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << "1:1";
    QTest::addRow("a number that no double holds") << QByteArray("{\"a\":1e400}") << "1:10";
    QTest::addRow("text after a NUL") << QByteArray("{\"version\":1}\0garbage", 21) << "1:14";
    QTest::addRow("deeper than anyone writes") << QByteArray(100'000, '[') << "1:65";
    QTest::addRow("larger than anyone writes") << QByteArray(5'000'000, ' ') << "1:4194305";
}

void tst_ConfigErrors::brokenText()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expectedGot);
    const auto config = readConfig(text);
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().size(), size_t {1});
    QCOMPARE(config.error()[0].code, QStringLiteral("bad-json"));
    QCOMPARE(config.error()[0].pointer, QString());
    QCOMPARE(config.error()[0].got, expectedGot);
}

void tst_ConfigErrors::linesThatAPersonReads()
{
    const auto broken = readConfig("{\n  \"a\": 1e400}");
    QVERIFY2(
        configIssueLine(broken.error().front()).startsWith(QStringLiteral("config.json:2:12: expected ")),
        qPrintable(configIssueLine(broken.error().front())));
    const auto named = readConfig("{\"version\":1,\"prices\":{\"\\u001b[2J\":7}}");
    const QString line = configIssueLine(named.error().front());
    QVERIFY2(line.startsWith(QStringLiteral("config.json:/prices/\\u001b[2J: expected ")), qPrintable(line));
}

void tst_ConfigErrors::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // code and pointer
    const auto row = [](const char *name, const QByteArray &text, const char *expected) {
        QTest::addRow("%s", name) << text << QString::fromLatin1(expected);
    };
    row("an array is no config", "[]", "bad-type ");
    row("a newer version says only that", R"({"version":2,"providers":7})", "newer-version /version");
    row("version 0 never was", R"({"version":0})", "bad-value /version");
    row("version as a text", R"({"version":"1"})", "bad-type /version");
    row("providers as an object", R"({"providers":{}})", "bad-type /providers");
    row("an unknown section is kept", R"({"providers":[],"more":1,"more":2})", "duplicate /more");
    row("a member twice, deep down", R"({"providers":[{"id":"a","kind":"openai","id":"b"}]})",
        "duplicate /providers/0/id");
    row("escaped pointer", R"({"prices":{"a~b/c":{}},"x/y":1,"x/y":2})", "duplicate /x~1y");
    row("no id", R"({"providers":[{"kind":"openai"}]})", "missing /providers/0/id");
    row("an id in capitals", R"({"providers":[{"id":"OpenAI","kind":"openai"}]})",
        "bad-value /providers/0/id");
    row("an id twice", R"({"providers":[{"id":"a","kind":"openai"},{"id":"a","kind":"groq"}]})",
        "duplicate /providers/1/id");
    row("an id of Belay's own", R"({"providers":[{"id":"gateway","kind":"openai"}]})",
        "bad-value /providers/0/id");
    row("no kind", R"({"providers":[{"id":"a"}]})", "missing /providers/0/kind");
    row("no such kind", R"({"providers":[{"id":"a","kind":"acme"}]})", "bad-value /providers/0/kind");
    row("a kind that needs an address", R"({"providers":[{"id":"a","kind":"azure-openai"}]})",
        "missing /providers/0/baseUrl");
    row("null is no address", withProvider(R"("baseUrl":null)"), "bad-type /providers/0/baseUrl");
    row("an address without scheme", withProvider(R"("baseUrl":"api.openai.com")"),
        "bad-value /providers/0/baseUrl");
    row("a key in the address", withProvider(R"("baseUrl":"https://h/v1?key=abcdefgh")"),
        "bad-secret /providers/0/baseUrl");
    row("a password for the proxy", withProvider(R"("proxy":"http://me:secret@proxy:1")"),
        "bad-secret /providers/0/proxy");
    row("no such proxy", withProvider(R"("proxy":"auto")"), "bad-value /providers/0/proxy");
    row("an auth header", withProvider(R"("headers":{"Authorization":"x"})"),
        "bad-secret /providers/0/headers/Authorization");
    row("a header that breaks the line", withProvider(R"("headers":{"X-A":"a\r\nX-B: b"})"),
        "bad-value /providers/0/headers/X-A");
    row("a header of the transport", withProvider(R"("headers":{"Host":"x"})"),
        "bad-value /providers/0/headers/Host");
    row("a header in two cases", withProvider(R"("headers":{"X-A":"1","x-a":"2"})"),
        "duplicate /providers/0/headers/x-a");
    row("a relative file", withProvider(R"("caFile":"ca.pem")"), "bad-value /providers/0/caFile");
    row("a key instead of its source",
        withProvider(R"("keys":[{"id":"k","from":"sk-proj-0123456789abcdef"}])"),
        "bad-secret /providers/0/keys/0/from");
    row("a key in a field of its own",
        withProvider(R"("keys":[{"id":"k","from":"session","value":"0123456789abcdef0123456789abcdef"}])"),
        "bad-secret /providers/0/keys/0/value");
    row("a key where nothing reads it", withProvider(R"("apiKey":"mine")"), "bad-secret /providers/0/apiKey");
    row("a key in an object that nothing reads", withProvider(R"("auth":{"apiKey":"mine"})"),
        "bad-secret /providers/0/auth/apiKey");
    row("a key among the checks", withProvider(R"("monitor":{"token":"mine"})"),
        "bad-secret /providers/0/monitor/token");
    row("a key under another name", withProvider(R"("note":"sk-proj-0123456789abcdef")"),
        "bad-secret /providers/0/note");
    row("a key in a list that nothing reads", withProvider(R"("extra":["sk-proj-0123456789abcdef"])"),
        "bad-secret /providers/0/extra/0");
    row("a list of keys", withProvider(R"("apiKey":["mine"])"), "bad-secret /providers/0/apiKey/0");
    row("a key as the name", withProvider(R"("name":"sk-proj-0123456789abcdef")"),
        "bad-secret /providers/0/name");
    row("a key of no known maker as the name", withProvider(R"("name":"0123456789abcdef0123456789abcdef")"),
        "bad-secret /providers/0/name");
    row("a key beside all sections", R"({"apiKey":"mine"})", "bad-secret /apiKey");
    row("a key in a section that nothing reads", R"({"more":[[{"a":"sk-proj-0123456789abcdef"}]]})",
        "bad-secret /more/0/0/a");
    row("a key at the gateway", R"({"gateway":{"token":"mine"}})", "bad-secret /gateway/token");
    row("a key at a price", R"({"prices":{"a/m":{"x":"sk-proj-0123456789abcdef"}}})",
        "bad-secret /prices/a~1m/x");
    row("a key at a webhook",
        R"({"notifications":{"webhooks":[{"id":"w","form":"generic","url":"keychain","token":"mine"}]}})",
        "bad-secret /notifications/webhooks/0/token");
    row("a key at a chain", R"({"chains":[{"id":"c","apiKey":"mine"}]})", "bad-secret /chains/0/apiKey");
    row("a key at a target",
        R"({"chains":[{"id":"c","steps":[{"targets":[{"key":"sk-proj-0123456789abcdef"}]}]}]})",
        "bad-secret /chains/0/steps/0/targets/0/key");
    row("a key in a pool", R"({"chains":[{"id":"c","steps":[{"pool":{"token":"mine"}}]}]})",
        "bad-secret /chains/0/steps/0/pool/token");
    for (const char *section : {"breaker", "budgets", "history", "network", "notifications"})
        QTest::addRow("a key in %s", section)
            << QByteArray(R"({"%":{"x":"sk-proj-0123456789abcdef"}})").replace('%', section)
            << QStringLiteral("bad-secret /%1/x").arg(QLatin1StringView(section));
    row("a relative key file", withProvider(R"("keys":[{"id":"k","from":"file:key"}])"),
        "bad-value /providers/0/keys/0/from");
    row("no source", withProvider(R"("keys":[{"id":"k"}])"), "missing /providers/0/keys/0/from");
    row("an interval too short", withProvider(R"("monitor":{"every":"9s"})"),
        "bad-value /providers/0/monitor/every");
    row("an interval as a number", withProvider(R"("monitor":{"every":60})"),
        "bad-type /providers/0/monitor/every");
    row("completions every second", withProvider(R"("monitor":{"completionEvery":"1s"})"),
        "bad-value /providers/0/monitor/completionEvery");
    row("a budget below nothing", withProvider(R"("monitor":{"monthlyBudgetUsd":-1})"),
        "bad-value /providers/0/monitor/monthlyBudgetUsd");
    row("a model twice", withProvider(R"("monitor":{"models":["m","m"]})"),
        "duplicate /providers/0/monitor/models/1");
    row("a price without model",
        R"({"providers":[{"id":"a","kind":"openai"}],"prices":{"a":{"inputPerM":1,"outputPerM":1}}})",
        "bad-value /prices/a");
    row("a price of nobody", R"({"prices":{"a/b":{"inputPerM":1,"outputPerM":1}}})",
        "unknown-reference /prices/a~1b");
    row("half a price", R"({"providers":[{"id":"a","kind":"openai"}],"prices":{"a/b":{"inputPerM":1}}})",
        "missing /prices/a~1b/outputPerM");
    row("no steps", withChain(R"("steps":[])"), "bad-value /chains/0/steps");
    row("steps left out", withChain(R"("x":1)"), "missing /chains/0/steps");
    row("a star inside an alias",
        withChain(R"("aliases":["gpt*4"],"steps":[{"targets":[{"provider":"a","model":"m"}]}])"),
        "bad-value /chains/0/aliases/0");
    row("no targets", withChain(R"("steps":[{"targets":[]}])"), "bad-value /chains/0/steps/0/targets");
    row("a target of nobody", withChain(R"("steps":[{"targets":[{"provider":"b","model":"m"}]}])"),
        "unknown-reference /chains/0/steps/0/targets/0/provider");
    row("a key of nobody",
        withChain(R"("steps":[{"targets":[{"provider":"a","model":"m","keys":["other"]}]}])"),
        "unknown-reference /chains/0/steps/0/targets/0/keys/0");
    row("several targets and no form",
        withChain(R"("steps":[{"targets":[{"provider":"a","model":"m"},{"provider":"a","model":"n"}]}])"),
        "missing /chains/0/steps/0/race");
    row("both forms", withStep(R"("race":{},"pool":{})"), "bad-value /chains/0/steps/0/pool");
    row("too many retries", withStep(R"("retry":{"numRetries":6})"),
        "bad-value /chains/0/steps/0/retry/numRetries");
    row("half a retry", withStep(R"("retry":{"numRetries":1.5})"),
        "bad-value /chains/0/steps/0/retry/numRetries");
    row("back-off that shrinks", withStep(R"("retry":{"maxInterval":"100ms"})"),
        "bad-value /chains/0/steps/0/retry/maxInterval");
    row("retry on success", withStep(R"("retryOn":["ok"])"), "bad-value /chains/0/steps/0/retryOn/0");
    row("a ratio over one", R"({"breaker":{"failureRatio":1.5}})", "bad-value /breaker/failureRatio");
    row("a port that is none", R"({"gateway":{"port":65536}})", "bad-value /gateway/port");
    row("no token off loopback", R"({"gateway":{"listen":"0.0.0.0","requireToken":false}})",
        "bad-value /gateway/requireToken");
    row("an address that is none", R"({"gateway":{"listen":"127.0.0.256"}})", "bad-value /gateway/listen");
    row("any origin", R"({"gateway":{"allowedOrigins":["*"]}})", "bad-value /gateway/allowedOrigins/0");
    row("the fallback of nobody", R"({"gateway":{"unknownModel":"c"}})",
        "unknown-reference /gateway/unknownModel");
    row("passed to nobody", R"({"gateway":{"passthrough":"p"}})", "unknown-reference /gateway/passthrough");
    row("a token in the file", R"({"gateway":{"tokens":[{"id":"t","from":"blt_0123456789abcdef"}]}})",
        "bad-secret /gateway/tokens/0/from");
    row("an anchor that is no URL", R"({"network":{"anchors":["8.8.8.8"]}})", "bad-value /network/anchors/0");
    row("no such event",
        R"({"notifications":{"webhooks":[{"id":"w","form":"generic","url":"keychain","events":["all"]}]}})",
        "bad-value /notifications/webhooks/0/events/0");
    row("the address of a Slack hook",
        R"({"notifications":{"webhooks":[{"id":"w","form":"slack","url":"https://hooks.slack.com/services/T/B/x"}]}})",
        "bad-secret /notifications/webhooks/0/url");
    row("a secret in the file",
        R"({"notifications":{"webhooks":[{"id":"w","form":"generic","url":"keychain","secret":"blt_0123456789abcdef"}]}})",
        "bad-secret /notifications/webhooks/0/secret");
    row("the address of a webhook from nowhere",
        R"({"notifications":{"webhooks":[{"id":"w","form":"generic","url":"env:1"}]}})",
        "bad-value /notifications/webhooks/0/url");
    row("no such event for the desktop", R"({"notifications":{"events":["outage"]}})",
        "bad-value /notifications/events/0");
    row("nothing muted", R"({"notifications":{"muted":[""]}})", "bad-value /notifications/muted/0");
    row("a provider of capitals muted", R"({"notifications":{"muted":["Groq"]}})",
        "bad-value /notifications/muted/0");
    row("a target without its model muted", R"({"notifications":{"muted":["groq/"]}})",
        "bad-value /notifications/muted/0");
    row("muted twice", R"({"notifications":{"muted":["a","a"]}})", "duplicate /notifications/muted/1");
    row("reminders every minute", R"({"notifications":{"remindEvery":"1m"}})",
        "bad-value /notifications/remindEvery");
    row("reminders once a week", R"({"notifications":{"remindEvery":"168h"}})",
        "bad-value /notifications/remindEvery");
    row("quiet for no time, or for ever", R"({"notifications":{"quietHours":"22:00-22:00"}})",
        "bad-value /notifications/quietHours");
    row("hours that are none", R"({"notifications":{"quietHours":"25:00-07:00"}})",
        "bad-value /notifications/quietHours");
}

void tst_ConfigErrors::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto config = readConfig(text);
    QVERIFY(!config.has_value());
    QStringList found;
    for (const ConfigIssue &issue : config.error()) {
        found += issue.code + u' ' + issue.pointer;
        QVERIFY(!issue.expected.isEmpty() && !issue.got.isEmpty());
    }
    QVERIFY2(found.contains(expected), qPrintable(found.join(u'\n')));
}

void tst_ConfigErrors::allErrorsAreCollected()
{
    const auto config = readConfig(R"({"providers":[{"id":"A","kind":"x","monitor":{"every":"1s"}}],
        "chains":[{"id":"c","steps":[{"targets":[{"provider":"nobody","model":"m"}],"race":{"after":"fast"}}]}],
        "gateway":{"port":-1}})");
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().size(), size_t {6});
}

void tst_ConfigErrors::keysAreNeverShown()
{
    const QByteArray canary = "CANARYcanary0123456789canaryCANARY";
    for (const char *form :
        {R"("keys":"%")", R"("keys":["%"])", R"("keys":[{"id":"%","from":"%","weight":"%","x":{"%":"%"}}])",
            R"("headers":{"Authorization":"%","x-b":"%"})", R"("headers":"%")", R"("proxy":"http://u:%@h")",
            R"("baseUrl":"%")", R"("keys":[{"id":"k","from":"session","a":"sk-%","a":"sk-%"}])",
            R"("name":"%")", R"("extra":["%",{"x":["%"]}])", R"("enabled":"%","monitor":{"x":"%"})",
            R"("x":1}],"gateway":{"token":"%","port":"%"},"apiKey":"%","more":[{"a":"%")",
            R"("x":1}],"chains":[{"id":"c","x":"%","steps":[{"targets":[{"x":"%"}]}]}],"more":[{"a":"%")",
            R"("x":1}],"notifications":{"webhooks":[{"x":"%","secret":"%"}]},"more":[{"a":"%")"}) {
        const auto config = readConfig(withProvider(QByteArray(form).replace('%', canary).constData()));
        QVERIFY2(!config.has_value() && config.error().front().code != QLatin1StringView("bad-json"), form);
        for (const ConfigIssue &issue : config.error())
            QVERIFY2(!issue.got.contains(QLatin1StringView(canary)), form);
    }
}

void tst_ConfigErrors::whatIsNoKeyMayStay_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("a long name with digits") << withProvider(R"("name":"my-vllm-server-on-192.168.1.15")");
    QTest::addRow("a note") << withProvider(
        R"("note":"asked for a key on 2026-11-22, see mail","x":[1,null,{}])");
    QTest::addRow("a long model") << withProvider(
        R"("monitor":{"models":["meta-llama/Llama-3.1-8B-Instruct-Turbo"]})");
    QTest::addRow("where a key lives, in a field that nobody reads")
        << QByteArray(R"({"gateway":{"token":{"from":"env:NAME"}}})");
    QTest::addRow("the id of a key at a target")
        << QByteArray(R"({"providers":[{"id":"a","kind":"openai"}],"chains":[{"id":"c","steps":[{"targets":[)"
                      R"({"provider":"a","model":"m","key":"main"}]}]}]})");
}

void tst_ConfigErrors::whatIsNoKeyMayStay()
{
    QFETCH(QByteArray, text);
    const auto config = readConfig(text);
    QVERIFY2(config.has_value(), config ? "" : qPrintable(configIssueLine(config.error().front())));
}

void tst_ConfigErrors::forms()
{
    const auto config = readConfig(
        R"({"providers":[{"id":"a","kind":"openai"}],"chains":[{"id":"c","steps":[{"targets":[{"provider":"a","model":"m"}]},{"targets":[{"provider":"a","model":"m"},{"provider":"a","model":"n"}],"race":{"after":"fast"}}]}]})");
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().size(), size_t {1});
    QCOMPARE(configIssueLine(config.error()[0]),
        QStringLiteral(
            R"(config.json:/chains/0/steps/1/race/after: expected a duration or "p95", got "fast")"));
    QCOMPARE(configIssuesJson(config.error(), {}),
        QByteArray(R"({"errors":[{"pointer":"/chains/0/steps/1/race/after","code":"bad-value",)"
                   R"("expected":"a duration or \"p95\"","got":"\"fast\""}],"warnings":[]})"));
}

QTEST_GUILESS_MAIN(tst_ConfigErrors)
#include "tst_configerrors.moc"
