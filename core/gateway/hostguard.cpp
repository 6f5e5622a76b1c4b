// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/hostguard.h"

#include "core/http/httpgrammar.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr quint16 DefaultPort = 80; // of http: a client may leave it out

bool namesPort(QByteArrayView host)
{
    const qsizetype bracket = host.lastIndexOf(']');
    return host.lastIndexOf(':') > bracket;
}

} // namespace

HostGuard::HostGuard(const GatewayConfig &config, quint16 port)
{
    const QByteArray suffix = ':' + QByteArray::number(port);
    for (const char *name : {"127.0.0.1", "localhost", "[::1]"}) {
        m_allowed.push_back(name + suffix);
        if (port == DefaultPort)
            m_allowed.push_back(name);
    }
    // Without a port an entry means ours, or none at all: a proxy in front has a port of its own.
    for (const QString &entry : config.allowedHosts) {
        const QByteArray host = entry.toLatin1().toLower();
        m_allowed.push_back(host);
        if (!namesPort(host))
            m_allowed.push_back(host + suffix);
    }
}

bool HostGuard::allows(QByteArrayView host) const
{
    return std::any_of(m_allowed.begin(), m_allowed.end(),
        [host](const QByteArray &allowed) { return equalAnyCase(allowed, host); });
}

} // namespace Belay
