// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historyworker.h"

#include "core/base/logging.h"
#include "core/history/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVariant>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds TidyEvery = 1min;
constexpr Milliseconds FirstRetry = 1s;
constexpr Milliseconds LongestRetry = 30s;

/// Makes the folder (0700) and the file (0600), which SQLite's own files then follow.
Result<void> makeFile(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder))
            return Unexpected {
                Error {ErrorKind::Permission, QStringLiteral("Cannot make the folder %1.").arg(folder), {}}};
        QFile::setPermissions(
            folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return Unexpected {Error {ErrorKind::Permission,
            QStringLiteral("The history file %1 cannot be written to: %2.").arg(path, file.errorString()),
            {}}};
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

} // namespace

/// What lives as long as one connection, in the order in which it is made.
struct HistoryWorker::Connection {
    Connection(std::unique_ptr<Database> opened, const HistoryOptions &options)
        : database(std::move(opened))
        , names(*database)
        , keeper(*database, names, options.rawDays, options.traceDays)
        , writer(*database, names, keeper.marks())
    { }

    std::unique_ptr<Database> database;
    HistoryNames names;
    HistoryKeeper keeper;
    HistoryWriter writer;
};

HistoryWorker::HistoryWorker(QString path, HistoryOptions options, WriteQueue &queue, Later later)
    : m_path(std::move(path))
    , m_options(std::move(options))
    , m_queue(queue)
    , m_later(std::move(later))
    , m_batchAlarm(m_options.clock.createAlarm(
          [this] { m_later([](HistoryWorker &worker) { worker.writeWaiting(); }); }))
    , m_tidyAlarm(
          m_options.clock.createAlarm([this] { m_later([](HistoryWorker &worker) { worker.tidyStep(); }); }))
{ }

HistoryWorker::~HistoryWorker() = default;

Result<void> HistoryWorker::open()
{
    Result<void> done = openConnection();
    if (done)
        armTidy();
    return done;
}

Result<void> HistoryWorker::openConnection()
{
    if (auto done = checkSchemaOf(m_path, m_options.migrations); !done)
        return done;
    const bool isNew = !QFileInfo::exists(m_path) || QFileInfo(m_path).size() == 0;
    if (auto done = makeFile(m_path); !done)
        return done;
    auto database = Database::open(m_path, Database::Access::ReadWrite, m_options.busyTimeout);
    if (!database)
        return Unexpected {database.error()};
    if (auto done = setUp(**database, isNew); !done)
        return done;
    m_connection = std::make_unique<Connection>(std::move(*database), m_options);
    if (auto done = m_connection->keeper.load(m_options.clock.wall()); !done) {
        m_connection.reset();
        return done;
    }
    if (auto done = markUnclean(); !done) {
        m_connection.reset();
        return done;
    }
    return {};
}

Result<void> HistoryWorker::setUp(Database &database, bool isNew)
{
    QStringList pragmas;
    if (isNew) // it can only be chosen before the first table
        pragmas << QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL");
    pragmas << QStringLiteral("PRAGMA journal_mode = WAL") << QStringLiteral("PRAGMA synchronous = NORMAL")
            << QStringLiteral("PRAGMA wal_autocheckpoint = 1000")
            << QStringLiteral("PRAGMA journal_size_limit = 16777216");
    if (m_options.maxPages > 0)
        pragmas << QStringLiteral("PRAGMA max_page_count = %1").arg(m_options.maxPages);
    for (const QString &pragma : pragmas) {
        if (auto done = database.exec(pragma); !done)
            return done;
    }
    return migrate(database, m_path, m_options.migrations);
}

