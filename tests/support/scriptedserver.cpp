// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

#ifndef Q_OS_WIN
#include <sys/socket.h>
#endif

namespace Belay {

ScriptedRequest::ScriptedRequest(QTcpSocket *socket, int number, QByteArray itsHead, QByteArray itsBody)
    : head(std::move(itsHead))
    , body(std::move(itsBody))
    , connection(number)
    , m_socket(socket)
{
    connect(socket, &QObject::destroyed, this, [this] { m_socket = nullptr; });
}

QByteArray ScriptedRequest::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

void ScriptedRequest::send(const QByteArray &bytes)
{
    if (m_socket)
        m_socket->write(bytes);
}

bool ScriptedRequest::isSent() const
{
    return !m_socket || m_socket->bytesToWrite() == 0;
}

void ScriptedRequest::sendAfter(std::chrono::milliseconds delay, const QByteArray &bytes)
{
    QTimer::singleShot(delay, this, [this, bytes] { send(bytes); });
}

void ScriptedRequest::answer(const QByteArray &content, const QByteArray &moreHeaders)
{
    send("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n" + moreHeaders
        + "\r\n" + content);
}

void ScriptedRequest::close()
{
    if (m_socket)
        m_socket->disconnectFromHost();
}

void ScriptedRequest::reset()
{
    if (!m_socket)
        return;
#ifndef Q_OS_WIN
    const linger at {1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &at, sizeof at);
#endif
    m_socket->abort();
}

void ScriptedRequest::flood(qint64 total)
{
    m_left = total;
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { pump(); });
    pump();
}

void ScriptedRequest::pump()
{
    static const QByteArray block(256 * 1024, 'x');
    if (!m_socket || m_socket->bytesToWrite() > 0 || m_left == 0)
        return;
    const qint64 now = std::min<qint64>(block.size(), m_left);
    m_left -= now;
    m_flooded += now;
    m_socket->write(block.first(now));
    if (m_left == 0)
        m_socket->disconnectFromHost();
}

ScriptedServer::ScriptedServer(Script script, const std::optional<QSslConfiguration> &tls)
    : m_script(std::move(script))
    , m_isTls(tls.has_value())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->setListenBacklogSize(4096);
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection())
            take(socket);
    });
}

ScriptedServer::~ScriptedServer() = default;

quint16 ScriptedServer::port() const
{
    return m_server->serverPort();
}

QUrl ScriptedServer::url(const QString &path) const
{
    QUrl url(QStringLiteral("%1://127.0.0.1:%2").arg(m_isTls ? u"https" : u"http").arg(port()));
    url.setPath(path);
    return url;
}

void ScriptedServer::take(QTcpSocket *socket)
{
    const int connection = ++m_connections;
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, connection] { read(socket, connection); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    read(socket, connection);
}

void ScriptedServer::read(QTcpSocket *socket, int connection)
{
    const QByteArray waiting = socket->peek(socket->bytesAvailable());
    const qsizetype end = waiting.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    ScriptedRequest probe(socket, connection, waiting.first(end + 4), {});
    const qsizetype length = probe.header("content-length").toLongLong();
    if (waiting.size() < end + 4 + length)
        return;
    const QByteArray head = socket->read(end + 4);
    m_requests.push_back(std::make_unique<ScriptedRequest>(socket, connection, head, socket->read(length)));
    m_script(*m_requests.back());
}

} // namespace Belay
