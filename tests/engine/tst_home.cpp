// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/home.h"

#include <QtTest>

using namespace Belay;

class tst_Home final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOptionWinsOverTheVariable();
    void withoutAHomeTheXdgFoldersHold();
    void foldersArePrivate();
    void aFileInTheWayIsNamed();
    void twoHomesHaveTwoSockets();
};

void tst_Home::theOptionWinsOverTheVariable()
{
    qputenv("BELAY_HOME", "/tmp/belay-by-variable");
    QCOMPARE(Home::resolve(QStringLiteral("/tmp/belay-by-option")).configDir,
        QStringLiteral("/tmp/belay-by-option"));
    QCOMPARE(Home::resolve({}).configDir, QStringLiteral("/tmp/belay-by-variable"));
    QCOMPARE(Home::resolve({}).dataDir, QStringLiteral("/tmp/belay-by-variable"));
    qunsetenv("BELAY_HOME");
}

void tst_Home::withoutAHomeTheXdgFoldersHold()
{
    qunsetenv("BELAY_HOME");
    qputenv("XDG_CONFIG_HOME", "/tmp/xdg-config");
    qputenv("XDG_DATA_HOME", "/tmp/xdg-data");
    const Home home = Home::resolve({});
    QCOMPARE(home.configPath(), QStringLiteral("/tmp/xdg-config/belay/config.json"));
    QCOMPARE(home.historyPath(), QStringLiteral("/tmp/xdg-data/belay/history.sqlite"));
    QCOMPARE(home.logPath(), QStringLiteral("/tmp/xdg-data/belay/log/belay.log"));
}

void tst_Home::foldersArePrivate()
{
    const QTemporaryDir folder;
    const Home home = Home::resolve(folder.filePath(QStringLiteral("a/b")));
    QVERIFY(home.create().has_value());
    const auto mode = QFileInfo(home.dataDir).permissions();
    QVERIFY(mode.testFlag(QFile::ReadOwner));
    QVERIFY(!mode.testAnyFlags(QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther));
    QVERIFY(home.create().has_value()); // again is no error
}

void tst_Home::aFileInTheWayIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("taken"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto made = Home::resolve(path).create();
    QVERIFY(!made.has_value());
    QCOMPARE(made.error().kind, ErrorKind::Storage);
    QVERIFY(made.error().detail.contains(path));
}

void tst_Home::twoHomesHaveTwoSockets()
{
    QVERIFY(Home::resolve(QStringLiteral("/tmp/a")).socketName()
        != Home::resolve(QStringLiteral("/tmp/b")).socketName());
}

QTEST_GUILESS_MAIN(tst_Home)
#include "tst_home.moc"
