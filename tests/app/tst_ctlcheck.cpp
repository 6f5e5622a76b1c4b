// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"
#include "tests/support/scriptedserver.h"

#include <sys/stat.h>

using namespace Belay;

namespace {

const QByteArray Models = R"({"object":"list","data":[{"id":"m1"},{"id":"m2"}]})";

QByteArray answerOf(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\n" + headers
        + "content-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray configOf(const ScriptedServer &server, const QByteArray &from)
{
    return R"({"version":1,"providers":[{"id":"srv","kind":"openai-compatible","baseUrl":")"
        + server.url(QStringLiteral("/v1")).toEncoded() + R"(","keys":[{"id":"main","from":")" + from
        + R"("}],"monitor":{"models":["m1","m2"]}}]})";
}

} // namespace

class tst_CtlCheck final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void targetsNarrowWhatIsAsked_data();
    void targetsNarrowWhatIsAsked();
    void aProviderThatDripsEndsAtTheTimeout();
    void anyAsksForOneThatServes();
    void aKeyThatCannotBeRead_data();
    void aKeyThatCannotBeRead();
    void completionsWithoutAPriceAreNamed();
};

void tst_CtlCheck::initTestCase()
{
    qputenv("SRV_KEY", "value-of-no-use");
    qunsetenv("SRV_NO_KEY");
}

void tst_CtlCheck::answers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("expectedCode");
    QTest::addColumn<QString>("expectedState");
    QTest::addColumn<QString>("expectedOverall");
    QTest::addColumn<QString>("expectedOutcome");
    const auto add = [](const char *name, const QByteArray &answer, int code, const char *state,
                         const char *overall, const char *outcome) {
        QTest::addRow("%s", name) << answer << code << QString::fromLatin1(state)
                                  << QString::fromLatin1(overall) << QString::fromLatin1(outcome);
    };
    add("well", answerOf("200 OK", Models), 0, "up", "up", "ok");
    add("401",
        answerOf("401 Unauthorized", R"({"error":{"message":"Incorrect key","code":"invalid_api_key"}})"), 2,
        "key-rejected", "down", "auth");
    add("429", answerOf("429 Too Many", R"({"error":{"message":"slow down"}})", "retry-after: 7\r\n"), 1,
        "limited", "degraded", "rate-limited");
    add("503", answerOf("503 Unavailable", R"({"error":{"message":"busy"}})"), 2, "down", "down",
        "overloaded");
    add("a page for people", answerOf("200 OK", "<!doctype html><html></html>"), 2, "down", "down",
        "not-an-answer");
    add("chunks that are none", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZZ\r\nx\r\n", 2,
        "down", "down", "not-an-answer");
    add("another protocol", "SSH-2.0-OpenSSH_9\r\n\r\n", 2, "down", "down", "not-an-answer");
    add("a head of a megabyte", "HTTP/1.1 200 OK\r\nx-big: " + QByteArray(1024 * 1024, 'a') + "\r\n\r\n", 2,
        "down", "down", "not-an-answer");
}

void tst_CtlCheck::answers()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, expectedCode);
    QFETCH(QString, expectedState);
    QFETCH(QString, expectedOverall);
    QFETCH(QString, expectedOutcome);
    const ScriptedServer server([&](ScriptedRequest &request) { request.send(answer), request.close(); });
    const Runner runner;
    runner.writeConfig(configOf(server, "env:SRV_KEY"));
    const Ended ended = runner.run({QStringLiteral("check"), QStringLiteral("--json")});
    QVERIFY2(ended.code == expectedCode, QByteArray(ended.out + ended.err).constData());
    const Json status = ended.json();
    QCOMPARE(status["targets"].size(), size_t {2});
    const Json &target = status["targets"][0];
    QCOMPARE(QString::fromStdString(target["state"]), expectedState);
    QCOMPARE(QString::fromStdString(target["outcome"]), expectedOutcome);
    QCOMPARE(QString::fromStdString(status["overall"]["state"]), expectedOverall);
    QVERIFY(target["lastCheckAt"].is_string());
}

void tst_CtlCheck::targetsNarrowWhatIsAsked_data()
{
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<int>("expectedCode");
    QTest::addColumn<size_t>("expectedTargets");
    QTest::addRow("one") << QStringList {QStringLiteral("srv/m2")} << 0 << size_t {1};
    QTest::addRow("one, twice") << QStringList {QStringLiteral("srv/m2"), QStringLiteral("srv/m2")} << 0
                                << size_t {1};
    QTest::addRow("a provider and one of its models")
        << QStringList {QStringLiteral("srv/m2"), QStringLiteral("srv")} << 0 << size_t {2};
    QTest::addRow("one that is not watched")
        << QStringList {QStringLiteral("srv/m2"), QStringLiteral("srv/m3")} << 64 << size_t {0};
}

