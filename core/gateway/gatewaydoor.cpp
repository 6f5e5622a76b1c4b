// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewaydoor.h"

#include "core/base/logging.h"
#include "core/gateway/gatewayaddress.h"

namespace Belay {

namespace {

HttpServerLimits serverLimits(const GatewayLimits &limits)
{
    HttpServerLimits result;
    result.connections = limits.connections;
    return result;
}

} // namespace

GatewayDoor::GatewayDoor(
    GatewayFront::Parts parts, GatewayFront::SetupSource setup, const GatewayLimits &limits)
    : m_front(parts, std::move(setup))
    , m_server(parts.clock, m_front, serverLimits(limits))
{
    m_front.setLimits(limits);
}

Result<void> GatewayDoor::listen(const QString &listen, quint16 port)
{
    m_listen = listen;
    m_wanted = port;
    return listenOn(port);
}

Result<void> GatewayDoor::listenAgain()
{
    return listenOn(m_port);
}

/// The two loopback addresses are one place for a client that says `localhost`.
Result<void> GatewayDoor::listenOn(quint16 port)
{
    const QHostAddress address = listenAddress(m_listen);
    if (auto first = m_server.listen(address, port); !first)
        return first;
    m_port = m_server.port();
    m_front.setPlace(m_listen, m_port);
    if (address == QHostAddress(QHostAddress::LocalHost)) {
        if (auto second = m_server.listen(QHostAddress(QHostAddress::LocalHostIPv6), m_port); !second)
            qCInfo(lcGateway, "not on ::1: %s", qUtf8Printable(second.error().detail));
    }
    return {};
}

bool GatewayDoor::isAt(const QString &listen, quint16 port) const
{
    return m_listen == listen && (port == m_wanted || port == m_port);
}

void GatewayDoor::leave()
{
    m_front.setDraining();
    m_server.stopListening();
}

QString GatewayDoor::address() const
{
    return gatewayAddress(m_listen, QString::number(m_port));
}

} // namespace Belay
