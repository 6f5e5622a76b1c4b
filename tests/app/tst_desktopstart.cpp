// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/instancelink.h"
#include "app/desktop/startup.h"
#include "core/base/homelock.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

#include <sys/stat.h>

using namespace Belay;

namespace {

Home homeIn(const QTemporaryDir &folder)
{
    return Home::resolve(folder.path());
}

Error conflict()
{
    return {ErrorKind::Conflict, QStringLiteral("Another Belay owns it (pid 1, version 0)."), {}};
}

/// Presses the button of the box as soon as one is up.
class Presser final : public QObject
{
public:
    Presser()
    {
        m_timer.callOnTimeout(this, [this] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                auto *box = qobject_cast<QMessageBox *>(widget);
                if (!box || !box->isVisible())
                    continue;
                text = box->text() + u'\n' + box->informativeText();
                m_timer.stop();
                box->buttons().front()->click();
            }
        });
        m_timer.start(10);
    }
    QString text;

private:
    QTimer m_timer;
};

/// The real program on the offscreen platform.
void start(QProcess &process, const QTemporaryDir &folder, const QStringList &arguments = {})
{
    process.setProgram(QStringLiteral(BELAY));
    process.setArguments(QStringList {QStringLiteral("--home"), folder.path()} + arguments);
    process.start();
}

void writeConfig(const QTemporaryDir &folder, const QByteArray &text)
{
    QFile file(folder.filePath(QStringLiteral("config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Its window is there and hears a second start.
/// Listens, and answers: a demo makes up its past before it does.
bool isUp(const QTemporaryDir &folder)
{
    QLocalSocket socket;
    socket.connectToServer(homeIn(folder).socketName());
    return socket.waitForConnected(100) && socket.write("raise\n") > 0 && socket.waitForReadyRead(1'000);
}

} // namespace

class tst_DesktopStart final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOpenWindowHearsASecondStart();
    void anotherVersionIsTold();
    void aHomeWithoutAWindowIsTold();
    void aBoxEndsTheProgram_data();
    void aBoxEndsTheProgram();
    void aSecondProgramEndsWell_data();
    void aSecondProgramEndsWell();
    void picturesOfATakenHomeAreRefused();
    void aKilledProgramLeavesNothingInTheWay();
    void filesArePrivate();
};

void tst_DesktopStart::theOpenWindowHearsASecondStart()
{
    const QTemporaryDir folder;
    InstanceServer server;
    QVERIFY(server.listen(homeIn(folder).socketName()).has_value());
    const QSignalSpy raised(&server, &InstanceServer::raiseRequested);
    QCOMPARE(raiseOther(homeIn(folder), conflict()), 0);
    QCOMPARE(raised.count(), 1);
}

void tst_DesktopStart::anotherVersionIsTold()
{
    const QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(homeIn(folder).socketName()));
    connect(&server, &QLocalServer::newConnection, &server,
        [&server] { server.nextPendingConnection()->write("99.0\n"); });
    const Presser presser;
    QCOMPARE(raiseOther(homeIn(folder), conflict()), 0);
    QVERIFY2(presser.text.contains(QStringLiteral("99.0")), qPrintable(presser.text));
}

void tst_DesktopStart::aHomeWithoutAWindowIsTold()
{
    const QTemporaryDir folder;
    const Presser presser;
    QCOMPARE(raiseOther(homeIn(folder), conflict()), 75);
    QVERIFY2(presser.text.contains(QStringLiteral("pid 1")), qPrintable(presser.text));
}

void tst_DesktopStart::aBoxEndsTheProgram_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("expected");
    QTest::newRow("a config with errors") << static_cast<int>(ErrorKind::Config) << 78;
    QTest::newRow("a disk that is full") << static_cast<int>(ErrorKind::Storage) << 74;
    QTest::newRow("anything else") << static_cast<int>(ErrorKind::Internal) << 70;
}

void tst_DesktopStart::aBoxEndsTheProgram()
{
    QFETCH(int, kind);
    QFETCH(int, expected);
    Error error {static_cast<ErrorKind>(kind), QStringLiteral("what went wrong"), {}};
    error.causes.push_back({ErrorKind::Config, QStringLiteral("config.json:/providers/0/id"), {}});
    const Presser presser;
    QCOMPARE(showTrouble(error, Audience::Person), expected);
    QVERIFY2(presser.text.contains(QStringLiteral("what went wrong")), qPrintable(presser.text));
    QVERIFY2(presser.text.contains(QStringLiteral("/providers/0/id")), qPrintable(presser.text));
    QCOMPARE(showTrouble(error, Audience::Script), expected);
}

void tst_DesktopStart::aSecondProgramEndsWell_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addRow("of the same home") << QStringList {};
    QTest::addRow("of the same demo") << QStringList {QStringLiteral("--demo")};
}

void tst_DesktopStart::aSecondProgramEndsWell()
{
    QFETCH(QStringList, arguments);
    const QTemporaryDir folder;
    QProcess first;
    start(first, folder, arguments);
    QTRY_VERIFY_WITH_TIMEOUT(isUp(folder), 20'000);
    QProcess second;
    start(second, folder, arguments);
    QVERIFY(second.waitForFinished(20'000));
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
    first.terminate();
    QVERIFY(first.waitForFinished(20'000));
    QCOMPARE(first.exitStatus(), QProcess::NormalExit);
    QCOMPARE(first.exitCode(), 0);
}

void tst_DesktopStart::picturesOfATakenHomeAreRefused()
{
    const QTemporaryDir folder;
    const auto lock = HomeLock::take(folder.path());
    QVERIFY(lock.has_value());
    QProcess process;
    start(process, folder, {QStringLiteral("--grab"), folder.filePath(QStringLiteral("pictures"))});
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 75);
    QVERIFY(process.readAllStandardError().contains(QByteArray::number(QCoreApplication::applicationPid())));
}

void tst_DesktopStart::aKilledProgramLeavesNothingInTheWay()
{
    const QTemporaryDir folder;
    for (int round = 0; round < 2; ++round) {
        QProcess process;
        start(process, folder);
        QTRY_VERIFY_WITH_TIMEOUT(isUp(folder), 20'000);
        process.kill();
        QVERIFY(process.waitForFinished(20'000));
    }
    QProcess last;
    start(last, folder, {QStringLiteral("--grab"), folder.filePath(QStringLiteral("pictures"))});
    QVERIFY(last.waitForFinished(40'000));
    QCOMPARE(last.exitCode(), 0);
}

void tst_DesktopStart::filesArePrivate()
{
    const QTemporaryDir folder;
    writeConfig(folder, R"({"version":1,"providers":[]})");
    ::chmod(QFile::encodeName(folder.filePath(QStringLiteral("config.json"))).constData(), 0600);
    QProcess process;
    start(process, folder);
    QTRY_VERIFY_WITH_TIMEOUT(isUp(folder), 20'000);
    process.terminate();
    QVERIFY(process.waitForFinished(20'000));
    QStringList seen;
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        seen << file.fileName();
        constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther;
        QVERIFY2(!(file.permissions() & Others), qPrintable(file.filePath()));
    }
    for (const char *name : {"history.sqlite", "window.ini", "lock", "belay.log"})
        QVERIFY2(seen.contains(QLatin1StringView(name)), name);
}

QTEST_MAIN(tst_DesktopStart)
#include "tst_desktopstart.moc"
