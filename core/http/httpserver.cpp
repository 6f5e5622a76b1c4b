// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpserver.h"

#include "core/http/httpconnection.h"

#include <QTcpServer>

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

// The default of 50 lets a burst of some thousand clients in at about 50 a second.
constexpr int Backlog = 4096;
// How late a deadline may be noticed, so that a thousand of them do not wake the thread a thousand times.
constexpr Milliseconds SweepInterval {100};
constexpr size_t ReadRoom = 256 * 1024;

int statusOf(RequestFault fault)
{
    switch (fault) {
    case RequestFault::BadFraming:
        return 400;
    case RequestFault::HeadTooLarge:
        return 431;
    case RequestFault::BodyTooLarge:
        return 413;
    case RequestFault::Timeout:
        return 408;
    case RequestFault::TooBusy:
        return 503;
    }
    return 400;
}

} // namespace

void HttpHandler::headReceived(const RequestHead &, const std::shared_ptr<HttpExchange> &) { }

HttpAnswer HttpHandler::refusal(RequestFault fault, const RequestHead *)
{
    return {statusOf(fault), {}, {}};
}

/// Hands connections on as they are: a QTcpSocket for each would hold more than all the rest of it.
class HttpServer::Listener final : public QTcpServer
{
public:
    explicit Listener(HttpServer &server)
        : m_server(server)
    { }

protected:
    void incomingConnection(qintptr descriptor) override { m_server.accept(descriptor); }

private:
    HttpServer &m_server;
};

HttpServer::HttpServer(Clock &clock, HttpHandler &handler, HttpServerLimits limits, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_handler(handler)
    , m_limits(limits)
    , m_alarm(clock.createAlarm([this] { sweep(); }))
{ }

HttpServer::~HttpServer()
{
    m_listeners.clear();
    // Each tells its exchange, whose owner may come back here: the map must be whole by then.
    const auto ending = std::exchange(m_connections, {});
}

Result<void> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    auto listener = std::make_unique<Listener>(*this);
    listener->setListenBacklogSize(Backlog);
    if (!listener->listen(address, port)) {
        const QString where = address.toString() % u':' % QString::number(port);
        return Unexpected {Error {ErrorKind::Unavailable, where % u": " % listener->errorString(), {}}};
    }
    m_listeners.push_back(std::move(listener));
    return {};
}

quint16 HttpServer::port() const
{
    return m_listeners.empty() ? quint16 {0} : m_listeners.front()->serverPort();
}

void HttpServer::stopListening()
{
    m_listeners.clear();
}

bool HttpServer::isAnswering() const
{
    return std::ranges::any_of(m_connections, [](const auto &entry) { return entry.first->isAnswering(); });
}

void HttpServer::accept(qintptr descriptor)
{
    auto owned = std::make_unique<HttpConnection>(descriptor, *this);
    HttpConnection *const connection = owned.get();
    const bool isOneTooMany = connectionCount() >= m_limits.connections;
    // The refused hold a place too while they read their answer; far over the limit nobody is answered.
    if (connectionCount() >= m_limits.connections + m_limits.connections / 8 + 1)
        return;
    m_connections.emplace(connection, std::move(owned));
    if (isOneTooMany)
        connection->refuse(RequestFault::TooBusy);
    else
        connection->begin();
}

void HttpServer::watch(qintptr socket, HttpConnection &connection, int readiness)
{
    if (!m_sockets)
        m_sockets = SocketWatch::create(this, [this](qintptr ready, int how) {
            if (const auto found = m_bySocket.find(ready); found != m_bySocket.end())
                found->second->takeReadiness(how);
        });
    if (m_bySocket.insert_or_assign(socket, &connection).second)
        m_sockets->forget(socket); // an earlier one of this number that nobody told of
    m_sockets->want(socket, readiness);
}

void HttpServer::unwatch(qintptr socket)
{
    if (m_bySocket.erase(socket) > 0)
        m_sockets->forget(socket);
}

std::span<char> HttpServer::readRoom()
{
    if (!m_readRoom)
        m_readRoom = std::make_unique_for_overwrite<char[]>(ReadRoom);
    return {m_readRoom.get(), ReadRoom};
}

void HttpServer::watch(SteadyTime deadline)
{
    if (m_wakeAt && *m_wakeAt <= deadline)
        return;
    m_wakeAt = deadline;
    m_alarm->wakeAt(deadline);
}

// Deadlines move with every piece that is read. One alarm looks at all of them and sleeps until the next.
void HttpServer::sweep()
{
    m_wakeAt.reset();
    const SteadyTime now = m_clock.steady();
    std::vector<HttpConnection *> expired;
    std::optional<SteadyTime> next;
    for (const auto &[connection, owned] : m_connections) {
        const auto deadline = connection->deadline();
        if (!deadline)
            continue;
        if (*deadline <= now)
            expired.push_back(connection);
        else
            next = std::min(next.value_or(*deadline), *deadline);
    }
    if (next)
        watch(std::max(*next, now + SweepInterval));
    for (HttpConnection *const connection : expired) {
        if (m_connections.contains(connection)) // an earlier one's end may have led to this one's
            connection->expire();
    }
}

void HttpServer::forget(HttpConnection *connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    const std::unique_ptr<HttpConnection> ending = std::move(found->second);
    m_connections.erase(found);
}

} // namespace Belay
