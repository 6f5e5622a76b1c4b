// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"
#include "core/history/migrations.h"
#include "tests/history/historyfixture.h"

#include <QtTest>

#include <sys/stat.h>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// The schema that this program knows.
int newest()
{
    return QDir(QStringLiteral(":/belay/history"))
        .entryList({}, QDir::Files, QDir::Name)
        .last()
        .left(4)
        .toInt();
}

int versionOf(const QString &path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly, 1s);
    return database ? database.value()->value(QStringLiteral("PRAGMA user_version")).value_or(-1).toInt()
                    : -1;
}

QString copyOf(const QString &path, int version)
{
    return QStringLiteral("%1.v%2.bak").arg(path).arg(version);
}

} // namespace

class tst_Migrations final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void anOlderSchemaIsBroughtUpAndItsCopyKeptUntilTheCleanEnd();
    void aFileOfAnOlderSchemaTakesAll_data();
    void aFileOfAnOlderSchemaTakesAll();
    void aMigrationThatFailsLeavesTheOldSchema();
    void aNewerSchemaIsNotTouched();
    void whatIsNoDatabaseIsNotTouched();
    void aPipeIsNotWaitedFor();
    void settingAsideStartsFreshAndDeletesNothing();

private:
    HistoryOptions withMigrations(const QByteArray &next);

    std::unique_ptr<HistoryFixture> m_fixture;
};

/// A file of the newest schema with one sample, ended in order.
void tst_Migrations::init()
{
    m_fixture = std::make_unique<HistoryFixture>();
    const auto history = m_fixture->open();
    QVERIFY(history.has_value());
    history.value()->record(goodCompletion(m_fixture->clock.wall()));
}

HistoryOptions tst_Migrations::withMigrations(const QByteArray &next)
{
    const QString folder = m_fixture->folder.filePath(QStringLiteral("migrations"));
    QDir().mkpath(folder);
    for (const QString &name : QDir(QStringLiteral(":/belay/history")).entryList())
        QFile::copy(QStringLiteral(":/belay/history/") + name, QString(folder + u'/' + name));
    writeFile(folder + QStringLiteral("/%1.sql").arg(newest() + 1, 4, 10, QChar(u'0')), next);
    HistoryOptions options = m_fixture->options();
    options.migrations = folder;
    return options;
}

void tst_Migrations::anOlderSchemaIsBroughtUpAndItsCopyKeptUntilTheCleanEnd()
{
    const QString copy = copyOf(m_fixture->path(), newest());
    const HistoryOptions options = withMigrations("-- two statements\nALTER TABLE series ADD COLUMN note "
                                                  "TEXT;\nCREATE TABLE extra (\n id INTEGER\n);\n");
    {
        const auto history = SqliteHistory::open(m_fixture->path(), options);
        QVERIFY2(history.has_value(), qPrintable(history.has_value() ? QString() : history.error().detail));
        QCOMPARE(versionOf(copy), newest());
        QCOMPARE(versionOf(m_fixture->path()), newest() + 1);
        const WallTime now = m_fixture->clock.wall();
        QCOMPARE(history.value()
                     ->openQueries()
                     ->samples(haiku(), SeriesKind::Completion, {now, now + 1s}, 2)
                     .size(),
            size_t {1});
    }
    QVERIFY(!QFile::exists(copy));
    QVERIFY(SqliteHistory::open(m_fixture->path(), options).has_value());
    QVERIFY(!QFile::exists(copy));
}

void tst_Migrations::aFileOfAnOlderSchemaTakesAll_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < newest(); ++version)
        QTest::addRow("schema %d", version) << version;
}

void tst_Migrations::aFileOfAnOlderSchemaTakesAll()
{
    QFETCH(int, version);
    const QString path = m_fixture->folder.filePath(QStringLiteral("older.sqlite"));
    const QString folder = m_fixture->folder.filePath(QStringLiteral("older"));
    QDir().mkpath(folder);
    for (const QString &name : QDir(QStringLiteral(":/belay/history")).entryList().first(version))
        QVERIFY(QFile::copy(QStringLiteral(":/belay/history/") + name, QString(folder + u'/' + name)));
    HistoryOptions older = m_fixture->options();
    older.migrations = folder;
    const WallTime now = m_fixture->clock.wall();
    {
        const auto history = SqliteHistory::open(path, older);
        QVERIFY(history.has_value());
        history.value()->record(goodCompletion(now));
    }
    QCOMPARE(versionOf(path), version);
    // A newer program that only reads finds what there is.
    const auto beside = SqliteHistory::openBeside(path);
    QVERIFY(beside.has_value());
    QVERIFY(beside.value()->traces({}, 9).empty());
    QVERIFY(beside.value()->incidents({}).empty());
    const TimeRange range {now, now + 1s};
    QCOMPARE(beside.value()->samples(haiku(), SeriesKind::Completion, range, 2).size(), size_t {1});
    const auto history = SqliteHistory::open(path, m_fixture->options());
    QVERIFY(history.has_value());
    QCOMPARE(versionOf(copyOf(path, version)), version);
    history.value()->record(Trace());
    history.value()->record(Incident());
    QVERIFY(history.value()->flush().has_value());
    const auto queries = history.value()->openQueries();
    QCOMPARE(queries->traces({}, 9), std::vector {Trace()});
    QCOMPARE(queries->incidents({}), std::vector {Incident()});
    QCOMPARE(queries->samples(haiku(), SeriesKind::Completion, range, 2).size(), size_t {1});
}

