// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <optional>
#include <utility>

namespace Belay {

/// One connection to the SQLite file, of the thread that opened it; closed with its owner. Queries made of it
/// must be gone before. Errors are Conflict when another program holds a lock, Permission when the file or
/// its folder refuses, Protocol when the content is damaged, else Storage (a full or failing disk).
class Database final
{
public:
    enum class Access { ReadOnly, ReadWrite };
    static Result<std::unique_ptr<Database>> open(
        const QString &path, Access access, Milliseconds busyTimeout);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    Result<void> exec(const QString &sql);
    /// The first column of the first row; an invalid variant where there is no row.
    Result<QVariant> value(const QString &sql);
    /// A statement to bind and run() again and again. A mistake in `sql` comes to light in run().
    QSqlQuery prepare(const QString &sql) const;
    static Result<void> run(QSqlQuery &query);
    /// The same with `values` bound to its places, the first to the first.
    static Result<void> run(QSqlQuery &query, const QVariantList &values);
    /// Why a statement could not be prepared, or its rows ended before the last one.
    static Result<void> endOf(const QSqlQuery &query);
    /// Whether a statement speaks of what the schema of the file does not have.
    static bool lacksTable(const QSqlQuery &query);

    /// Keeps the first failure of a read until it is taken.
    void noteFailure(const Error &error);
    std::optional<Error> takeFailure() { return std::exchange(m_failure, {}); }

private:
    explicit Database(QString name);

    QString m_name;
    QSqlDatabase m_database;
    std::optional<Error> m_failure;
};

/// Rolls back unless it was committed.
class Transaction final
{
public:
    enum class Kind { Read, Write };
    Transaction(Database &database, Kind kind);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    /// Whether it began; the reason where it did not.
    const Result<void> &begun() const { return m_begun; }
    Result<void> commit();

private:
    Database &m_database;
    Result<void> m_begun;
    bool m_open = false;
};

} // namespace Belay
