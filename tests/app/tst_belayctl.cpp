// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

using namespace Belay;

class tst_BelayCtl final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usage_data();
    void usage();
    void configErrorsAreNamedOneALine();
    void aKeyOfAnotherKindIsRefused();
    void anEmptyHomeHasNothingToSay();
    void weatherErrorsCarryTheirPointer();
    void doctorNamesAllChecks();
    void doctorTellsOfWebhooks();
    void aDatabaseThatCannotBeReadIsSaid_data();
    void aDatabaseThatCannotBeReadIsSaid();
    void chainsAreValidated();
};

void tst_BelayCtl::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("expectedCode");
    QTest::addRow("no command") << QStringList {} << 64;
    QTest::addRow("an unknown command") << QStringList {QStringLiteral("frobnicate")} << 64;
    QTest::addRow("an unknown option")
        << QStringList {QStringLiteral("check"), QStringLiteral("--nope")} << 64;
    QTest::addRow("an unknown target")
        << QStringList {QStringLiteral("check"), QStringLiteral("nobody/none")} << 64;
    QTest::addRow("a timeout without a unit")
        << QStringList {QStringLiteral("check"), QStringLiteral("--timeout"), QStringLiteral("30")} << 64;
    QTest::addRow("a history of nobody")
        << QStringList {QStringLiteral("history"), QStringLiteral("nobody/none")} << 64;
    QTest::addRow("a history that runs backwards") << QStringList {QStringLiteral("history"),
        QStringLiteral("a/b"), QStringLiteral("--from"), QStringLiteral("2026-11-22T00:00:00Z"),
        QStringLiteral("--to"), QStringLiteral("2026-11-21T00:00:00Z")}
                                                   << 64;
    QTest::addRow("a history of millions of columns") << QStringList {QStringLiteral("history"),
        QStringLiteral("a/b"), QStringLiteral("--step"), QStringLiteral("5m"), QStringLiteral("--from"),
        QStringLiteral("1970-01-01T00:00:00Z")} << 64;
    QTest::addRow("a key without a provider")
        << QStringList {QStringLiteral("keys"), QStringLiteral("delete"), QStringLiteral("main")} << 64;
    QTest::addRow("a weather file that is not there")
        << QStringList {QStringLiteral("demo"), QStringLiteral("--weather"), QStringLiteral("/nonexistent")}
        << 66;
    QTest::addRow("a weather file without an end")
        << QStringList {QStringLiteral("demo"), QStringLiteral("--weather"), QStringLiteral("/dev/zero")}
        << 78;
    QTest::addRow("help is no error") << QStringList {QStringLiteral("--help")} << 0;
    QTest::addRow("the version is no error") << QStringList {QStringLiteral("--version")} << 0;
}

void tst_BelayCtl::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, expectedCode);
    const Runner runner;
    const Ended ended = runner.run(arguments);
    QVERIFY2(ended.code == expectedCode, QByteArray(ended.err + QByteArray::number(ended.code)).constData());
    if (expectedCode != 0)
        QVERIFY(!ended.err.isEmpty());
}

void tst_BelayCtl::configErrorsAreNamedOneALine()
{
    const Runner runner;
    runner.writeConfig(
        R"({"version":1,"providers":[{"id":"Bad Id","kind":"openai"},{"id":"b","kind":"nothing"}]})");
    const Ended ended = runner.run({QStringLiteral("check"), QStringLiteral("--json")});
    QCOMPARE(ended.code, 78);
    QVERIFY2(ended.err.contains("config.json:/providers/0/id: expected"), ended.err.constData());
    QVERIFY2(ended.err.contains("config.json:/providers/1/kind: expected"), ended.err.constData());
    QCOMPARE(ended.json()["errors"].size(), size_t {2});
}

