// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/configservice.h"
#include "core/engine/doctor.h"
#include "core/history/sqlitehistory.h"

#include <QFileInfo>
#include <QLocale>
#include <QSqlDatabase>
#include <QStorageInfo>

namespace Belay {

void Doctor::checkConfig()
{
    const QString path = m_home.configPath();
    const QString id = QStringLiteral("config");
    auto read = readConfigFile(path);
    if (!read) {
        QStringList lines;
        for (const ConfigIssue &issue : read.error())
            lines << configIssueLine(issue);
        add(id, false, lines.join(u'\n'), QStringLiteral("Correct these places of %1.").arg(path));
        return;
    }
    m_config = std::move(*read);
    m_isConfigKnown = true;
    if (!QFileInfo::exists(path)) {
        add(id, true, QStringLiteral("no %1 yet: nothing is set up").arg(path));
        return;
    }
    const size_t count = m_config.providers.size();
    add(id, true,
        count == 1 ? QStringLiteral("%1: one provider").arg(path)
                   : QStringLiteral("%1: %2 providers").arg(path).arg(count));
    checkConfigAccess();
    checkCertificateFiles();
}

/// Whoever may write the file decides where keys are sent.
void Doctor::checkConfigAccess()
{
    constexpr QFile::Permissions Others = QFile::WriteGroup | QFile::WriteOther;
    const QString path = m_home.configPath();
    if (QFile::permissions(path).testAnyFlags(Others))
        addWarning(QStringLiteral("config"), QStringLiteral("others than you may write it"),
            QStringLiteral("chmod go-w %1").arg(path));
}

void Doctor::checkCertificateFiles()
{
    for (size_t i = 0; i < m_config.providers.size(); ++i) {
        const QString &file = m_config.providers[i].caFile;
        if (file.isEmpty() || (QFileInfo(file).isFile() && QFileInfo(file).isReadable()))
            continue;
        addWarning(QStringLiteral("config"),
            QStringLiteral("%1 cannot be read, so nothing that %2 answers can be trusted")
                .arg(file, m_config.providers[i].name),
            QStringLiteral("Correct /providers/%1/caFile, or make the file readable.").arg(i));
    }
}

namespace {

/// Of a history that cannot be opened.
QString fixFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Newer:
        return QStringLiteral("Update Belay: this version leaves the file of a newer one alone.");
    case ErrorKind::Busy:
        return QStringLiteral("End the program that holds it, then try again.");
    case ErrorKind::Permission:
        return QStringLiteral("Give yourself the right to read and write it, and its folder.");
    default:
        return QStringLiteral("Start the window, which offers to set it aside and begin a new one, or move "
                              "it away yourself while nothing runs.");
    }
}

} // namespace

void Doctor::checkHistory()
{
    const QString id = QStringLiteral("history");
    const QFileInfo file(m_home.historyPath());
    if (!QSqlDatabase::drivers().contains(QStringLiteral("QSQLITE"))) {
        add(id, false, QStringLiteral("Qt's SQLite driver is not installed"),
            QStringLiteral("Install libqt6sql6-sqlite."));
        return;
    }
    if (!file.exists()) {
        const QFileInfo folder(m_home.dataDir);
        const bool usable = !folder.exists() || folder.isWritable();
        add(id, usable,
            usable ? QStringLiteral("no history yet")
                   : QStringLiteral("%1 cannot be written").arg(m_home.dataDir),
            usable ? QString() : QStringLiteral("Give yourself the right to write there, or use --home."));
        if (folder.exists())
            checkSpace();
        return;
    }
    if (const auto opened = SqliteHistory::openBeside(file.filePath()); !opened) {
        add(id, false, QStringLiteral("%1: %2").arg(file.filePath(), opened.error().detail),
            fixFor(opened.error().kind));
        return;
    }
    const bool writable = file.isWritable();
    add(id, writable,
        QStringLiteral("%1: %2").arg(
            file.filePath(), QLocale::c().formattedDataSize(sizeOfHistory(file.filePath()))),
        writable ? QString() : QStringLiteral("Give yourself the right to write to it."));
    checkSpace();
}

qint64 Doctor::freeBytesOf(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

void Doctor::checkSpace()
{
    constexpr qint64 Scarce = 100'000'000; // a year of twenty targets
    const qint64 left = m_parts.freeBytes(m_home.dataDir);
    if (left >= 0 && left < Scarce)
        addWarning(QStringLiteral("history"),
            QStringLiteral("its disk has %1 left").arg(QLocale::c().formattedDataSize(left)),
            QStringLiteral("Make room on that disk: what no longer fits is not recorded."));
}

} // namespace Belay
