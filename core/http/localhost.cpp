// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/localhost.h"

#include <QHostAddress>

namespace Belay {

bool isLocalHost(const QUrl &url)
{
    const QString host = url.host().toLower();
    if (host == u"localhost" || host.endsWith(u".localhost") || host.endsWith(u".local")
        || host.endsWith(u".internal") || host.endsWith(u".home.arpa"))
        return true;
    const QHostAddress address(host);
    if (address.isNull())
        return false;
    if (address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast())
        return true;
    bool isIp4 = false;
    const quint32 ip4 = address.toIPv4Address(&isIp4);
    if (!isIp4)
        return false;
    constexpr quint32 Ten = 10U << 24U;
    constexpr quint32 OneSevenTwo = (172U << 24U) | (16U << 16U);
    constexpr quint32 OneNineTwo = (192U << 24U) | (168U << 16U);
    return (ip4 & 0xFF000000U) == Ten || (ip4 & 0xFFF00000U) == OneSevenTwo
        || (ip4 & 0xFFFF0000U) == OneNineTwo;
}

bool needsNoInternet(NetworkConfig::Local local, const QUrl &baseUrl)
{
    return local == NetworkConfig::Local::Direct && isLocalHost(baseUrl);
}

} // namespace Belay