Result<void> HistoryWorker::markUnclean()
{
    Database &database = *m_connection->database;
    const Result<QVariant> clean
        = database.value(QStringLiteral("SELECT value FROM meta WHERE name = 'clean'"));
    if (!clean)
        return Unexpected {clean.error()};
    if (clean->isValid() && clean->toInt() == 0) {
        qCWarning(lcHistory) << "the last end was not orderly: checking the history";
        QSqlQuery query
            = database.prepare(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"));
        if (auto done = Database::run(query); !done)
            return done;
        QStringList tables;
        while (query.next())
            tables << query.value(0).toString();
        m_later([tables](HistoryWorker &worker) { worker.checkTables(tables); });
    }
    return database.exec(QStringLiteral(
        "INSERT INTO meta (name, value) VALUES ('clean', 0) ON CONFLICT (name) DO UPDATE SET value = 0"));
}

/// One table at a time, so that batches can be written in between.
void HistoryWorker::checkTables(QStringList tables)
{
    if (!m_connection)
        return;
    Result<void> verdict;
    if (!tables.isEmpty()) {
        const Result<QVariant> answer = m_connection->database->value(
            QStringLiteral("PRAGMA quick_check('%1')").arg(tables.takeFirst()));
        if (!answer)
            verdict = Unexpected {answer.error()};
        else if (answer->toString() != QStringLiteral("ok"))
            verdict = Unexpected {Error {ErrorKind::Protocol,
                QStringLiteral("The history file is damaged: %1.").arg(answer->toString()), {}}};
        if (verdict && !tables.isEmpty()) {
            m_later([tables](HistoryWorker &worker) { worker.checkTables(tables); });
            return;
        }
    }
    if (!verdict)
        qCWarning(lcHistory) << verdict.error().detail;
    if (m_options.checked)
        m_options.checked(verdict);
}

void HistoryWorker::close()
{
    m_batchAlarm.reset();
    m_tidyAlarm.reset();
    if (!m_connection)
        return;
    Result<void> done = flush();
    Database &database = *m_connection->database;
    if (done)
        done = database.exec(QStringLiteral("UPDATE meta SET value = 1 WHERE name = 'clean'"));
    if (done) {
        removeBackups(m_path);
        // A reader that is still there makes this a partial one, which is no error.
        done = database.exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    if (!done)
        qCWarning(lcHistory) << "the history could not be ended in order:" << done.error().detail
                             << "results lost:" << m_queue.size() + m_pending.samples.size();
    m_connection.reset();
}

void HistoryWorker::wake(WriteQueue::Wake wake)
{
    if (m_retryAfter > Milliseconds {0} || !m_batchAlarm)
        return; // the alarm for the next try is set
    if (wake == WriteQueue::Wake::Full)
        writeWaiting();
    else
        m_batchAlarm->wakeAt(m_options.clock.steady() + m_options.batchEvery);
}

Result<void> HistoryWorker::writeBatch()
{
    if (m_pending.isEmpty())
        m_pending = m_queue.take(BatchSize);
    if (m_pending.isEmpty())
        return {};
    Result<void> done = m_connection
        ? m_connection->writer.write(m_pending)
        : Result<void>(Unexpected {Error {ErrorKind::Storage, QStringLiteral("No history is open."), {}}});
    if (done)
        m_pending = {};
    report(done);
    return done;
}

void HistoryWorker::writeWaiting()
{
    if (!m_batchAlarm)
        return;
    if (auto done = writeBatch(); !done) {
        m_retryAfter = std::clamp(m_retryAfter * 2, FirstRetry, LongestRetry);
        m_batchAlarm->wakeAt(m_options.clock.steady() + m_retryAfter);
        return;
    }
    m_retryAfter = Milliseconds {0};
    if (m_queue.size() >= BatchSize)
        m_later([](HistoryWorker &worker) { worker.writeWaiting(); });
    else if (!m_queue.isEmpty())
        m_batchAlarm->wakeAt(m_options.clock.steady() + m_options.batchEvery);
}

Result<void> HistoryWorker::flush()
{
    do {
        if (auto done = writeBatch(); !done)
            return done;
    } while (!m_queue.isEmpty()); // a batch that failed before goes first, and alone
    m_retryAfter = Milliseconds {0};
    return {};
}

Result<void> HistoryWorker::import(const HistoryRows &rows)
{
    // What belongs to columns that have passed must not wait for the next round.
    if (auto done = tidy(); !done)
        return done;
    return m_connection->writer.write(rows);
}

Result<void> HistoryWorker::tidy()
{
    if (!m_connection)
        return Unexpected {Error {ErrorKind::Storage, QStringLiteral("No history is open."), {}}};
    for (;;) {
        const Result<bool> more = m_connection->keeper.step(m_options.clock.wall());
        if (!more)
            return Unexpected {more.error()};
        if (!*more)
            return {};
    }
}

void HistoryWorker::armTidy()
{
    m_tidyAlarm->wakeAt(m_options.clock.steady() + TidyEvery);
}

void HistoryWorker::tidyStep()
{
    if (!m_connection || !m_tidyAlarm)
        return;
    const Result<bool> more = m_connection->keeper.step(m_options.clock.wall());
    if (more && *more) {
        m_later([](HistoryWorker &worker) { worker.tidyStep(); });
        return;
    }
    if (!more) {
        qCWarning(lcHistory) << "old results stay for now:" << more.error().detail;
        tellDamage(more.error());
    }
    armTidy();
}

Result<QString> HistoryWorker::setAside()
{
    // What waits goes to the fresh file: the old one is not to be trusted with it.
    m_connection.reset();
    Result<QString> name = SqliteHistory::setAside(m_path, m_options.clock.wall());
    const Result<void> opened = openConnection();
    if (!name)
        return name;
    if (!opened)
        return Unexpected {opened.error()};
    m_isDamageTold = false;
    report(opened);
    return name;
}

void HistoryWorker::setKept(int rawDays, int traceDays)
{
    m_options.rawDays = rawDays;
    m_options.traceDays = traceDays;
    if (m_connection)
        m_connection->keeper.setKept(rawDays, traceDays);
}

void HistoryWorker::tellDamage(const Error &error)
{
    if (error.kind == ErrorKind::Protocol && !std::exchange(m_isDamageTold, true) && m_options.damaged)
        m_options.damaged(error.detail);
}

void HistoryWorker::report(const Result<void> &written)
{
    if (!written)
        tellDamage(written.error());
    const bool ok = written.has_value();
    const QString detail = ok ? QString() : written.error().detail;
    bool changed = false;
    {
        const std::lock_guard lock(m_mutex);
        changed = m_ok != ok;
        m_ok = ok;
        m_detail = detail;
    }
    if (!changed)
        return;
    if (ok)
        qCInfo(lcHistory) << "the history is being written again";
    else
        qCWarning(lcHistory) << "the history cannot be written for now:" << detail;
    if (m_options.healthChanged)
        m_options.healthChanged(ok, detail);
}

bool HistoryWorker::lastWriteOk() const
{
    const std::lock_guard lock(m_mutex);
    return m_ok;
}

QString HistoryWorker::lastError() const
{
    const std::lock_guard lock(m_mutex);
    return m_detail;
}

} // namespace Belay
