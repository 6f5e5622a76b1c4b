// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVariant>
#include <QtEndian>

namespace Belay {

namespace {

struct Migration {
    int version;
    QString file;
};

std::vector<Migration> migrationsIn(const QString &folder)
{
    std::vector<Migration> found;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        bool isNumber = false;
        const int version = name.chopped(4).toInt(&isNumber);
        if (isNumber)
            found.push_back({version, dir.filePath(name)});
    }
    return found;
}

/// The driver takes one statement at a time. Our files end each with a semicolon at the end of a line.
QStringList statementsOf(const QString &sql)
{
    QStringList statements;
    QString current;
    for (const QString &line : sql.split(u'\n')) {
        if (line.trimmed().startsWith(QStringLiteral("--")))
            continue;
        current += line + u'\n';
        if (line.trimmed().endsWith(u';')) {
            statements << current;
            current.clear();
        }
    }
    return statements;
}

Error newerSchema(int found, int known)
{
    return {ErrorKind::Newer,
        QStringLiteral("A newer Belay wrote the history (schema %1, this version knows %2): update this one.")
            .arg(found)
            .arg(known),
        {}};
}

Result<void> backUp(Database &database, const QString &path, int version)
{
    if (auto done = database.exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); !done)
        return done;
    const QString copy = QStringLiteral("%1.v%2.bak").arg(path).arg(version);
    QFile::remove(copy); // of an attempt that did not get beyond this version
    QFile file(path);
    if (!file.copy(copy))
        return Unexpected {Error {ErrorKind::Storage,
            QStringLiteral("Cannot copy the history to %1 before its migration: %2.")
                .arg(copy, file.errorString()),
            {}}};
    return {};
}

Result<void> apply(Database &database, const Migration &migration)
{
    QFile file(migration.file);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected {
            Error {ErrorKind::Internal, QStringLiteral("Cannot read %1.").arg(migration.file), {}}};
    Transaction transaction(database, Transaction::Kind::Write);
    if (!transaction.begun())
        return transaction.begun();
    for (const QString &statement : statementsOf(QString::fromUtf8(file.readAll()))) {
        if (auto done = database.exec(statement); !done)
            return Unexpected {Error {done.error().kind,
                QStringLiteral("Migration %1 of the history failed.").arg(migration.version),
                {done.error()}}};
    }
    if (auto done = database.exec(QStringLiteral("PRAGMA user_version = %1").arg(migration.version)); !done)
        return done;
    return transaction.commit();
}

int newestOf(const std::vector<Migration> &migrations)
{
    return migrations.empty() ? 0 : migrations.back().version;
}

} // namespace

Result<void> checkSchemaOf(const QString &path, const QString &migrations)
{
    QFile file(path);
    if (!file.exists() || file.size() == 0)
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected {Error {ErrorKind::Permission,
            QStringLiteral("The history file %1 cannot be read: %2.").arg(path, file.errorString()), {}}};
    // https://sqlite.org/fileformat.html 1.3: 16 bytes of magic, user_version at offset 60, big-endian.
    constexpr qsizetype HeadSize = 100;
    constexpr qsizetype VersionAt = 60;
    const QByteArray head = file.read(HeadSize);
    if (head.size() < HeadSize || !head.startsWith(QByteArray("SQLite format 3\0", 16)))
        return Unexpected {
            Error {ErrorKind::Protocol, QStringLiteral("The history file %1 is no database.").arg(path), {}}};
    const int found = qFromBigEndian<qint32>(head.constData() + VersionAt);
    const int known = newestOf(migrationsIn(migrations));
    return found > known ? Result<void>(Unexpected {newerSchema(found, known)}) : Result<void>();
}

Result<void> migrate(Database &database, const QString &path, const QString &migrations)
{
    const std::vector<Migration> known = migrationsIn(migrations);
    const Result<QVariant> value = database.value(QStringLiteral("PRAGMA user_version"));
    if (!value)
        return Unexpected {value.error()};
    const int version = value->toInt();
    // The head of the file is behind while the newest pages are still in the log.
    if (version > newestOf(known))
        return Unexpected {newerSchema(version, newestOf(known))};
    if (version > 0 && version < newestOf(known)) {
        if (auto done = backUp(database, path, version); !done)
            return done;
    }
    for (const Migration &migration : known) {
        if (migration.version <= version)
            continue;
        if (auto done = apply(database, migration); !done)
            return done;
    }
    return {};
}

void removeBackups(const QString &path)
{
    const QFileInfo file(path);
    const QString pattern = file.fileName() + QStringLiteral(".v*.bak");
    for (const QFileInfo &copy : file.dir().entryInfoList({pattern}, QDir::Files))
        QFile::remove(copy.filePath());
}

} // namespace Belay
