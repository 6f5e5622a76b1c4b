// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/configservice.h"

#include "core/base/wholefile.h"
#include "core/domain/configreader.h"
#include "core/domain/configwriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace Belay {

namespace {

Error storageError(const QString &path, const QString &words)
{
    return {ErrorKind::Storage, path + u": " + words, {}};
}

Error configError(const QString &path, const ConfigErrors &issues)
{
    Error error {ErrorKind::Config,
        issues.size() == 1 ? QString(path + QStringLiteral(" has an error"))
                           : QStringLiteral("%1 has %2 errors").arg(path).arg(issues.size()),
        {}};
    for (const ConfigIssue &issue : issues)
        error.causes.push_back({ErrorKind::Config, configIssueLine(issue, QFileInfo(path).fileName()), {}});
    return error;
}

ConfigIssue unreadable(const QString &got)
{
    return {{}, QStringLiteral("bad-type"), QStringLiteral("a file that can be read"), got};
}

/// Nothing where there is no file. What is no file is never opened: a pipe would not answer.
Result<std::optional<QByteArray>, ConfigIssue> readText(const QString &path)
{
    constexpr qint64 MoreThanAnyoneWrites = 5 * 1024 * 1024; // the reader refuses it with a place
    const QFileInfo info(path);
    const QFileInfo folder(info.absolutePath());
    if ((folder.exists() || folder.isSymLink()) && !(folder.isDir() && folder.isExecutable()))
        return Unexpected {
            unreadable(folder.isDir() ? QStringLiteral("a folder that you may not enter")
                                      : QStringLiteral("something else in its folder's place"))};
    if (!info.exists() && !info.isSymLink())
        return std::optional<QByteArray>();
    if (!info.isFile())
        return Unexpected {unreadable(info.isDir() ? QStringLiteral("a folder")
                : info.exists()                    ? QStringLiteral("a pipe or device")
                                                   : QStringLiteral("a link to nothing"))};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected {unreadable(file.errorString())};
    QByteArray text = file.read(MoreThanAnyoneWrites);
    if (file.error() != QFileDevice::NoError)
        return Unexpected {unreadable(file.errorString())};
    return std::optional(text);
}

/// The folder is for its owner alone; one that is there already keeps the mode its owner gave it.
Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(folder))
        return Unexpected {storageError(folder, QStringLiteral("the folder cannot be made"))};
    constexpr auto Owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QFile::setPermissions(folder, Owner))
        return Unexpected {storageError(folder, QStringLiteral("the folder's mode cannot be set"))};
    return {};
}

Result<void> writeFile(const QString &path, const QByteArray &text)
{
    if (const auto made = makeFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    return replaceFile(path, text, QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

Result<Config, ConfigErrors> readConfigFile(const QString &path)
{
    const auto text = readText(path);
    if (!text)
        return Unexpected {ConfigErrors {text.error()}};
    // An empty file is an error, no file is not: somebody emptied the one, nobody wrote the other.
    Result<Config, ConfigErrors> read = readConfig(text->value_or(QByteArray("{}")));
    if (read)
        read->text = text->value_or(QByteArray());
    return read;
}

ConfigService::ConfigService(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    Config empty = *readConfig("{}");
    empty.text.clear();
    m_config = std::make_shared<const Config>(std::move(empty));
}

Result<void> ConfigService::load()
{
    const QFileInfo info(m_path);
    if (!m_config->text.isEmpty() && !info.exists() && !info.isSymLink())
        return Unexpected {configError(m_path, {unreadable(QStringLiteral("no file any more"))})};
    const QDateTime changedAt = info.lastModified();
    Result<Config, ConfigErrors> read = readConfigFile(m_path);
    if (!read)
        return Unexpected {configError(m_path, read.error())};
    m_changedAt = changedAt;
    take(*std::move(read));
    return {};
}

bool ConfigService::isAsInFile() const
{
    const auto text = readText(m_path);
    return text && text->value_or(QByteArray()) == m_config->text;
}

Result<void> ConfigService::apply(Config config)
{
    const Unexpected changed {
        Error {ErrorKind::Conflict, QString(m_path + u" was changed since it was read"), {}}};
    if (config.text != m_config->text)
        return changed;
    if (!isAsInFile()) {
        Q_EMIT outdated();
        const Result<Config, ConfigErrors> found = readConfigFile(m_path);
        return found ? changed : Unexpected {configError(m_path, found.error())};
    }
    const QByteArray text = writeConfig(config);
    // What is not good enough to be read again is not written.
    Result<Config, ConfigErrors> read = readConfig(text);
    if (!read)
        return Unexpected {configError(m_path, read.error())};
    if (const auto written = writeFile(m_path, text); !written)
        return written;
    m_changedAt = QFileInfo(m_path).lastModified();
    take(*std::move(read));
    return {};
}

Result<void> ConfigService::touch()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        || !file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime))
        return Unexpected {storageError(m_path, file.errorString())};
    m_changedAt = QFileInfo(m_path).lastModified();
    return {};
}

bool ConfigService::takeTouch()
{
    const QDateTime before = std::exchange(m_changedAt, QFileInfo(m_path).lastModified());
    return m_changedAt != before;
}

void ConfigService::take(Config config)
{
    if (config == *m_config)
        return;
    m_config = std::make_shared<const Config>(std::move(config));
    Q_EMIT configChanged(m_config);
}

} // namespace Belay
