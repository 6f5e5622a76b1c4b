// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/instancelink.h"

namespace Belay {

namespace {

constexpr QByteArrayView RaiseLine("raise\n");
constexpr Seconds AnswerLimit {3};

} // namespace

Result<void> InstanceServer::listen(const QString &socketName)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(socketName);
    if (!m_server.listen(socketName))
        return Unexpected {Error {ErrorKind::Unavailable, m_server.errorString(), {}}};
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { answer(socket); });
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    return {};
}

void InstanceServer::answer(QLocalSocket *socket)
{
    // Whatever else comes is no second start of ours; reading no more than a line bounds what a stranger can
    // send.
    constexpr qint64 LongestLine = 64;
    const QByteArray line = socket->readLine(LongestLine);
    if (line == RaiseLine) {
        socket->write(QByteArray(BELAY_VERSION "\n"));
        Q_EMIT raiseRequested();
    }
    socket->disconnectFromServer();
}

InstanceCaller::InstanceCaller(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_limit(clock.createAlarm([this] { end({}); }))
    , m_clock(clock)
{
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(RaiseLine.toByteArray()); });
    connect(&m_socket, &QLocalSocket::readyRead, this,
        [this] { end(QString::fromUtf8(m_socket.readLine(64)).trimmed()); });
    // Where nobody listens, the socket says so from inside connectToServer(), before a loop runs.
    connect(
        &m_socket, &QLocalSocket::errorOccurred, this, [this] { end({}); }, Qt::QueuedConnection);
}

void InstanceCaller::call(const QString &socketName)
{
    m_limit->wakeAt(m_clock.steady() + AnswerLimit);
    m_socket.connectToServer(socketName);
}

void InstanceCaller::end(const QString &version)
{
    if (m_ended)
        return;
    m_ended = true;
    m_limit->cancel();
    Q_EMIT ended(version);
}

} // namespace Belay
