// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"
#include "tests/engine/enginefixture.h"

#include <QDir>
#include <QProcess>
#include <QTcpServer>
#include <QtTest>

#include <sys/syscall.h>
#include <unistd.h>

using namespace Belay;
using namespace std::chrono_literals;

namespace {

std::atomic<bool> diskIsFull {false};
constexpr auto LockingChild = "--hold-lock";
constexpr auto OpeningChild = "--open-as-nobody";
constexpr uid_t NobodyId = 65534;

/// Another program that holds the database until its input ends.
int holdLock(const QString &path)
{
    const auto database = Database::open(path, Database::Access::ReadWrite, 5s);
    if (!database)
        return 1;
    const Transaction lock(**database, Transaction::Kind::Write);
    std::puts(lock.begun() ? "held" : "not held");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 2;
}

int openAsNobody(const QString &home)
{
    Engine::Options options;
    options.home = Home::resolve(home);
    const auto engine = Engine::open(std::move(options));
    std::puts(engine
            ? "opened"
            : qPrintable(QString((engine.error().kind == ErrorKind::Storage ? u"storage " : u"other ")
                + engine.error().detail)));
    return 0;
}

} // namespace

// SQLite writes through this one; a disk is full when it says so.
extern "C" ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
    if (diskIsFull) {
        errno = ENOSPC;
        return -1;
    }
    return ::syscall(SYS_pwrite64, file, bytes, size, at);
}

/// The engine on the days of the list "Bad input and bad days", as far as they are of its home.
class tst_EngineBadDays final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theDiskIsFullForAWhile();
    void anotherProgramHoldsTheDatabase();
    void impossibleHomes_data();
    void impossibleHomes();
    void aHomeThatMayNotBeWritten();
    void aHistoryOfANewerBelay();
    void aSecondEngineForTheSameHome();

private:
    bool open();
    void expectNothingLost();

    std::unique_ptr<EngineFixture> m_fixture;
    std::unique_ptr<Engine> m_engine;
    std::vector<Sample> m_taken;
    std::vector<std::pair<bool, QString>> m_health;
};

void tst_EngineBadDays::init()
{
    m_fixture = std::make_unique<EngineFixture>();
    m_taken.clear();
    m_health.clear();
    QVERIFY(m_fixture
                ->play({EngineFixture::provider(
                    QStringLiteral("a"), ProviderKindId::OpenAi, "sk-proj-bad-days-1")})
                .has_value());
    QVERIFY(m_fixture->save());
}

void tst_EngineBadDays::cleanup()
{
    diskIsFull = false;
    m_engine.reset();
    m_fixture.reset();
}

bool tst_EngineBadDays::open()
{
    auto opened = m_fixture->open();
    if (!opened)
        return false;
    m_engine = std::move(*opened);
    connect(&m_engine->status(), &StatusFeed::sampleTaken, this,
        [this](const Sample &sample) { m_taken.push_back(sample); });
    connect(m_engine.get(), &Engine::historyHealthChanged, this,
        [this](bool ok, const QString &detail) { m_health.emplace_back(ok, detail); });
    return startWatching(*m_engine) && checkAll(*m_engine);
}

