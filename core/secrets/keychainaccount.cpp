// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainaccount.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace Belay {

namespace {

QString homeHash(const QString &home)
{
    const QFileInfo info(home);
    const QString canonical = info.canonicalFilePath(); // empty before the folder is made
    const QString path = canonical.isEmpty() ? QDir::cleanPath(info.absoluteFilePath()) : canonical;
    constexpr qsizetype Length = 12;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(Length));
}

} // namespace

QString keychainAccount(const QString &home, const ProviderId &provider, const KeyId &key)
{
    return homeHash(home) + u'/' + provider.value + u'/' + key.value;
}

QString gatewayAccount(const QString &home, const QString &token)
{
    return homeHash(home) + u"/gateway/" + token;
}

QString webhookAccount(const QString &home, const QString &webhook, WebhookSecret secret)
{
    const QString part = secret == WebhookSecret::Address ? QStringLiteral("url") : QStringLiteral("secret");
    return homeHash(home) + u"/webhook/" + webhook + u'/' + part;
}

} // namespace Belay
