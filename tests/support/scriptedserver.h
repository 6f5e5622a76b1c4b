// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpSocket;

namespace Belay {

/// A request as it came in, and the socket to answer it on with any bytes, true to HTTP or not.
class ScriptedRequest final : public QObject
{
public:
    ScriptedRequest(QTcpSocket *socket, int connection, QByteArray head, QByteArray body);

    QByteArray head; ///< request line and headers, as sent
    QByteArray body;
    int connection; ///< counts from 1

    QByteArray header(QByteArrayView name) const;
    void send(const QByteArray &bytes);
    /// Whether the system has taken all of it.
    bool isSent() const;
    void sendAfter(std::chrono::milliseconds delay, const QByteArray &bytes);
    /// `200 OK` with its length.
    void answer(const QByteArray &body, const QByteArray &moreHeaders = {});
    void close();
    /// RST instead of FIN.
    void reset();
    /// Sends `total` bytes as fast as the other side takes them, `flooded()` so far, and closes.
    void flood(qint64 total);
    qint64 flooded() const { return m_flooded; }

private:
    void pump();

    QTcpSocket *m_socket;
    qint64 m_left = 0;
    qint64 m_flooded = 0;
};

/// A server on 127.0.0.1 that hands each whole request to a script of the test.
class ScriptedServer final : public QObject
{
public:
    using Script = std::function<void(ScriptedRequest &)>;

    explicit ScriptedServer(Script script, const std::optional<QSslConfiguration> &tls = {});
    ~ScriptedServer() override;

    quint16 port() const;
    QUrl url(const QString &path = QStringLiteral("/")) const;
    int connections() const { return m_connections; }
    const std::vector<std::unique_ptr<ScriptedRequest>> &requests() const { return m_requests; }

private:
    void take(QTcpSocket *socket);
    void read(QTcpSocket *socket, int connection);

    Script m_script;
    std::unique_ptr<QTcpServer> m_server;
    bool m_isTls;
    int m_connections = 0;
    std::vector<std::unique_ptr<ScriptedRequest>> m_requests;
};

} // namespace Belay
