// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/home.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace Belay {

namespace {

constexpr auto PrivateFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

Result<void> createPrivate(const QString &path)
{
    if (QFileInfo::exists(path)) {
        if (QFileInfo(path).isDir())
            return {};
        return Unexpected {Error {ErrorKind::Storage, path + QStringLiteral(" is a file, not a folder"), {}}};
    }
    if (!QDir().mkpath(path))
        return Unexpected {Error {ErrorKind::Storage, QStringLiteral("cannot make the folder ") + path, {}}};
    QFile::setPermissions(path, PrivateFolder);
    return {};
}

} // namespace

QString Home::socketName() const
{
    const QByteArray hash
        = QCryptographicHash::hash(QDir(dataDir).absolutePath().toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("belay-") + QString::fromLatin1(hash.toHex().left(16));
}

Home Home::resolve(const std::optional<QString> &option)
{
    const QString own = option.value_or(qEnvironmentVariable("BELAY_HOME"));
    if (!own.isEmpty()) {
        const QString path = QDir(own).absolutePath();
        return {path, path};
    }
    const auto under = [](QStandardPaths::StandardLocation location) {
        return QString(QStandardPaths::writableLocation(location) + QStringLiteral("/belay"));
    };
    return {under(QStandardPaths::GenericConfigLocation), under(QStandardPaths::GenericDataLocation)};
}

Result<void> Home::create() const
{
    for (const QString &path : {configDir, dataDir, QString(dataDir + QStringLiteral("/log"))}) {
        if (auto made = createPrivate(path); !made)
            return made;
    }
    return {};
}

} // namespace Belay
