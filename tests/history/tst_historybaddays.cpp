// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"
#include "tests/history/historyfixture.h"

#include <QProcess>
#include <QtTest>

#include <unistd.h>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

constexpr auto NobodyId = 65534;
constexpr auto WritingChild = "--open-and-write";
constexpr auto ReadingChild = "--read-beside";
constexpr auto NotStarted = -1;

/// What the child does: opens the history and reports the error's kind by its exit status.
int openAndWrite(const QString &path)
{
    SystemClock clock;
    const auto history = SqliteHistory::open(path, {.clock = clock});
    if (!history)
        return 10 + static_cast<int>(history.error().kind);
    history.value()->record(goodReach(clock.wall()));
    return history.value()->flush().has_value() ? 0 : 1;
}

/// What the child does: tells the number of samples, or the error's kind.
int readBeside(const QString &path)
{
    const auto queries = SqliteHistory::openBeside(path);
    if (!queries)
        return 10 + static_cast<int>(queries.error().kind);
    const WallTime now = SystemClock().wall();
    return static_cast<int>(
        queries.value()->samples(reachRow(), SeriesKind::Reach, {WallTime(), now + 24h}, 9).size());
}

/// Runs this program again as somebody whom rights bind; root they do not.
int runAsNobody(const char *what, const QString &path)
{
    QProcess child;
    child.setChildProcessModifier([] {
        if (::geteuid() == 0 && ::setuid(NobodyId) != 0)
            ::_exit(99);
    });
    child.start(QCoreApplication::applicationFilePath(), {QLatin1StringView(what), path});
    child.waitForFinished(20'000);
    return child.error() == QProcess::FailedToStart ? NotStarted : child.exitCode();
}

constexpr auto Readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
constexpr auto Searchable = Readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;

} // namespace

class tst_HistoryBadDays final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFullDiskLosesNothingThatWasRecorded();
    void aLockOfAnotherProgramIsWaitedOut();
    void aReadOnlyFolderIsSaidClearly_data();
    void aReadOnlyFolderIsSaidClearly();
    void aReadOnlyFolderCanBeRead_data();
    void aReadOnlyFolderCanBeRead();
    void aFileInPlaceOfTheFolderIsSaidClearly();
    void damageIsFoundAfterAnUncleanEnd();
    void aCleanEndChecksNothing();
    void retentionKeepsWhatTheContractSays();
    void roomIsGivenBack();
};

