// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace Belay;

/// What belayctl says where the keychain is open, locked, absent or waits for an answer (withkeyring.sh).
class tst_CtlKeys final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anOpenKeychainTakesAKey();
    void aChangeIsRefused_data();
    void aChangeIsRefused();
    void aCheckSaysWhatIsInTheWay();
    void aListSaysWhereKeysAre();
    void aQuestionThatNobodyAnswersDoesNotHoldACheck();

private:
    static QByteArray phase() { return qgetenv("BELAY_KEYRING_PHASE"); }
    static bool isPrompt() { return qgetenv("BELAY_KEYRING_MODE") == "prompt" && phase() == "locked"; }
    static bool isOpen() { return phase() == "before" || phase() == "after"; }
    static bool isAbsent() { return phase() == "absent" || phase() == "nobus"; }
    /// What each sentence on stderr names: what happened, whose side, and what to do.
    static QByteArrayList wordsExpected()
    {
        return isAbsent() ? QByteArrayList {"there is no keychain on this machine", "your side",
                   "gnome-keyring", "env:NAME"}
                          : QByteArrayList {"the keychain of this machine", "is locked",
                              "your side, not the provider's", "unlock it"};
    }

    std::unique_ptr<Runner> m_runner;
    QTcpServer m_provider; // reachable, and refuses whoever brings no key
};

void tst_CtlKeys::init()
{
    m_runner = std::make_unique<Runner>(QDir::homePath() + QStringLiteral("/belay"));
    if (!m_provider.isListening()) {
        QVERIFY(m_provider.listen(QHostAddress::LocalHost));
        connect(&m_provider, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *const socket = m_provider.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray body = R"({"error":{"message":"no key","code":"invalid_api_key"}})";
                socket->write("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                              "Connection: close\r\nContent-Length: "
                    + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
    }
    m_runner->writeConfig(
        QByteArray(R"({"version":1,"providers":[{"id":"mine","kind":"openai","proxy":"none","baseUrl":)")
        + "\"http://127.0.0.1:" + QByteArray::number(m_provider.serverPort())
        + R"(/v1","keys":[{"id":"main","from":"keychain"}]}]})");
}

void tst_CtlKeys::anOpenKeychainTakesAKey()
{
    if (!isOpen())
        QSKIP("the keychain is not open in this run");
    const Ended set = m_runner->runOnThisBus(
        {QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("mine/main")}, "sk-proj-made-up\n");
    QVERIFY2(set.code == 0 && set.err.isEmpty(), set.err.constData());
    const Ended list
        = m_runner->runOnThisBus({QStringLiteral("keys"), QStringLiteral("list"), QStringLiteral("--json")});
    QCOMPARE(list.json()["keys"][0]["storage"].get<std::string>(), std::string("stored"));
    QVERIFY(!list.out.contains("made-up") && list.err.isEmpty());
    // One that the config has needs no line there.
    const QString config = m_runner->home() + QStringLiteral("/config.json");
    QVERIFY(QFile::setPermissions(config, QFile::ReadOwner));
    const Ended again = m_runner->runOnThisBus(
        {QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("mine/main")}, "sk-proj-made-anew\n");
    QVERIFY(QFile::setPermissions(config, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY2(again.code == 0, again.err.constData());
}

void tst_CtlKeys::aChangeIsRefused_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addRow("set") << QStringList {
        QStringLiteral("keys"), QStringLiteral("set"), QStringLiteral("mine/main")};
    QTest::addRow("delete") << QStringList {
        QStringLiteral("keys"), QStringLiteral("delete"), QStringLiteral("mine/main")};
    QTest::addRow("token") << QStringList {QStringLiteral("token"), QStringLiteral("--new")};
}

void tst_CtlKeys::aChangeIsRefused()
{
    QFETCH(QStringList, command);
    if (isOpen() || isPrompt())
        QSKIP("the keychain takes keys, or may take 60 s to refuse one, in this run");
    const Ended ended = m_runner->runOnThisBus(command, "sk-proj-made-up\n");
    QVERIFY2(ended.code == 69, QByteArray(ended.err + QByteArray::number(ended.code)).constData());
    QVERIFY(ended.out.isEmpty());
    for (const QByteArray &words : wordsExpected())
        QVERIFY2(ended.err.contains(words), QByteArray(ended.err + words).constData());
}

void tst_CtlKeys::aCheckSaysWhatIsInTheWay()
{
    if (isOpen() || isPrompt())
        QSKIP("the keychain is open, or asks a person, in this run");
    for (const QStringList &command : {QStringList {QStringLiteral("check")},
             QStringList {QStringLiteral("keys"), QStringLiteral("test"), QStringLiteral("mine/main")}}) {
        const Ended ended = m_runner->runOnThisBus(command + QStringList {QStringLiteral("--json")});
        QVERIFY2(ended.code == 3, QByteArray(ended.err + QByteArray::number(ended.code)).constData());
        for (const QByteArray &words : isAbsent() ? wordsExpected() : QByteArrayList {"or is locked"})
            QVERIFY2(ended.err.contains(words), QByteArray(ended.err + words).constData());
        const Json target = ended.json()["targets"][0];
        QCOMPARE(target["owner"].get<std::string>(), std::string("you"));
        QCOMPARE(target["cause"].get<std::string>(), std::string("key"));
        QCOMPARE(target["proof"].get<std::string>(), std::string("reach"));
    }
}

void tst_CtlKeys::aListSaysWhereKeysAre()
{
    if (isOpen() || isPrompt())
        QSKIP("the keychain is open, or asks a person, in this run");
    const Ended list
        = m_runner->runOnThisBus({QStringLiteral("keys"), QStringLiteral("list"), QStringLiteral("--json")});
    QCOMPARE(list.code, 0);
    QCOMPARE(list.json()["keys"][0]["storage"].get<std::string>(),
        std::string(isAbsent() ? "no-keychain" : "locked-or-missing"));
    QVERIFY2(list.err.contains("belayctl: key mine/main: "), list.err.constData());
}

void tst_CtlKeys::aQuestionThatNobodyAnswersDoesNotHoldACheck()
{
    if (!isPrompt())
        QSKIP("nobody is asked in this run");
    const Ended ended = m_runner->runOnThisBus({QStringLiteral("check"), QStringLiteral("--timeout"),
        QStringLiteral("8s"), QStringLiteral("--json")});
    QVERIFY2(ended.code == 3, QByteArray(ended.err + QByteArray::number(ended.code)).constData());
    QVERIFY2(ended.err.contains("did not answer within 4 s"), ended.err.constData());
    for (const QByteArray &words : wordsExpected())
        QVERIFY2(ended.err.contains(words), QByteArray(ended.err + words).constData());
    const Json target = ended.json()["targets"][0];
    QCOMPARE(target["cause"].get<std::string>(), std::string("key"));
    QCOMPARE(target["proof"].get<std::string>(), std::string("reach")); // what needs no key is told
}

QTEST_GUILESS_MAIN(tst_CtlKeys)
#include "tst_ctlkeys.moc"
