// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"
#include "tests/gateway/clientcall.h"

#include <csignal>

using namespace Belay;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

bool isToken(const QByteArray &line)
{
    static const QRegularExpression form(text("^blt_[A-Za-z0-9_-]{43}\n$"));
    return form.match(QString::fromLatin1(line)).hasMatch();
}

} // namespace

/// On a bus with an open keyring of its own.
class tst_CtlToken final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesOneAndKeepsIt();
    void anAppHasItsOwn();
    void aTokenFromElsewhere();
    void withoutAKeychain();
    void aGatewayMakesItsOwn();
    void aReloadReadsTokensAnew();
    void aNewTokenNeedsNoReload();
    void aConfigThatMayNotBeWritten();
    void badNames();

private:
    /// Runs the gateway and gives its address; empty where it did not come up.
    static QString serve(const Runner &runner, QProcess &process);
    /// The status of a request that names this token.
    static int statusWith(const QString &address, const QByteArray &token);
    /// Whether it opens the gateway, perhaps after a while.
    static bool opens(const QString &address, const QByteArray &token);

    Runner m_runner;
};

void tst_CtlToken::makesOneAndKeepsIt()
{
    const Ended first = m_runner.runOnThisBus({text("token")});
    QVERIFY2(first.code == 0 && isToken(first.out), first.err.constData());
    QVERIFY(!QFile::exists(m_runner.home() + text("/config.json"))); // the default needs no line
    QCOMPARE(m_runner.runOnThisBus({text("token")}).out, first.out);
    const Ended json = m_runner.runOnThisBus({text("--json"), text("token")});
    QCOMPARE(json.json()["id"], "default");
    QCOMPARE(QByteArray::fromStdString(json.json()["token"]) + '\n', first.out);
    const Ended fresh = m_runner.runOnThisBus({text("token"), text("--new")});
    QVERIFY(isToken(fresh.out) && fresh.out != first.out);
    QVERIFY(fresh.err.contains("SIGHUP"));
    QCOMPARE(m_runner.runOnThisBus({text("token")}).out, fresh.out);
}

void tst_CtlToken::anAppHasItsOwn()
{
    const QByteArray standard = m_runner.runOnThisBus({text("token")}).out;
    const Ended app = m_runner.runOnThisBus({text("token"), text("--name"), text("editor")});
    QVERIFY2(app.code == 0 && isToken(app.out), app.err.constData());
    QVERIFY(app.out != standard);
    QFile config(m_runner.home() + text("/config.json"));
    QVERIFY(config.open(QIODevice::ReadOnly));
    const nlohmann::json tokens = nlohmann::json::parse(config.readAll().toStdString())["gateway"]["tokens"];
    QCOMPARE(tokens.size(), size_t {2});
    QCOMPARE(tokens[0]["id"], "default");
    QCOMPARE(tokens[1]["id"], "editor");
    QCOMPARE(m_runner.runOnThisBus({text("token"), text("--name"), text("editor")}).out, app.out);
    QCOMPARE(m_runner.runOnThisBus({text("token")}).out, standard);
}

void tst_CtlToken::aTokenFromElsewhere()
{
    const QString file = m_runner.write(text("token"), QByteArray(40, 'f') + '\n');
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    m_runner.writeConfig("{\"version\":1,\"gateway\":{\"tokens\":[{\"id\":\"default\",\"from\":\"file:"
        + file.toUtf8() + "\"},{\"id\":\"gone\",\"from\":\"env:BELAY_NOT_SET\"}]}}");
    QCOMPARE(m_runner.run({text("token")}).out, QByteArray(40, 'f') + '\n');
    QCOMPARE(m_runner.run({text("token"), text("--new")}).code, 64);
    QCOMPARE(m_runner.run({text("token"), text("--name"), text("gone")}).code, 78);
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QCOMPARE(m_runner.run({text("token")}).code, 77);
    m_runner.writeConfig("{\"version\":1}");
}

void tst_CtlToken::withoutAKeychain()
{
    const Ended none = m_runner.run({text("token")});
    QCOMPARE(none.code, 69);
    QVERIFY2(none.out.isEmpty() && none.err.contains("BELAY_GATEWAY_TOKEN"), none.err.constData());
    QCOMPARE(none.err.count("keychain"), 1);
    QCOMPARE(m_runner.run({text("token"), text("--new")}).code, 69);
    qputenv("BELAY_GATEWAY_TOKEN", QByteArray(31, 'v'));
    const Ended shorter = m_runner.run({text("token")});
    QCOMPARE(shorter.code, 78);
    QVERIFY(!shorter.err.contains("vvv"));
    qputenv("BELAY_GATEWAY_TOKEN", QByteArray(32, 'v'));
    QCOMPARE(m_runner.run({text("token")}).out, QByteArray(32, 'v') + '\n');
    qunsetenv("BELAY_GATEWAY_TOKEN");
}

