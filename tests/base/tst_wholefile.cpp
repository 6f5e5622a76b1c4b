// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/wholefile.h"

#include <QDir>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include <sys/resource.h>

using namespace Belay;

namespace {

/// As on a full disk: no file of this process may grow over so many bytes.
class FullDisk final
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before {};
    void (*m_signal)(int) = SIG_DFL;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// A file is replaced by all of the new one, or by nothing.
class tst_WholeFile final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void itIsReplaced();
    void aFullDiskLeavesTheOldOne_data();
    void aFullDiskLeavesTheOldOne();
    void piecesAreNotTakenForAll();
    void aFolderThatIsNotThereIsSaid();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void tst_WholeFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("file"));
    QVERIFY(replaceFile(m_path, "the old one"));
}

void tst_WholeFile::itIsReplaced()
{
    constexpr auto Owner = QFile::ReadOwner | QFile::WriteOwner;
    QVERIFY(replaceFile(m_path, QByteArray(100'000, 'x'), Owner));
    QCOMPARE(contentOf(m_path), QByteArray(100'000, 'x'));
    QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(
        QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList {QStringLiteral("file")});
}

void tst_WholeFile::aFullDiskLeavesTheOldOne_data()
{
    QTest::addColumn<int>("size");
    QTest::addRow("what fits into a buffer") << 1'000;
    QTest::addRow("what fits into none") << 1'000'000;
}

void tst_WholeFile::aFullDiskLeavesTheOldOne()
{
    QFETCH(const int, size);
    Result<void> written;
    {
        const FullDisk disk(0);
        written = replaceFile(m_path, QByteArray(size, 'x'));
    }
    QVERIFY(!written);
    QVERIFY(written.error().kind == ErrorKind::Storage);
    QVERIFY2(written.error().detail.startsWith(m_path + u": "), qPrintable(written.error().detail));
    QCOMPARE(contentOf(m_path), QByteArray("the old one"));
    QCOMPARE(
        QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList {QStringLiteral("file")});
}

void tst_WholeFile::piecesAreNotTakenForAll()
{
    QSaveFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    Result<void> written;
    {
        const FullDisk disk(0);
        QCOMPARE(file.write("a piece"), 7); // the buffer takes it
        written = commitWhole(file);
    }
    QVERIFY(!written);
    QCOMPARE(contentOf(m_path), QByteArray("the old one"));
}

void tst_WholeFile::aFolderThatIsNotThereIsSaid()
{
    const QString lost = m_folder->filePath(QStringLiteral("not/there"));
    const Result<void> written = replaceFile(lost, "x");
    QVERIFY(!written);
    QVERIFY(written.error().detail.startsWith(lost));
}

QTEST_GUILESS_MAIN(tst_WholeFile)
#include "tst_wholefile.moc"
