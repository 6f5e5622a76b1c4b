// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/homelock.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>

using namespace Belay;

namespace {

constexpr auto HolderChild = "--hold";

/// What the child does: takes the lock, says so and waits to be killed.
int hold(const QString &home)
{
    const auto lock = HomeLock::take(home);
    std::puts(lock ? "held" : "refused");
    std::fflush(stdout);
    return lock ? std::getchar() : 1;
}

} // namespace

class tst_HomeLock final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneOwnerAtATime();
    void aLinkIsNotFollowed();
    void aKilledOwnerLeavesTheHomeFree();
    void garbageInTheFileIsNoOwner();
    void aHomeThatCannotBeMade();
};

void tst_HomeLock::oneOwnerAtATime()
{
    const QTemporaryDir folder;
    const QString home = folder.filePath(QStringLiteral("a/home"));
    const HomeLock::Owner self {QCoreApplication::applicationPid(), QStringLiteral(BELAY_VERSION)};
    QVERIFY(!HomeLock::ownerOf(home).has_value());
    {
        const auto first = HomeLock::take(home);
        QVERIFY(first.has_value());
        QCOMPARE(HomeLock::ownerOf(home), std::optional(self));
        const auto second = HomeLock::take(home);
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QVERIFY(second.error().detail.contains(QString::number(self.pid)));
        QVERIFY(second.error().detail.contains(self.version));
    }
    QVERIFY(!HomeLock::ownerOf(home).has_value());
    QVERIFY(HomeLock::take(home).has_value());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString &path : {home, QString(home + QStringLiteral("/lock"))})
        QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
}

void tst_HomeLock::aLinkIsNotFollowed()
{
    const QTemporaryDir folder;
    QFile other(folder.filePath(QStringLiteral("precious")));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("kept") == 4);
    other.close();
    QVERIFY(QFile::link(other.fileName(), folder.filePath(QStringLiteral("lock"))));
    const auto taken = HomeLock::take(folder.path());
    QVERIFY(!taken.has_value());
    QCOMPARE(taken.error().kind, ErrorKind::Storage);
    QVERIFY(!HomeLock::ownerOf(folder.path()).has_value());
    QCOMPARE(other.size(), 4);
}

void tst_HomeLock::aKilledOwnerLeavesTheHomeFree()
{
    const QTemporaryDir folder;
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QLatin1StringView(HolderChild), folder.path()});
    QVERIFY(child.waitForReadyRead(20'000));
    QCOMPARE(child.readLine().trimmed(), QByteArray("held"));
    const auto refused = HomeLock::take(folder.path());
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().detail.contains(QString::number(child.processId())));
    child.kill();
    QVERIFY(child.waitForFinished(20'000));
    QVERIFY(!HomeLock::ownerOf(folder.path()).has_value());
    QVERIFY(HomeLock::take(folder.path()).has_value());
}

void tst_HomeLock::garbageInTheFileIsNoOwner()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("lock")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a pid\n");
    file.close();
    QVERIFY(!HomeLock::ownerOf(folder.path()).has_value());
    QVERIFY(HomeLock::take(folder.path()).has_value());
}

void tst_HomeLock::aHomeThatCannotBeMade()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto lock = HomeLock::take(file.fileName() + QStringLiteral("/home"));
    QVERIFY(!lock.has_value());
    QCOMPARE(lock.error().kind, ErrorKind::Storage);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == QLatin1StringView(HolderChild))
        return hold(words.at(2));
    tst_HomeLock test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_homelock.moc"
