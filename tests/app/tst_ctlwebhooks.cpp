// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/homelock.h"
#include "tests/app/runner.h"

using namespace Belay;
using namespace Qt::StringLiterals;

namespace {

QByteArray configOf(const QByteArray &more)
{
    return R"({"version":1,"network":{"anchors":[]},"notifications":{"webhooks":[{"id":"w","form":"generic","url":"http://127.0.0.1:9/in")"
        + more
        + R"(},{"id":"chat","form":"slack","url":"env:CHAT_ADDRESS","enabled":false,"events":["key.rejected"]}]}})";
}

QStringList secretOf(const QString &id)
{
    return {u"webhooks"_s, u"secret"_s, id};
}

/// What doctor says of them.
Json notificationsOf(const Runner &runner)
{
    return runner.run({u"doctor"_s, u"--json"_s}).json()["checks"].back();
}

} // namespace

/// On a bus with an open keyring of its own.
class tst_CtlWebhooks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSecretIsMadeOnceAndKept();
    void aSecretFromElsewhere();
    void whatHasNoSecret();
    void withoutAKeychain();
    void listed();
    void triesAreTold();
    void aSecretThatIsMissingIsNamed();
};

void tst_CtlWebhooks::theSecretIsMadeOnceAndKept()
{
    const Runner runner;
    runner.writeConfig(configOf({}));
    const Ended first = runner.runOnThisBus(secretOf(u"w"_s));
    QVERIFY2(first.code == 0 && first.out.trimmed().size() >= 32, first.err.constData());
    QCOMPARE(runner.runOnThisBus(secretOf(u"w"_s)).out, first.out);
    const Ended json = runner.runOnThisBus(secretOf(u"w"_s) + QStringList {u"--json"_s});
    QCOMPARE(json.json()["id"], "w");
    QCOMPARE(QByteArray::fromStdString(json.json()["secret"]) + '\n', first.out);
    const Ended fresh = runner.runOnThisBus(secretOf(u"w"_s) + QStringList {u"--new"_s});
    QVERIFY2(
        fresh.code == 0 && fresh.out.trimmed().size() >= 32 && fresh.out != first.out, fresh.err.constData());
    QCOMPARE(runner.runOnThisBus(secretOf(u"w"_s)).out, fresh.out);
}

