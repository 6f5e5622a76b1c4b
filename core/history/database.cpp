// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/database.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace Belay {

namespace {

/// SQLite's primary result codes that deserve a sentence of their own (https://sqlite.org/rescode.html).
QString sentenceFor(int code)
{
    switch (code & 0xff) {
    case 5:
    case 6:
        return QStringLiteral("Another program holds the history file locked");
    case 8:
        return QStringLiteral("The history file or its folder cannot be written to");
    case 10:
        return QStringLiteral("The disk refuses to read or write the history file");
    case 11:
        return QStringLiteral("The history file is damaged");
    case 13:
        return QStringLiteral("The disk is full");
    case 14:
        return QStringLiteral("The history file cannot be opened");
    case 26:
        return QStringLiteral("The history file is not a database");
    default:
        return QStringLiteral("The history file cannot be used");
    }
}

/// What a caller can do about it: wait, give rights, set the file aside, or make room.
ErrorKind kindFor(int code)
{
    switch (code & 0xff) {
    case 5:
    case 6:
        return ErrorKind::Busy;
    case 8:
    case 14:
        return ErrorKind::Permission;
    case 11:
    case 26:
        return ErrorKind::Protocol;
    default:
        return ErrorKind::Storage;
    }
}

Error errorOf(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    return {kindFor(code),
        QStringLiteral("%1 (SQLite %2: %3).").arg(sentenceFor(code)).arg(code).arg(error.text().trimmed()),
        {}};
}

/// A pipe would be waited for without end.
Result<void> checkIsFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() || info.isFile())
        return {};
    return Unexpected {Error {ErrorKind::Storage, QStringLiteral("%1 is not a regular file.").arg(path), {}}};
}

/// On a disk that is mounted read-only, the log's index cannot be made; SQLite then reads a file that was
/// closed well, once it is told that nobody writes it (https://sqlite.org/wal.html#readonly).
bool isFrozen(const QString &path)
{
    return !QFileInfo(QFileInfo(path).path()).isWritable()
        && !QFileInfo::exists(path + QStringLiteral("-wal"))
        && !QFileInfo::exists(path + QStringLiteral("-shm"));
}

} // namespace

Database::Database(QString name)
    : m_name(std::move(name))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{ }

Database::~Database()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access, Milliseconds busyTimeout)
{
    if (auto done = checkIsFile(path); !done)
        return Unexpected {done.error()};
    static std::atomic<unsigned> counter {0};
    std::unique_ptr<Database> database(new Database(QStringLiteral("history-%1").arg(++counter)));
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeout.count());
    QString name = path;
    if (access == Access::ReadOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
        if (isFrozen(path)) {
            options += QStringLiteral(";QSQLITE_OPEN_URI");
            name = QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1");
        }
    }
    database->m_database.setConnectOptions(options);
    database->m_database.setDatabaseName(name);
    if (!database->m_database.open())
        return Unexpected {errorOf(database->m_database.lastError())};
    // Only the writer checkpoints: two that do can lose a write in SQLite before 3.51.3.
    for (const auto *pragma : {"PRAGMA wal_autocheckpoint = 0", "PRAGMA foreign_keys = ON",
             "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -8000"}) {
        if (auto done = database->exec(QLatin1StringView(pragma)); !done)
            return Unexpected {done.error()};
    }
    return database;
}

Result<void> Database::exec(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return Unexpected {errorOf(query.lastError())};
    return {};
}

Result<QVariant> Database::value(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return Unexpected {errorOf(query.lastError())};
    return query.next() ? query.value(0) : QVariant();
}

QSqlQuery Database::prepare(const QString &sql) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(sql);
    return query;
}

Result<void> Database::run(QSqlQuery &query)
{
    if (!query.exec())
        return Unexpected {errorOf(query.lastError())};
    return {};
}

Result<void> Database::run(QSqlQuery &query, const QVariantList &values)
{
    for (int place = 0; place < values.size(); ++place)
        query.bindValue(place, values[place]);
    return run(query);
}

Result<void> Database::endOf(const QSqlQuery &query)
{
    const QSqlError error = query.lastError();
    return error.isValid() ? Result<void>(Unexpected {errorOf(error)}) : Result<void>();
}

bool Database::lacksTable(const QSqlQuery &query)
{
    constexpr int GenericError = 1; // a statement that cannot be prepared, for a reason other than damage
    return query.lastError().nativeErrorCode().toInt() == GenericError;
}

void Database::noteFailure(const Error &error)
{
    if (!m_failure)
        m_failure = error;
}

Transaction::Transaction(Database &database, Kind kind)
    : m_database(database)
    , m_begun(database.exec(
          kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN DEFERRED")))
    , m_open(m_begun.has_value())
{ }

Transaction::~Transaction()
{
    // A full disk may have rolled back already; the error that this then gives tells nothing new.
    if (m_open)
        static_cast<void>(m_database.exec(QStringLiteral("ROLLBACK")));
}

Result<void> Transaction::commit()
{
    const Result<void> done = m_database.exec(QStringLiteral("COMMIT"));
    m_open = !done.has_value();
    return done;
}

} // namespace Belay
