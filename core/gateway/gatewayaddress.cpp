// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayaddress.h"

namespace Belay {

QHostAddress listenAddress(const QString &listen)
{
    return listen == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost)
                                                    : QHostAddress(listen);
}

QString gatewayAddress(const QString &listen, const QString &port)
{
    const QHostAddress address = listenAddress(listen);
    const bool isAny = address == QHostAddress::Any || address == QHostAddress::AnyIPv4
        || address == QHostAddress::AnyIPv6 || address.isNull();
    const QHostAddress shown = isAny ? QHostAddress(QHostAddress::LocalHost) : address;
    const bool isIp6 = shown.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = isIp6 ? QString(u'[' + shown.toString() + u']') : shown.toString();
    return QStringLiteral("http://%1:%2/v1").arg(host, port);
}

} // namespace Belay