void tst_BelayCtl::aKeyOfAnotherKindIsRefused()
{
    const Runner runner;
    const QByteArray openAi = R"({"id":"mine","kind":"openai"})";
    runner.writeConfig(R"({"version":1,"providers":[)" + openAi + "]}");
    const QStringList set {QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("mine/main")};
    const QByteArray key = "sk-ant-api03-made-up-for-this-test\n";
    const Ended alone = runner.run(set, key);
    QCOMPARE(alone.code, 64);
    QVERIFY2(alone.err.contains("Anthropic") && alone.err.contains("no provider of the kind anthropic")
            && alone.err.contains("--anyway") && !alone.err.contains("made-up"),
        alone.err.constData());
    runner.writeConfig(R"({"version":1,"providers":[)" + openAi + R"(,{"id":"claude","kind":"anthropic"}]})");
    const Ended offered = runner.run(set, key);
    QCOMPARE(offered.code, 64);
    QVERIFY2(offered.err.contains("belayctl keys set claude/main"), offered.err.constData());
    // It goes on to the keychain, which is not there.
    const Ended insisted = runner.run(set + QStringList {QStringLiteral("--anyway")}, key);
    QVERIFY2(insisted.code == 69, insisted.err.constData());
    // The right kind needs no word.
    const Ended right = runner.run(set, "sk-proj-made-up-for-this-test\n");
    QVERIFY2(right.code == 69, right.err.constData());
    QVERIFY(alone.out.isEmpty() && offered.out.isEmpty());
}

void tst_BelayCtl::anEmptyHomeHasNothingToSay()
{
    const Runner runner;
    const Ended ended = runner.run({QStringLiteral("check"), QStringLiteral("--json")});
    QCOMPARE(ended.code, 3);
    const Json status = ended.json();
    QCOMPARE(status["overall"]["state"].get<std::string>(), std::string("unknown"));
    QCOMPARE(status["schema"].get<int>(), 1);
    QVERIFY(status["targets"].empty());
    QVERIFY(!QFileInfo::exists(
        runner.home() + QStringLiteral("/history.sqlite"))); // reading beside writes nothing
}

void tst_BelayCtl::weatherErrorsCarryTheirPointer()
{
    const Runner runner;
    const QString weather = runner.write(
        QStringLiteral("bad.json"), R"({"targets":{"anthropic":[{"at":"0s","weather":"sunny"}]}})");
    const Ended ended = runner.run({QStringLiteral("demo"), QStringLiteral("--weather"), weather});
    QCOMPARE(ended.code, 78);
    QVERIFY2(ended.err.contains("/targets/anthropic/0/weather"), ended.err.constData());
}

void tst_BelayCtl::aDatabaseThatCannotBeReadIsSaid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("noise") << QByteArray(20'000, '\x5a');
    QTest::addRow("cut in its head") << QByteArray("SQLite format 3");
}

void tst_BelayCtl::aDatabaseThatCannotBeReadIsSaid()
{
    QFETCH(QByteArray, bytes);
    const Runner runner;
    runner.writeConfig(R"({"providers":[{"id":"groq","kind":"groq"}]})");
    runner.write(QStringLiteral("history.sqlite"), bytes);
    const Ended cached = runner.run({QStringLiteral("check"), QStringLiteral("--cached")});
    QCOMPARE(cached.code, 74);
    QVERIFY2(cached.out.isEmpty() && cached.err.contains("history.sqlite"), cached.err.constData());
    const Ended doctor = runner.run({QStringLiteral("doctor"), QStringLiteral("--json")});
    QCOMPARE(doctor.code, 1);
    const Json checks = doctor.json()["checks"];
    const auto history = std::find_if(
        checks.begin(), checks.end(), [](const Json &check) { return check["id"] == "history"; });
    QVERIFY(history != checks.end());
    QVERIFY(!(*history)["ok"] && !(*history)["fix"].get<std::string>().empty());
}

void tst_BelayCtl::doctorNamesAllChecks()
{
    const Runner runner;
    runner.writeConfig(R"({"version":1,"network":{"anchors":[]}})");
    const Ended ended = runner.run({QStringLiteral("doctor"), QStringLiteral("--json")});
    QVERIFY2(ended.code == 0 || ended.code == 1, ended.err.constData());
    QStringList ids;
    const Json found = ended.json();
    for (const Json &check : found["checks"]) {
        ids << QString::fromStdString(check["id"]);
        QVERIFY(check["ok"].get<bool>() || !check["fix"].is_null());
    }
    const QStringList expected {QStringLiteral("versions"), QStringLiteral("config"),
        QStringLiteral("history"), QStringLiteral("keychain"), QStringLiteral("network"),
        QStringLiteral("proxy"), QStringLiteral("clock"), QStringLiteral("tls"), QStringLiteral("port"),
        QStringLiteral("display"), QStringLiteral("tray"), QStringLiteral("notifications")};
    QCOMPARE(ids, expected);
}