QString tst_CtlToken::serve(const Runner &runner, QProcess &process)
{
    runner.startOnThisBus(process, {text("--json"), text("serve"), text("--port"), text("0")});
    QByteArray out;
    const auto hasLine = [&] {
        out += process.readAllStandardOutput();
        return out.contains('\n');
    };
    if (!QTest::qWaitFor(hasLine, 20'000))
        return {};
    const nlohmann::json ready
        = nlohmann::json::parse(out.left(out.indexOf('\n')).toStdString(), nullptr, false);
    return ready.is_object() && ready["gateway"].is_string() ? QString::fromStdString(ready["gateway"])
                                                             : QString();
}

int tst_CtlToken::statusWith(const QString &address, const QByteArray &token)
{
    HttpRequest request = clientRequest(address, text("/models"));
    request.auth = AuthHeader {"authorization", "Bearer ", Secret {token.trimmed()}};
    CurlClient http;
    ClientCall call(http, request);
    return call.wait() ? call.head.status : 0;
}

bool tst_CtlToken::opens(const QString &address, const QByteArray &token)
{
    return QTest::qWaitFor([&] { return statusWith(address, token) == 200; }, 20'000);
}

void tst_CtlToken::aGatewayMakesItsOwn()
{
    const Runner fresh;
    QProcess process;
    const QString address = serve(fresh, process);
    QVERIFY2(!address.isEmpty(), process.readAllStandardError().constData());
    // Nobody has to stop it, or to know of a reload: what belayctl prints opens it.
    const auto isOpen = [&] { return statusWith(address, fresh.runOnThisBus({text("token")}).out) == 200; };
    QVERIFY(QTest::qWaitFor(isOpen, 20'000));
    process.terminate();
    QVERIFY(process.waitForFinished());
}

void tst_CtlToken::aReloadReadsTokensAnew()
{
    const Runner fresh;
    const QByteArray old = fresh.runOnThisBus({text("token")}).out;
    QProcess process;
    const QString address = serve(fresh, process);
    QVERIFY(opens(address, old));
    const QByteArray fromNow = fresh.runOnThisBus({text("token"), text("--new")}).out;
    QCOMPARE(statusWith(address, fromNow), 401);
    ::kill(static_cast<pid_t>(process.processId()), SIGHUP); // with a config that did not change
    QVERIFY(opens(address, fromNow));
    QCOMPARE(statusWith(address, old), 401);
    process.terminate();
    QVERIFY(process.waitForFinished());
}

void tst_CtlToken::aNewTokenNeedsNoReload()
{
    const Runner fresh;
    fresh.writeConfig(R"({"version":1})");
    const QByteArray old = fresh.runOnThisBus({text("token")}).out;
    QProcess process;
    const QString address = serve(fresh, process);
    QVERIFY(opens(address, old));
    const Ended made = fresh.runOnThisBus({text("token"), text("--new")});
    QVERIFY(made.err.contains("at once"));
    QVERIFY(opens(address, made.out));
    QCOMPARE(statusWith(address, old), 401);
    process.terminate();
    QVERIFY(process.waitForFinished());
}

void tst_CtlToken::aConfigThatMayNotBeWritten()
{
    const Runner fresh;
    fresh.writeConfig(R"({"version":1})");
    QVERIFY(QFile::setPermissions(fresh.home() + text("/config.json"), QFile::ReadOwner));
    if (QFileInfo(fresh.home() + text("/config.json")).isWritable())
        QSKIP("this user may write every file");
    const Ended made = fresh.runOnThisBus({text("token"), text("--new")});
    QVERIFY2(made.code == 0 && isToken(made.out), made.err.constData());
    QVERIFY(made.err.contains("SIGHUP"));
}

void tst_CtlToken::badNames()
{
    for (const char *name : {"", "A", "a/b", "a b", "-x"})
        QCOMPARE(m_runner.run({text("token"), text("--name=") + text(name)}).code, 64);
}

QTEST_GUILESS_MAIN(tst_CtlToken)
#include "tst_ctltoken.moc"