void tst_Migrations::aMigrationThatFailsLeavesTheOldSchema()
{
    const HistoryOptions options
        = withMigrations("CREATE TABLE extra (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n");
    const auto history = SqliteHistory::open(m_fixture->path(), options);
    QVERIFY(!history.has_value());
    QVERIFY(history.error().detail.contains(QStringLiteral("Migration %1 ").arg(newest() + 1)));
    QCOMPARE(history.error().causes.size(), size_t {1});
    QCOMPARE(versionOf(m_fixture->path()), newest());
    QCOMPARE(versionOf(copyOf(m_fixture->path(), newest())), newest());
    QVERIFY(m_fixture->open().has_value());
}

void tst_Migrations::aNewerSchemaIsNotTouched()
{
    QVERIFY(SqliteHistory::open(m_fixture->path(), withMigrations("CREATE TABLE extra (id INTEGER);\n"))
                .has_value());
    const QByteArray before = contentsOf(m_fixture->path());
    const QDateTime changed = QFileInfo(m_fixture->path()).lastModified();
    const QStringList files = QDir(m_fixture->folder.path()).entryList(QDir::Files);
    const auto history = m_fixture->open();
    QVERIFY(!history.has_value());
    QCOMPARE(history.error().kind, ErrorKind::Newer);
    QCOMPARE(SqliteHistory::openBeside(m_fixture->path()).error().kind, ErrorKind::Newer);
    QCOMPARE(contentsOf(m_fixture->path()), before);
    QCOMPARE(QFileInfo(m_fixture->path()).lastModified(), changed);
    QCOMPARE(QDir(m_fixture->folder.path()).entryList(QDir::Files), files);
}

void tst_Migrations::whatIsNoDatabaseIsNotTouched()
{
    const QByteArray garbage(5'000, 'x');
    writeFile(m_fixture->path(), garbage);
    const auto history = m_fixture->open();
    QVERIFY(!history.has_value());
    QCOMPARE(history.error().kind, ErrorKind::Protocol);
    QCOMPARE(contentsOf(m_fixture->path()), garbage);

    const auto aside = SqliteHistory::setAside(m_fixture->path(), m_fixture->clock.wall());
    QVERIFY(aside.has_value());
    QVERIFY(aside.value().contains(QStringLiteral("history.sqlite.damaged-20260921T")));
    QCOMPARE(contentsOf(aside.value()), garbage);
    QVERIFY(m_fixture->open().has_value());
}

void tst_Migrations::aPipeIsNotWaitedFor()
{
    QFile::remove(m_fixture->path());
    QCOMPARE(::mkfifo(QFile::encodeName(m_fixture->path()).constData(), 0600), 0);
    const auto beside = SqliteHistory::openBeside(m_fixture->path());
    for (const Error &error : {m_fixture->open().error(), beside.error()}) {
        QCOMPARE(error.kind, ErrorKind::Storage);
        QVERIFY2(error.detail.contains(QStringLiteral("not a regular file")), qPrintable(error.detail));
    }
}

void tst_Migrations::settingAsideStartsFreshAndDeletesNothing()
{
    const auto history = m_fixture->open();
    QVERIFY(history.has_value());
    const auto queries = history.value()->openQueries();
    const WallTime now = m_fixture->clock.wall();
    const TimeRange range {now - 1h, now + 1h};
    QCOMPARE(queries->samples(haiku(), SeriesKind::Completion, range, 9).size(), size_t {1});
    const auto aside = history.value()->setAside();
    QVERIFY(aside.has_value());
    QVERIFY(queries->samples(haiku(), SeriesKind::Completion, range, 9).empty());
    history.value()->record(goodReach(now));
    QVERIFY(history.value()->flush().has_value());
    QCOMPARE(queries->samples(reachRow(), SeriesKind::Reach, range, 9).size(), size_t {1});
    const auto old = SqliteHistory::openBeside(aside.value());
    QVERIFY(old.has_value());
    QCOMPARE(old.value()->samples(haiku(), SeriesKind::Completion, range, 9).size(), size_t {1});
    const auto again = history.value()->setAside();
    QVERIFY(again.has_value());
    QVERIFY(again.value() != aside.value());
}

QTEST_GUILESS_MAIN(tst_Migrations)
#include "tst_migrations.moc"