void tst_HistoryBadDays::aFullDiskLosesNothingThatWasRecorded()
{
    HistoryFixture fixture;
    const WallTime now = fixture.clock.wall();
    std::vector<std::pair<bool, QString>> changes;
    qint64 recorded = 0;
    {
        HistoryOptions options = fixture.options();
        options.maxPages = 100;
        options.healthChanged = [&](bool ok, const QString &detail) { changes.emplace_back(ok, detail); };
        const auto history = SqliteHistory::open(fixture.path(), std::move(options));
        QVERIFY(history.has_value());
        while (history.value()->health().ok && recorded < 50'000) {
            for (int i = 0; i < 1'000; ++i)
                history.value()->record(goodCompletion(now + Milliseconds {recorded++}));
            if (auto done = history.value()->flush(); !done)
                QVERIFY2(done.error().detail.startsWith(QStringLiteral("The disk is full")),
                    qPrintable(done.error().detail));
        }
        const HistoryHealth health = history.value()->health();
        QVERIFY(!health.ok);
        QVERIFY(health.detail.contains(QStringLiteral("disk is full")));
        QCOMPARE(health.dropped, 0U);
        // Room again: the same store goes on where it stood.
        const auto other = Database::open(fixture.path(), Database::Access::ReadOnly, 1s);
        QVERIFY(other.has_value());
        QCOMPARE(changes.size(), size_t {1});
        QCOMPARE(history.value()
                     ->openQueries()
                     ->samples(haiku(), SeriesKind::Completion, {now, now + 1h}, 90'000)
                     .size(),
            static_cast<size_t>(recorded - 1'000));
        QVERIFY(history.value()->setAside().has_value());
        QVERIFY(history.value()->flush().has_value());
        QVERIFY(history.value()->health().ok);
        QCOMPARE(history.value()
                     ->openQueries()
                     ->samples(haiku(), SeriesKind::Completion, {now, now + 1h}, 90'000)
                     .size(),
            size_t {1'000});
    }
    QCOMPARE(changes.size(), size_t {2});
    QVERIFY(changes.back().first);
}

void tst_HistoryBadDays::aLockOfAnotherProgramIsWaitedOut()
{
    HistoryFixture fixture;
    const WallTime now = fixture.clock.wall();
    HistoryOptions options = fixture.options();
    options.busyTimeout = 20ms;
    const auto history = SqliteHistory::open(fixture.path(), std::move(options));
    QVERIFY(history.has_value());
    const auto other = Database::open(fixture.path(), Database::Access::ReadWrite, 1s);
    QVERIFY(other.has_value());
    {
        Transaction lock(**other, Transaction::Kind::Write);
        QVERIFY(lock.begun().has_value());
        history.value()->record(goodReach(now));
        const auto done = history.value()->flush();
        QVERIFY(!done.has_value());
        QCOMPARE(done.error().kind, ErrorKind::Busy);
        QVERIFY(!history.value()->health().ok);
        // Readers are not in the way of it.
        QVERIFY(history.value()
                    ->openQueries()
                    ->samples(reachRow(), SeriesKind::Reach, {now, now + 1s}, 9)
                    .empty());
    }
    QVERIFY(history.value()->flush().has_value());
    QCOMPARE(history.value()->health(), HistoryHealth());
    QCOMPARE(
        history.value()->openQueries()->samples(reachRow(), SeriesKind::Reach, {now, now + 1s}, 9).size(),
        size_t {1});
}

void tst_HistoryBadDays::aReadOnlyFolderIsSaidClearly_data()
{
    QTest::addColumn<bool>("fileExists");
    QTest::addRow("nothing there yet") << false;
    QTest::addRow("a history from before") << true;
}

void tst_HistoryBadDays::aReadOnlyFolderIsSaidClearly()
{
    QFETCH(bool, fileExists);
    HistoryFixture fixture;
    if (fileExists)
        QVERIFY(fixture.open().has_value());
    if (fileExists)
        QVERIFY(QFile::setPermissions(fixture.path(), Readable));
    QVERIFY(QFile::setPermissions(fixture.folder.path(), Searchable));
    const int ended = runAsNobody(WritingChild, fixture.path());
    QFile::setPermissions(fixture.folder.path(), Searchable | QFile::WriteOwner);
    if (ended == NotStarted)
        QSKIP("nobody may not run this program from where it was built");
    QCOMPARE(ended, 10 + static_cast<int>(ErrorKind::Permission));
}

void tst_HistoryBadDays::aReadOnlyFolderCanBeRead_data()
{
    QTest::addColumn<bool>("closedWell");
    QTest::addRow("what was closed well is read") << true;
    QTest::addRow("a log that was left over is said clearly") << false;
}

void tst_HistoryBadDays::aReadOnlyFolderCanBeRead()
{
    QFETCH(bool, closedWell);
    HistoryFixture fixture;
    {
        const auto history = fixture.open();
        QVERIFY(history.has_value());
        history.value()->record(goodReach(fixture.clock.wall()));
    }
    QFile left(fixture.path() + QStringLiteral("-wal"));
    if (!closedWell)
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write(QByteArray(5'000, 'x')) > 0);
    left.close();
    QVERIFY(QFile::setPermissions(fixture.path(), Readable));
    QVERIFY(QFile::setPermissions(fixture.folder.path(), Searchable));
    const int ended = runAsNobody(ReadingChild, fixture.path());
    QFile::setPermissions(fixture.folder.path(), Searchable | QFile::WriteOwner);
    if (ended == NotStarted)
        QSKIP("nobody may not run this program from where it was built");
    QCOMPARE(ended, closedWell ? 1 : 10 + static_cast<int>(ErrorKind::Permission));
}

void tst_HistoryBadDays::aFileInPlaceOfTheFolderIsSaidClearly()
{
    HistoryFixture fixture;
    QFile file(fixture.folder.filePath(QStringLiteral("home")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto history
        = SqliteHistory::open(file.fileName() + QStringLiteral("/history.sqlite"), fixture.options());
    QVERIFY(!history.has_value());
    QCOMPARE(history.error().kind, ErrorKind::Permission);
    QVERIFY(history.error().detail.contains(file.fileName()));
}

void tst_HistoryBadDays::damageIsFoundAfterAnUncleanEnd()
{
    HistoryFixture fixture;
    const WallTime now = fixture.clock.wall();
    {
        const auto history = fixture.open();
        QVERIFY(history.has_value());
        for (int i = 0; i < 20'000; ++i)
            history.value()->record(goodCompletion(now + Milliseconds {i}));
    }
    {
        const auto database = Database::open(fixture.path(), Database::Access::ReadWrite, 1s);
        QVERIFY(database.value()
                    ->exec(QStringLiteral("UPDATE meta SET value = 0 WHERE name = 'clean'"))
                    .has_value());
        QVERIFY(database.value()->exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).has_value());
    }
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    file.write(QByteArray(20'000, '\x5a'));
    file.close();

    std::atomic<int> verdict {-1};
    HistoryOptions options = fixture.options();
    options.checked = [&verdict](const Result<void> &done) {
        verdict = done ? 1'000 : static_cast<int>(done.error().kind);
    };
    const auto history = SqliteHistory::open(fixture.path(), std::move(options));
    QVERIFY(history.has_value());
    QTRY_COMPARE(verdict.load(), static_cast<int>(ErrorKind::Protocol));
    QVERIFY(history.value()->setAside().has_value());
    history.value()->record(goodReach(now));
    QVERIFY(history.value()->flush().has_value());
}

void tst_HistoryBadDays::aCleanEndChecksNothing()
{
    HistoryFixture fixture;
    QVERIFY(fixture.open().has_value());
    std::atomic<bool> checked {false};
    HistoryOptions options = fixture.options();
    options.checked = [&checked](const Result<void> &) { checked = true; };
    const auto history = SqliteHistory::open(fixture.path(), std::move(options));
    QVERIFY(history.has_value());
    QVERIFY(history.value()->flush().has_value()); // after what the opening posted
    QVERIFY(history.value()->flush().has_value());
    QVERIFY(!checked);
}

void tst_HistoryBadDays::retentionKeepsWhatTheContractSays()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    for (const int days : {29, 31, 34, 36, 399, 401})
        history.value()->record(failedCompletion(now - 24h * days));
    QVERIFY(history.value()->flush().has_value());
    QVERIFY(history.value()->tidy().has_value());
    const auto queries = history.value()->openQueries();
    const TimeRange all {now - 500 * 24h, now};
    QCOMPARE(queries->samples(haiku(), SeriesKind::Completion, all, 9).size(), size_t {1});
    QCOMPARE(queries->failures(haiku(), all, 9).size(), size_t {6});
    const std::vector<std::pair<Milliseconds, std::uint32_t>> kept {{5min, 3}, {1h, 5}, {24h, 6}};
    for (const auto &[step, expected] : kept) {
        std::uint32_t count = 0;
        for (const HistoryBucket &bucket : queries->buckets(haiku(), SeriesKind::Completion, all, step))
            count += bucket.counts[static_cast<size_t>(Outcome::ServerError)];
        QCOMPARE(count, expected);
    }
    history.value()->setKept(1, 1);
    QVERIFY(history.value()->tidy().has_value());
    QVERIFY(queries->samples(haiku(), SeriesKind::Completion, all, 9).empty());
}

void tst_HistoryBadDays::roomIsGivenBack()
{
    HistoryFixture fixture;
    const auto history = fixture.open();
    QVERIFY(history.has_value());
    const WallTime now = fixture.clock.wall();
    HistoryRows rows;
    for (int i = 0; i < 60'000; ++i)
        rows.samples.push_back(goodCompletion(now + 1min * i));
    QVERIFY(history.value()->import(rows).has_value());
    const auto other = Database::open(fixture.path(), Database::Access::ReadWrite, 1s);
    QVERIFY(other.has_value());
    QVERIFY(other.value()->exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).has_value());
    const qint64 before = QFileInfo(fixture.path()).size();
    fixture.clock.setWall(now + 1'000 * 24h);
    QVERIFY(history.value()->tidy().has_value());
    QVERIFY(other.value()->value(QStringLiteral("PRAGMA freelist_count")).value_or(9'999).toInt() <= 256);
    QVERIFY(other.value()->exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).has_value());
    QVERIFY(QFileInfo(fixture.path()).size() < before / 2);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == QLatin1StringView(WritingChild))
        return openAndWrite(words.at(2));
    if (words.size() == 3 && words.at(1) == QLatin1StringView(ReadingChild))
        return readBeside(words.at(2));
    tst_HistoryBadDays test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_historybaddays.moc"