void tst_CtlWebhooks::aSecretFromElsewhere()
{
    const Runner runner;
    runner.writeConfig(configOf(R"(,"secret":"env:WEBHOOK_SECRET")"));
    qputenv("WEBHOOK_SECRET", "of-the-environment");
    QCOMPARE(runner.run(secretOf(u"w"_s)).out, QByteArray("of-the-environment\n"));
    QCOMPARE(runner.run(secretOf(u"w"_s) + QStringList {u"--new"_s}).code, 64);
    qunsetenv("WEBHOOK_SECRET");
    QCOMPARE(runner.run(secretOf(u"w"_s)).code, 78);
    const QString file = runner.write(u"secret"_s, "of-a-file\n");
    runner.writeConfig(configOf(R"(,"secret":"file:)" + file.toUtf8() + '"'));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(runner.run(secretOf(u"w"_s)).out, QByteArray("of-a-file\n"));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const Ended open = runner.run(secretOf(u"w"_s));
    QVERIFY2(open.code == 77 && open.out.isEmpty(), open.err.constData());
}

void tst_CtlWebhooks::whatHasNoSecret()
{
    const Runner runner;
    runner.writeConfig(configOf(R"(,"secret":"session")"));
    for (const QString &id : {u"w"_s, u"chat"_s, u"nobody"_s}) {
        const Ended ended = runner.runOnThisBus(secretOf(id));
        QCOMPARE(ended.code, 64);
        QVERIFY2(ended.out.isEmpty() && ended.err.startsWith("belayctl: "), ended.err.constData());
    }
    QCOMPARE(runner.run({u"webhooks"_s}).code, 64);
}

void tst_CtlWebhooks::withoutAKeychain()
{
    const Runner runner;
    runner.writeConfig(configOf({}));
    for (const QStringList &words : {secretOf(u"w"_s), secretOf(u"w"_s) + QStringList {u"--new"_s}}) {
        const Ended ended = runner.run(words);
        QCOMPARE(ended.code, 69);
        QVERIFY2(ended.out.isEmpty() && ended.err.contains(R"("secret": "env:NAME")"), ended.err.constData());
        QVERIFY2(!ended.err.contains("BELAY_GATEWAY_TOKEN"), ended.err.constData());
    }
}

void tst_CtlWebhooks::listed()
{
    const Runner runner;
    QCOMPARE(runner.run({u"webhooks"_s, u"list"_s, u"--json"_s}).json()["webhooks"].size(), size_t {0});
    runner.writeConfig(configOf({}));
    runner.write(u"notifications.json"_s,
        R"({"toldOnce":[],"webhooks":{"w":{"at":"2026-11-22T07:28:00.000Z","ok":false,"detail":"it answered 500"}}})");
    const Json list = runner.run({u"webhooks"_s, u"list"_s, u"--json"_s}).json()["webhooks"];
    QCOMPARE(list.size(), size_t {2});
    QCOMPARE(list[0].dump(),
        std::string(
            R"({"at":"2026-11-22T07:28:00.000Z","delivered":false,"detail":"it answered 500","enabled":true,)"
            R"("events":[],"form":"generic","id":"w","problem":null,"secret":"keychain","trying":null})"));
    QVERIFY(list[1]["secret"].is_null() && list[1]["delivered"].is_null() && list[1]["enabled"] == false);
    const QByteArray text = runner.run({u"webhooks"_s, u"list"_s}).out;
    QVERIFY2(text.contains("not delivered at 2026-11-22T07:28:00.000Z: it answered 500"), text.constData());
    QVERIFY(!text.contains("127.0.0.1") && !text.contains("CHAT_ADDRESS")); // an address may be a secret
}

void tst_CtlWebhooks::triesAreTold()
{
    const Runner runner;
    runner.writeConfig(configOf({}));
    const QByteArray memory
        = R"({"webhooks":{"w":{"at":"2026-11-22T07:00:00.000Z","ok":true,"detail":"200"}},)"
          R"("trying":{"w":{"tries":2,"at":"2026-11-22T07:28:00.000Z",)"
          R"("detail":"it answered 500","nextAt":"2026-11-22T07:32:00.000Z"}}})";
    runner.write(u"notifications.json"_s, memory);
    const QStringList list {u"webhooks"_s, u"list"_s};
    // Nobody tries any more.
    const QByteArray ended = runner.run(list).out;
    QVERIFY2(ended.contains("not delivered at 2026-11-22T07:28:00.000Z: it answered 500 (try 2;"),
        ended.constData());
    const auto owner = HomeLock::take(runner.home());
    QVERIFY(owner.has_value());
    const QByteArray text = runner.run(list).out;
    QVERIFY2(text.contains("tried 2 of 5, last: it answered 500 at 2026-11-22T07:28:00.000Z, "
                           "next at 2026-11-22T07:32:00.000Z"),
        text.constData());
    const Json hook = runner.run(list + QStringList {u"--json"_s}).json()["webhooks"][0];
    QVERIFY(hook["delivered"] == true && hook["at"] == "2026-11-22T07:00:00.000Z");
    QCOMPARE(hook["trying"].dump(),
        std::string(R"({"at":"2026-11-22T07:28:00.000Z","detail":"it answered 500",)"
                    R"("nextAt":"2026-11-22T07:32:00.000Z","of":5,"tries":2})"));
    const Json check = notificationsOf(runner);
    QVERIFY(check["ok"] == true && check["warning"] == true && !check["fix"].is_null());
    QVERIFY(check["detail"].get<std::string>().find("tried 2 of 5, last: ") != std::string::npos);
    const QByteArray doctor = runner.run({u"doctor"_s}).out;
    QVERIFY2(doctor.contains("▲ notifications") && doctor.contains("→ Look at the address of the webhook w"),
        doctor.constData());
}

void tst_CtlWebhooks::aSecretThatIsMissingIsNamed()
{
    const Runner runner;
    runner.writeConfig(configOf(R"(,"secret":"env:BELAY_TEST_NOT_SET")"));
    const QByteArray expected = "nothing sent yet; its secret env:BELAY_TEST_NOT_SET cannot be read here: ";
    const QByteArray text = runner.run({u"webhooks"_s, u"list"_s}).out;
    QVERIFY2(text.contains(expected), text.constData());
    const Json list = runner.run({u"webhooks"_s, u"list"_s, u"--json"_s}).json()["webhooks"];
    QVERIFY(list[0]["problem"].is_string() && list[1]["problem"].is_null()); // that one is switched off
    Json check = notificationsOf(runner);
    QVERIFY(check["ok"] == false && check["warning"] == false);
    QVERIFY(check["detail"].get<std::string>().find(expected.toStdString()) != std::string::npos);
    // The Belay that delivers has it, though this command has not.
    runner.write(u"notifications.json"_s,
        R"({"webhooks":{"w":{"at":"2026-11-22T07:00:00.000Z","ok":true,"detail":"200"}}})");
    check = notificationsOf(runner);
    QVERIFY(check["ok"] == true && check["warning"] == true);

    const QString path = runner.write(u"secret"_s, "of-the-test");
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup));
    runner.writeConfig(configOf(R"(,"secret":"file:)" + path.toUtf8() + '"'));
    QVERIFY(runner.run({u"webhooks"_s, u"list"_s}).out.contains("mode must be 0600"));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
    QVERIFY(!runner.run({u"webhooks"_s, u"list"_s}).out.contains("cannot be read"));
}

QTEST_GUILESS_MAIN(tst_CtlWebhooks)
#include "tst_ctlwebhooks.moc"
