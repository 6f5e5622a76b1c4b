// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/localsecrets.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Belay;

class tst_LocalSecrets final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contents_data();
    void contents();
    void modes_data();
    void modes();
    void whatIsNoFile();
    void anotherOwner();
    void variables();

private:
    QString fileWith(const QByteArray &bytes, mode_t mode = 0600);

    QTemporaryDir m_folder;
};

namespace {

/// The kind of error, -1 for none.
int kindOf(const SecretReading &reading)
{
    return reading.error ? static_cast<int>(reading.error->kind) : -1;
}

constexpr int Permission = static_cast<int>(ErrorKind::Permission);
constexpr int Storage = static_cast<int>(ErrorKind::Storage);
constexpr int BadContent = static_cast<int>(ErrorKind::Config);

} // namespace

QString tst_LocalSecrets::fileWith(const QByteArray &bytes, mode_t mode)
{
    const QString path = m_folder.filePath(QStringLiteral("key"));
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    file.close();
    return ::chmod(path.toUtf8().constData(), mode) == 0 ? path : QString();
}

void tst_LocalSecrets::contents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expectedValue");
    QTest::addColumn<int>("expectedError");
    QTest::addRow("a key") << QByteArray("k-123") << QByteArray("k-123") << -1;
    QTest::addRow("the newline of an editor") << QByteArray("k-123\n") << QByteArray("k-123") << -1;
    QTest::addRow("the newline of Windows") << QByteArray("k-123\r\n") << QByteArray("k-123") << -1;
    QTest::addRow("empty") << QByteArray() << QByteArray() << BadContent;
    QTest::addRow("a newline alone") << QByteArray("\n") << QByteArray() << BadContent;
    QTest::addRow("two lines could end a header") << QByteArray("k\nx: y") << QByteArray() << BadContent;
    QTest::addRow("a null byte") << QByteArray("k\0y", 3) << QByteArray() << BadContent;
    QTest::addRow("64 KiB") << QByteArray(65'536, 'k') << QByteArray(65'536, 'k') << -1;
    QTest::addRow("more than 64 KiB") << QByteArray(65'537, 'k') << QByteArray() << BadContent;
}

void tst_LocalSecrets::contents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expectedValue);
    QFETCH(int, expectedError);
    const SecretReading reading = readFileSecret(fileWith(bytes));
    QCOMPARE(toString(reading.storage), toString(KeyStorage::File));
    QCOMPARE(reading.value.reveal(), expectedValue);
    QCOMPARE(kindOf(reading), expectedError);
}

void tst_LocalSecrets::modes_data()
{
    QTest::addColumn<uint>("mode");
    QTest::addColumn<int>("expectedError");
    QTest::addRow("mine to read and write") << 0600U << -1;
    QTest::addRow("mine to read") << 0400U << -1;
    QTest::addRow("the group may read") << 0640U << Permission;
    QTest::addRow("the group may write") << 0620U << Permission;
    QTest::addRow("others may read") << 0604U << Permission;
    QTest::addRow("everyone may run it") << 0711U << Permission;
}

void tst_LocalSecrets::modes()
{
    QFETCH(uint, mode);
    QFETCH(int, expectedError);
    const SecretReading reading = readFileSecret(fileWith("k-123", mode));
    QCOMPARE(kindOf(reading), expectedError);
    QCOMPARE(reading.value.isEmpty(), expectedError >= 0);
}

void tst_LocalSecrets::whatIsNoFile()
{
    QCOMPARE(kindOf(readFileSecret(m_folder.filePath(QStringLiteral("nothing")))), Storage);
    QCOMPARE(kindOf(readFileSecret(m_folder.path())), Storage);
    QCOMPARE(kindOf(readFileSecret(QStringLiteral("/dev/null"))), Storage);
    const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
    QCOMPARE(kindOf(readFileSecret(pipe)), Storage); // and does not wait for a writer
    const QString link = m_folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(fileWith("k-123", 0644), link));
    QCOMPARE(kindOf(readFileSecret(link)), Permission); // what counts is where it leads
}

void tst_LocalSecrets::anotherOwner()
{
    if (::geteuid() != 0)
        QSKIP("only root can give a file away");
    const QString path = fileWith("k-123");
    QCOMPARE(::chown(path.toUtf8().constData(), 12'345, 12'345), 0);
    QCOMPARE(kindOf(readFileSecret(path)), Permission);
}

void tst_LocalSecrets::variables()
{
    qputenv("BELAY_TEST_KEY", "k-123");
    const SecretReading reading = readEnvironmentSecret(QStringLiteral("BELAY_TEST_KEY"));
    QCOMPARE(toString(reading.storage), toString(KeyStorage::Environment));
    QCOMPARE(reading.value.reveal(), QByteArray("k-123"));
    QVERIFY(!reading.error);
    qputenv("BELAY_TEST_KEY", "");
    QVERIFY(readEnvironmentSecret(QStringLiteral("BELAY_TEST_KEY")).error.has_value());
    qunsetenv("BELAY_TEST_KEY");
    QVERIFY(readEnvironmentSecret(QStringLiteral("BELAY_TEST_KEY")).error.has_value());
}

QTEST_GUILESS_MAIN(tst_LocalSecrets)
#include "tst_localsecrets.moc"
