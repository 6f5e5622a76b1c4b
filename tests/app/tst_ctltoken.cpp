// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

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
    void badNames();

private:
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
    const Json tokens = Json::parse(config.readAll().toStdString())["gateway"]["tokens"];
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
    QCOMPARE(m_runner.run({text("token"), text("--new")}).code, 69);
    qputenv("BELAY_GATEWAY_TOKEN", QByteArray(31, 'v'));
    const Ended shorter = m_runner.run({text("token")});
    QCOMPARE(shorter.code, 78);
    QVERIFY(!shorter.err.contains("vvv"));
    qputenv("BELAY_GATEWAY_TOKEN", QByteArray(32, 'v'));
    QCOMPARE(m_runner.run({text("token")}).out, QByteArray(32, 'v') + '\n');
    qunsetenv("BELAY_GATEWAY_TOKEN");
}

void tst_CtlToken::badNames()
{
    for (const char *name : {"", "A", "a/b", "a b", "-x"})
        QCOMPARE(m_runner.run({text("token"), text("--name=") + text(name)}).code, 64);
}

QTEST_GUILESS_MAIN(tst_CtlToken)
#include "tst_ctltoken.moc"