void tst_BelayCtl::doctorTellsOfWebhooks()
{
    const Runner runner;
    runner.writeConfig(R"({"version":1,"network":{"anchors":[]},"notifications":{"desktop":false,"webhooks":[
        {"id":"good","form":"generic","url":"https://a.example/"},
        {"id":"bad","form":"slack","url":"env:NONE"},
        {"id":"new","form":"slack","url":"env:NONE"}]}})");
    runner.write(QStringLiteral("notifications.json"), R"({"webhooks":{
        "good":{"at":"2026-11-22T07:28:00.000Z","ok":true,"detail":"200"},
        "bad":{"at":"2026-11-22T07:28:00.000Z","ok":false,"detail":"it answered 500"}}})");
    const Ended ended = runner.run({QStringLiteral("doctor"), QStringLiteral("--json")});
    QCOMPARE(ended.code, 1);
    const Json found = ended.json();
    const Json check = found["checks"].back();
    QCOMPARE(check["id"].get<std::string>(), std::string("notifications"));
    QVERIFY(!check["ok"].get<bool>());
    QCOMPARE(QString::fromStdString(check["detail"].get<std::string>()),
        QStringLiteral("the desktop shows none: they are switched off\n"
                       "webhook good: delivered at 2026-11-22T07:28:00.000Z\n"
                       "webhook bad: not delivered at 2026-11-22T07:28:00.000Z: it answered 500; "
                       "its address env:NONE cannot be read here: NONE is not set\n"
                       "webhook new: nothing sent yet; "
                       "its address env:NONE cannot be read here: NONE is not set"));
    QVERIFY(check["fix"].get<std::string>().find("webhook bad") != std::string::npos);
}

void tst_BelayCtl::chainsAreValidated()
{
    const Runner runner;
    const QStringList validate {QStringLiteral("chains"), QStringLiteral("validate")};
    const QStringList json {QStringLiteral("--json")};
    QCOMPARE(
        runner.run(validate + json).json(), Json({{"errors", Json::array()}, {"warnings", Json::array()}}));

    runner.writeConfig(R"({"version":1,"providers":[{"id":"a","kind":"ollama"}],
        "chains":[{"id":"x","steps":[{"targets":[{"provider":"a","model":"m"}]}]}]})");
    const Ended warned = runner.run(validate + json);
    QCOMPARE(warned.code, 0);
    const Json found = warned.json();
    QCOMPARE(found["warnings"].size(), size_t {1});
    QCOMPARE(found["warnings"][0]["code"].get<std::string>(), std::string("no-fallback"));
    QCOMPARE(found["warnings"][0]["pointer"].get<std::string>(), std::string("/chains/0/steps"));
    QVERIFY2(warned.err.contains("config.json:/chains/0/steps: expected"), warned.err.constData());
    QCOMPARE(runner.run(validate).out, QByteArray("config.json: 1 chain, 1 warning\n"));

    const QString other = runner.write(QStringLiteral("other.json"),
        R"({"version":1,"chains":[{"id":"x","steps":[{"targets":[{"provider":"q","model":"m"}]}]}]})");
    const Ended refused = runner.run(validate + json + QStringList {other});
    QCOMPARE(refused.code, 78);
    const Json errors = refused.json();
    QCOMPARE(errors["errors"][0]["code"].get<std::string>(), std::string("unknown-reference"));
    QVERIFY2(refused.err.contains("other.json:/chains/0/steps/0/targets/0/provider: expected"),
        refused.err.constData());

    QCOMPARE(runner.run(validate + QStringList(QStringLiteral("/nonexistent.json"))).code, 66);
    QCOMPARE(runner.run({QStringLiteral("chains")}).code, 64);
}

QTEST_GUILESS_MAIN(tst_BelayCtl)
#include "tst_belayctl.moc"
