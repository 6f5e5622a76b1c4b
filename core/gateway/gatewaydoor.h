// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gatewayfront.h"

namespace Belay {

/// One place that the gateway listens at, with the border behind it. A gateway that moves has two for a
/// while: the old one lets what is under way end.
class GatewayDoor final
{
public:
    /// What both name outlives the door.
    GatewayDoor(GatewayFront::Parts parts, GatewayFront::SetupSource setup, const GatewayLimits &limits);

    /// `listen` as in the config, port 0 means any. Unavailable when the place cannot be had.
    Result<void> listen(const QString &listen, quint16 port);
    /// At the place that it had, port and all.
    Result<void> listenAgain();
    /// Gives the place free; what is connected stays.
    void stopListening() { m_server.stopListening(); }
    /// Whether it was told to listen just there; a port that the system chose counts as the 0 it was asked
    /// for.
    bool isAt(const QString &listen, quint16 port) const;

    /// No new client, and no new request of one that is connected.
    void leave();
    /// Whether any client still waits for some of its answer.
    bool isAnswering() const { return m_server.isAnswering(); }

    quint16 port() const { return m_port; }
    QString address() const;
    int connectionCount() const { return m_server.connectionCount(); }

private:
    Result<void> listenOn(quint16 port);

    GatewayFront m_front;
    HttpServer m_server; // after the front, which it calls
    QString m_listen;
    quint16 m_wanted = 0;
    quint16 m_port = 0;
};

} // namespace Belay
