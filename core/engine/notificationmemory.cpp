// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notificationmemory.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Belay {

namespace {

constexpr qint64 LargestFile = 1024 * 1024;

} // namespace

NotificationMemory NotificationMemory::read(const QString &path)
{
    NotificationMemory memory;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > LargestFile)
        return memory;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    for (const QJsonValue &value : root[QStringLiteral("toldOnce")].toArray())
        memory.toldOnce.insert(value.toString());
    const QJsonObject webhooks = root[QStringLiteral("webhooks")].toObject();
    for (auto entry = webhooks.begin(); entry != webhooks.end(); ++entry) {
        const QJsonObject end = entry.value().toObject();
        if (const auto at = wallTimeFromIso(end[QStringLiteral("at")].toString()))
            memory.webhooks[entry.key()]
                = {*at, end[QStringLiteral("ok")].toBool(), end[QStringLiteral("detail")].toString()};
    }
    return memory;
}

Result<void> NotificationMemory::write(const QString &path) const
{
    QJsonArray once;
    for (const QString &each : toldOnce)
        once.append(each);
    QJsonObject ends;
    for (const auto &[id, end] : webhooks)
        ends[id] = QJsonObject {{QStringLiteral("at"), toIsoString(end.at)}, {QStringLiteral("ok"), end.ok},
            {QStringLiteral("detail"), end.detail}};
    const QJsonObject root {{QStringLiteral("toldOnce"), once}, {QStringLiteral("webhooks"), ends}};
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QJsonDocument(root).toJson()) >= 0 && file.commit();
    if (!isWritten)
        return Unexpected {Error {ErrorKind::Storage, file.errorString(), {}}};
    return {};
}

} // namespace Belay
