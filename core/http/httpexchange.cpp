// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/httpexchange.h"

#include "core/http/httpconnection.h"

namespace Belay {

HttpExchange::HttpExchange(HttpConnection &connection, const RequestHead &request)
    : m_connection(&connection)
    , m_writer(request)
{ }

HttpExchange::~HttpExchange()
{
    if (hasConnection())
        m_connection->exchangeDropped(isStarted());
}

void HttpExchange::answer(
    int status, const HttpHeaders &headers, const QByteArray &body, Connection connection)
{
    if (!hasConnection() || isStarted())
        return;
    const Connection actual = m_connection->connectionFor(connection);
    const QByteArray head = m_writer.head(status, headers, body.size(), actual);
    m_state = State::Over;
    sendTogether(head, m_writer.body(body));
    m_connection->responseEnded(actual);
}

void HttpExchange::start(
    int status, const HttpHeaders &headers, std::optional<qint64> length, const QByteArray &first)
{
    if (!hasConnection() || isStarted())
        return;
    m_state = State::Started;
    const Connection connection = m_connection->connectionFor(Connection::KeepAlive);
    const QByteArray head = m_writer.head(status, headers, length, connection);
    sendTogether(head, m_writer.body(first));
}

void HttpExchange::sendTogether(QByteArray head, const QByteArray &framed)
{
    constexpr qsizetype WorthACopy = 16 * 1024; // one packet instead of two
    if (framed.size() <= WorthACopy) {
        m_connection->send(head.append(framed));
        return;
    }
    m_connection->send(head);
    m_connection->send(framed);
}

void HttpExchange::write(const QByteArray &piece)
{
    if (!hasConnection() || !isStarted())
        return;
    const QByteArray framed = m_writer.body(piece);
    if (!framed.isEmpty())
        m_connection->send(framed);
}

void HttpExchange::end(Connection connection)
{
    if (!hasConnection() || !isStarted())
        return;
    m_state = State::Over;
    const QByteArray last = m_writer.end();
    if (!last.isEmpty())
        m_connection->send(last);
    if (m_writer.endsByClosing())
        connection = Connection::Close;
    m_connection->responseEnded(m_connection->connectionFor(connection));
}

void HttpExchange::cut()
{
    if (!hasConnection())
        return;
    m_state = State::Over;
    m_connection->cut();
}

void HttpExchange::reset()
{
    if (!hasConnection())
        return;
    m_state = State::Over;
    m_connection->reset();
}

bool HttpExchange::isWritable() const
{
    return hasConnection() && m_connection->isWritable();
}

qint64 HttpExchange::bytesToWrite() const
{
    return hasConnection() ? m_connection->bytesToWrite() : 0;
}

void HttpExchange::leave()
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    if (m_listener)
        m_listener->clientGone();
}

void HttpExchange::tellWritable() const
{
    if (hasConnection() && m_listener)
        m_listener->exchangeWritable();
}

} // namespace Belay