void tst_CtlCheck::targetsNarrowWhatIsAsked()
{
    QFETCH(QStringList, targets);
    QFETCH(int, expectedCode);
    QFETCH(size_t, expectedTargets);
    const ScriptedServer server([](ScriptedRequest &request) { request.answer(Models); });
    const Runner runner;
    runner.writeConfig(configOf(server, "env:SRV_KEY"));
    const Ended ended = runner.run(QStringList {QStringLiteral("check"), QStringLiteral("--json")} + targets);
    QVERIFY2(ended.code == expectedCode, ended.err.constData());
    if (expectedCode == 0)
        QCOMPARE(ended.json()["targets"].size(), expectedTargets);
    else
        QVERIFY(ended.out.isEmpty());
}

void tst_CtlCheck::aProviderThatDripsEndsAtTheTimeout()
{
    const ScriptedServer server([](ScriptedRequest &request) {
        request.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{");
    });
    const Runner runner;
    runner.writeConfig(configOf(server, "env:SRV_KEY"));
    QElapsedTimer elapsed;
    elapsed.start();
    const Ended ended = runner.run({QStringLiteral("check"), QStringLiteral("--json"),
        QStringLiteral("--timeout"), QStringLiteral("1s")});
    QVERIFY2(ended.code == 3, ended.err.constData());
    QVERIFY(elapsed.elapsed() < 5'000);
    QCOMPARE(ended.json()["targets"][0]["state"].get<std::string>(), std::string("checking"));
}

void tst_CtlCheck::anyAsksForOneThatServes()
{
    const ScriptedServer server([](ScriptedRequest &request) { request.answer(Models); });
    const Runner runner;
    QByteArray config = configOf(server, "env:SRV_KEY");
    config.replace("}]}", R"(},{"id":"gone","kind":"vllm","baseUrl":"http://127.0.0.1:1/v1"}]})");
    runner.writeConfig(config);
    QCOMPARE(runner.run({QStringLiteral("check")}).code, 2);
    QCOMPARE(runner.run({QStringLiteral("check"), QStringLiteral("--any")}).code, 0);
}

void tst_CtlCheck::aKeyThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("expectedCode");
    QTest::addColumn<QByteArray>("expectedWords");
    QTest::addRow("a file for all to read") << QByteArray("file:KEYFILE") << 0644 << 77 << QByteArray("0600");
}

void tst_CtlCheck::aKeyThatCannotBeRead()
{
    QFETCH(QByteArray, from);
    QFETCH(int, mode);
    QFETCH(int, expectedCode);
    QFETCH(QByteArray, expectedWords);
    const ScriptedServer server(
        [](ScriptedRequest &request) { request.send(answerOf("401 Unauthorized", "{}")); });
    const Runner runner;
    const QByteArray key = QFile::encodeName(runner.write(QStringLiteral("key"), "some-value-123"));
    QCOMPARE(::chmod(key.constData(), static_cast<mode_t>(mode)), 0);
    runner.writeConfig(configOf(server, from.replace("KEYFILE", key)));
    for (const QStringList &command : {QStringList {QStringLiteral("check")},
             QStringList {QStringLiteral("keys"), QStringLiteral("test"), QStringLiteral("srv/main")}}) {
        const Ended ended = runner.run(command);
        QVERIFY2(ended.code == expectedCode, QByteArray(ended.out + ended.err).constData());
        QVERIFY2(ended.err.contains(expectedWords), ended.err.constData());
        QVERIFY(!ended.err.contains("some-value-123"));
    }
    QCOMPARE(server.connections() == 0, expectedCode == 77);
}

void tst_CtlCheck::completionsWithoutAPriceAreNamed()
{
    const ScriptedServer server([](ScriptedRequest &request) { request.answer(Models); });
    const Runner runner;
    runner.writeConfig(configOf(server, "env:SRV_KEY"));
    const Ended ended = runner.run({QStringLiteral("check"), QStringLiteral("--completion")});
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.err.contains("srv/m1: its price is unknown"), ended.err.constData());
    for (const auto &request : server.requests())
        QVERIFY(request->head.startsWith("GET "));
}

QTEST_GUILESS_MAIN(tst_CtlCheck)
#include "tst_ctlcheck.moc"
