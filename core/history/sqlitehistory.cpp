// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/sqlitehistory.h"

#include "core/history/database.h"
#include "core/history/historyworker.h"
#include "core/history/migrations.h"
#include "core/history/sqlitequeries.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace Belay {

namespace {

constexpr auto Companions = std::to_array<const char *>({"", "-wal", "-shm"});

QString withEnding(const QString &path, const char *ending)
{
    return path + QLatin1StringView(ending);
}

/// `history.sqlite.damaged-20261122T072800Z`, with a number where that name is taken.
QString nameAside(const QString &path, WallTime now)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC)
                             .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString name = QStringLiteral("%1.damaged-%2").arg(path, time);
    QString candidate = name;
    for (int i = 2; QFileInfo::exists(candidate); ++i)
        candidate = QStringLiteral("%1-%2").arg(name).arg(i);
    return candidate;
}

/// Opening alone reads nothing; a history that then said nothing would pass for an empty one.
Result<void> tryToRead(const QString &path)
{
    auto database = Database::open(path, Database::Access::ReadOnly, std::chrono::seconds {2});
    if (!database)
        return Unexpected {database.error()};
    const auto tables = (*database)->value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (tables)
        return {};
    Error error = tables.error();
    error.detail += u' ' + path;
    return Unexpected {error};
}

} // namespace

qint64 sizeOfHistory(const QString &path)
{
    qint64 size = 0;
    for (const char *ending : Companions)
        size += QFileInfo(withEnding(path, ending)).size();
    return size;
}

SqliteHistory::SqliteHistory(QString path)
    : m_path(std::move(path))
    , m_generation(std::make_shared<std::atomic<int>>(0))
    , m_thread(QStringLiteral("history"))
{ }

SqliteHistory::~SqliteHistory()
{
    m_thread.run([this] {
        if (m_worker)
            m_worker->close();
        m_worker.reset();
    });
}

Result<std::unique_ptr<SqliteHistory>> SqliteHistory::open(const QString &path, HistoryOptions options)
{
    std::unique_ptr<SqliteHistory> history(new SqliteHistory(path));
    if (auto done = history->start(std::move(options)); !done)
        return Unexpected {done.error()};
    return history;
}

Result<void> SqliteHistory::start(HistoryOptions options)
{
    // A function that comes after the worker's end finds none and does nothing.
    const auto later = [this](std::function<void(HistoryWorker &)> work) {
        m_thread.post([this, work = std::move(work)] {
            if (m_worker)
                work(*m_worker);
        });
    };
    m_queue = std::make_unique<WriteQueue>(options.queueBound, HistoryWorker::BatchSize,
        [later](WriteQueue::Wake wake) { later([wake](HistoryWorker &worker) { worker.wake(wake); }); });
    Result<void> done;
    m_thread.run([&] {
        m_worker = std::make_unique<HistoryWorker>(m_path, std::move(options), *m_queue, later);
        done = m_worker->open();
    });
    return done;
}

void SqliteHistory::record(const Sample &sample)
{
    m_queue->push(sample);
}

void SqliteHistory::record(const Span &span)
{
    m_queue->push(span);
}

void SqliteHistory::record(Trace trace)
{
    m_queue->push(std::move(trace));
}

void SqliteHistory::record(const PageIncidentRecord &incident)
{
    m_queue->push(incident);
}

void SqliteHistory::record(const PageReadSpan &read)
{
    m_queue->push(read);
}

void SqliteHistory::record(const Incident &incident)
{
    m_queue->push(incident);
}

void SqliteHistory::record(const IncidentRemark &remark)
{
    m_queue->push(remark);
}

std::unique_ptr<HistoryQueries> SqliteHistory::openQueries() const
{
    return std::make_unique<SqliteQueries>(m_path, m_generation);
}

Result<std::unique_ptr<HistoryQueries>> SqliteHistory::openBeside(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Unexpected {
            Error {ErrorKind::Storage, QStringLiteral("There is no history at %1.").arg(path), {}}};
    if (auto done = checkSchemaOf(path, QStringLiteral(":/belay/history")); !done)
        return Unexpected {done.error()};
    if (auto done = tryToRead(path); !done)
        return Unexpected {done.error()};
    return std::unique_ptr<HistoryQueries>(
        std::make_unique<SqliteQueries>(path, std::make_shared<std::atomic<int>>(0)));
}

Result<void> SqliteHistory::flush()
{
    Result<void> done;
    m_thread.run([&] { done = m_worker->flush(); });
    return done;
}

Result<void> SqliteHistory::import(const HistoryRows &rows)
{
    Result<void> done;
    m_thread.run([&] { done = m_worker->import(rows); });
    return done;
}

Result<void> SqliteHistory::tidy()
{
    Result<void> done;
    m_thread.run([&] { done = m_worker->tidy(); });
    return done;
}

Result<QString> SqliteHistory::setAside(const QString &path, WallTime now)
{
    const QString name = nameAside(path, now);
    for (const char *ending : Companions) {
        QFile file(withEnding(path, ending));
        if (file.exists() && !file.rename(withEnding(name, ending)))
            return Unexpected {Error {ErrorKind::Permission,
                QStringLiteral("Cannot rename %1: %2.").arg(file.fileName(), file.errorString()), {}}};
    }
    return name;
}

Result<QString> SqliteHistory::setAside()
{
    Result<QString> name = QString();
    m_thread.run([&] { name = m_worker->setAside(); });
    ++*m_generation;
    return name;
}

void SqliteHistory::setKept(int rawDays, int traceDays)
{
    m_thread.post([this, rawDays, traceDays] {
        if (m_worker)
            m_worker->setKept(rawDays, traceDays);
    });
}

HistoryHealth SqliteHistory::health() const
{
    return {m_worker->lastWriteOk(), m_worker->lastError(), m_queue->dropped(), m_queue->droppedTraces(),
        m_queue->size()};
}

qint64 SqliteHistory::sizeOnDisk() const
{
    return sizeOfHistory(m_path);
}

} // namespace Belay
