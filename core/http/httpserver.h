// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/http/httpexchange.h"
#include "core/http/socketwatch.h"

#include <QHostAddress>

#include <span>
#include <unordered_map>

class QTcpServer;

namespace Belay {

struct HttpServerRequest {
    RequestHead head;
    QByteArray body;
};

struct HttpAnswer {
    int status = 500;
    HttpHeaders headers;
    QByteArray body;
};

/// Decides what a server answers; called on the server's thread.
class HttpHandler
{
public:
    virtual ~HttpHandler() = default;
    /// The head is here, the body is not. An exchange answered from inside saves the rest: the body is not
    /// waited for, and the connection ends with the answer.
    virtual void headReceived(const RequestHead &head, const std::shared_ptr<HttpExchange> &exchange);
    /// Keep `exchange` until it is answered: letting go of it before ends it, as 500 or cut off.
    virtual void requestReceived(HttpServerRequest request, std::shared_ptr<HttpExchange> exchange) = 0;
    /// The answer to what is no request, or to one connection too many. The connection ends with it. `head`
    /// is null unless it was read before the fault.
    virtual HttpAnswer refusal(RequestFault fault, const RequestHead *head);
};

struct HttpServerLimits {
    RequestLimits request;
    Milliseconds head {10'000}; ///< from the first byte of a request to the end of its head
    Milliseconds bodyIdle {30'000}; ///< without a byte of a body; and of an answer that is over but not taken
    Milliseconds keepAlive {120'000}; ///< without a request
    int connections = 8192;
};

class HttpConnection;

/// Serves HTTP/1.1 from one thread with an event loop. Requests of a connection are answered one after the
/// other; connections never wait for each other.
class HttpServer final : public QObject
{
    Q_OBJECT
public:
    /// Clock and handler must outlive the server.
    HttpServer(Clock &clock, HttpHandler &handler, HttpServerLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;
    Q_DISABLE_COPY_MOVE(HttpServer)

    /// May be called again for another address. Port 0 means any; a port in use is ErrorKind::Unavailable.
    Result<void> listen(const QHostAddress &address, quint16 port);
    /// Of the first address; 0 while nothing is listened to.
    quint16 port() const;
    /// Connections that are open go on.
    void stopListening();
    /// Whether any client waits for an answer or for the rest of one.
    bool isAnswering() const;
    int connectionCount() const { return static_cast<int>(m_connections.size()); }

    const HttpServerLimits &limits() const { return m_limits; }

private:
    friend class HttpConnection;
    class Listener;

    void accept(qintptr descriptor);
    void watch(SteadyTime deadline);
    void watch(qintptr socket, HttpConnection &connection, int readiness);
    void unwatch(qintptr socket);
    /// For what is read and looked at before anything else is read.
    std::span<char> readRoom();
    void sweep();
    void forget(HttpConnection *connection);

    Clock &m_clock;
    HttpHandler &m_handler;
    HttpServerLimits m_limits;
    std::vector<std::unique_ptr<QTcpServer>> m_listeners;
    std::unique_ptr<SocketWatch> m_sockets;
    std::unordered_map<qintptr, HttpConnection *> m_bySocket;
    std::unique_ptr<char[]> m_readRoom;
    std::unordered_map<HttpConnection *, std::unique_ptr<HttpConnection>> m_connections;
    std::unique_ptr<Alarm> m_alarm;
    std::optional<SteadyTime> m_wakeAt;
};

} // namespace Belay