void tst_EngineBadDays::expectNothingLost()
{
    m_engine->stop();
    QCoreApplication::processEvents(); // what the monitor told last
    const auto queries = SqliteHistory::openBeside(m_fixture->home().historyPath());
    QVERIFY(queries.has_value());
    const WallTime now = m_fixture->clock.wall();
    const TimeRange range {now - 1h, now + 1h};
    size_t kept = 0;
    for (const char *target : {"a", "a/m"}) {
        for (const SeriesKind series : {SeriesKind::Reach, SeriesKind::Auth, SeriesKind::Completion})
            kept += (*queries)
                        ->samples(TargetId::fromString(QString::fromLatin1(target)), series, range, 1'000)
                        .size();
    }
    QVERIFY(m_taken.size() >= 6);
    QCOMPARE(kept, m_taken.size());
}

void tst_EngineBadDays::theDiskIsFullForAWhile()
{
    QVERIFY(open());
    QTRY_COMPARE(stateOf(*m_engine, QStringLiteral("a/m")), QStringLiteral("up"));
    diskIsFull = true;
    QVERIFY(checkAll(*m_engine));
    QTRY_COMPARE(m_health.size(), size_t {1});
    QVERIFY(!m_health.front().first);
    QVERIFY2(m_health.front().second.startsWith(QStringLiteral("The disk is full")),
        qPrintable(m_health.front().second));
    QVERIFY(!m_engine->historyHealth().ok);
    QVERIFY(checkAll(*m_engine)); // it goes on watching
    QCOMPARE(stateOf(*m_engine, QStringLiteral("a/m")), QStringLiteral("up"));
    diskIsFull = false;
    QTRY_COMPARE_WITH_TIMEOUT(m_health.size(), size_t {2}, 15'000);
    QVERIFY(m_health.back().first);
    QCOMPARE(m_engine->historyHealth().dropped, 0U);
    expectNothingLost();
}

void tst_EngineBadDays::anotherProgramHoldsTheDatabase()
{
    QVERIFY(open());
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
        {QLatin1StringView(LockingChild), m_fixture->home().historyPath()});
    QVERIFY(other.waitForReadyRead(10'000));
    QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("held"));
    QVERIFY(checkAll(*m_engine));
    QTRY_COMPARE_WITH_TIMEOUT(m_health.size(), size_t {1}, 15'000);
    QVERIFY(!m_health.front().first);
    QVERIFY2(m_health.front().second.contains(QStringLiteral("nother program")),
        qPrintable(m_health.front().second));
    QVERIFY(checkAll(*m_engine));
    QCOMPARE(stateOf(*m_engine, QStringLiteral("a/m")), QStringLiteral("up"));
    other.closeWriteChannel();
    QVERIFY(other.waitForFinished(10'000));
    QTRY_COMPARE_WITH_TIMEOUT(m_health.size(), size_t {2}, 15'000);
    QVERIFY(m_health.back().first);
    expectNothingLost();
}

void tst_EngineBadDays::impossibleHomes_data()
{
    QTest::addColumn<QString>("below");
    QTest::addRow("a file in place of the folder") << QStringLiteral("config.json");
    QTest::addRow("a file in place of its parent") << QStringLiteral("config.json/home");
    QTest::addRow("a file system that takes no folders") << QStringLiteral("/proc/belay");
}

void tst_EngineBadDays::impossibleHomes()
{
    QFETCH(QString, below);
    const QString path = below.startsWith(u'/') ? below : m_fixture->file(below);
    Engine::Options options;
    options.home = Home::resolve(path);
    const auto engine = Engine::open(std::move(options));
    QVERIFY(!engine.has_value());
    QCOMPARE(engine.error().kind, ErrorKind::Storage);
    QVERIFY2(engine.error().detail.contains(path), qPrintable(engine.error().detail));
}

void tst_EngineBadDays::aHomeThatMayNotBeWritten()
{
    const QString home = m_fixture->home().dataDir;
    const auto searchable = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(home, searchable));
    QVERIFY(QFile::setPermissions(m_fixture->home().configPath(), QFile::ReadOwner | QFile::ReadOther));
    const auto restore = qScopeGuard([&] { QFile::setPermissions(home, searchable | QFile::WriteOwner); });
    QProcess child;
    // Rights do not bind root, so the child becomes nobody where the test runs as root.
    child.setChildProcessModifier([] {
        if (::geteuid() == 0 && ::setuid(NobodyId) != 0)
            ::_exit(99);
    });
    child.start(QCoreApplication::applicationFilePath(), {QLatin1StringView(OpeningChild), home});
    if (!child.waitForFinished(20'000) && child.error() == QProcess::FailedToStart)
        QSKIP("nobody may not run this program from where it was built");
    const QByteArray said = child.readAllStandardOutput();
    QVERIFY2(said.startsWith("storage "), said.constData());
    QVERIFY2(said.contains(home.toUtf8()), said.constData());
}

void tst_EngineBadDays::aHistoryOfANewerBelay()
{
    QVERIFY(open());
    m_engine->stop();
    m_engine.reset();
    const QString path = m_fixture->home().historyPath();
    {
        const auto database = Database::open(path, Database::Access::ReadWrite, 1s);
        QVERIFY(database.has_value());
        QVERIFY(database.value()->exec(QStringLiteral("PRAGMA user_version = 999")).has_value());
        QVERIFY(database.value()->exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).has_value());
    }
    const auto content = [&] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = content();
    const auto again = m_fixture->open();
    QVERIFY(!again.has_value());
    QCOMPARE(again.error().kind, ErrorKind::Newer);
    QVERIFY2(again.error().detail.contains(QStringLiteral("newer Belay")), qPrintable(again.error().detail));
    QVERIFY(again.error().detail.contains(path));
    QCOMPARE(content(), before);
    QVERIFY(QDir(m_fixture->home().dataDir)
                .entryList({QStringLiteral("*.bak"), QStringLiteral("*damaged*")})
                .empty());
    QVERIFY(!HomeLock::ownerOf(m_fixture->home().dataDir).has_value()); // nothing is left half started
}

void tst_EngineBadDays::aSecondEngineForTheSameHome()
{
    QVERIFY(open());
    const auto second = m_fixture->open();
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QVERIFY2(second.error().detail.contains(QStringLiteral("pid %1").arg(QCoreApplication::applicationPid())),
        qPrintable(second.error().detail));
    QVERIFY(checkAll(*m_engine)); // the first one is none the worse for it
    QTRY_COMPARE(stateOf(*m_engine, QStringLiteral("a/m")), QStringLiteral("up"));
    expectNothingLost();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == QLatin1StringView(LockingChild))
        return holdLock(words.at(2));
    if (words.size() == 3 && words.at(1) == QLatin1StringView(OpeningChild))
        return openAsNobody(words.at(2));
    tst_EngineBadDays test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_enginebaddays.moc"
