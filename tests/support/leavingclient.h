// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpSocket>

#include <sys/socket.h>

namespace Belay {

/// A client on a plain socket that can leave in each of the ways that TCP has.
class LeavingClient final : public QTcpSocket
{
public:
    LeavingClient(const QHostAddress &address, quint16 port)
    {
        connectToHost(address, port);
        waitForConnected();
        QObject::connect(this, &QTcpSocket::readyRead, this, [this] { got += readAll(); });
    }

    /// Now, not when the loop comes round to it.
    void send(const QByteArray &bytes)
    {
        write(bytes);
        while (bytesToWrite() > 0 && waitForBytesWritten()) { }
    }
    /// `nc -N`: nothing more comes from it, what comes to it is still read.
    void shutSending() { shut(SHUT_WR); }
    void shutBoth() { shut(SHUT_RDWR); }
    void closeWithReset()
    {
        const linger now {1, 0};
        ::setsockopt(static_cast<int>(socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        abort();
    }
    bool isClosed() const { return state() == UnconnectedState; }

    QByteArray got;

private:
    void shut(int how) { ::shutdown(static_cast<int>(socketDescriptor()), how); }
};

} // namespace Belay
