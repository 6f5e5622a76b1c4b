// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/responsewriter.h"

namespace Belay {

class HttpConnection;

/// Hears what becomes of an exchange, on the server's thread, never from inside a call of it.
class ExchangeListener
{
public:
    virtual ~ExchangeListener() = default;
    /// After isWritable() was false.
    virtual void exchangeWritable() = 0;
    /// The connection ended before the answer did. Once, last.
    virtual void clientGone() = 0;
};

/// One request's answer, given at once or piece by piece, on the server's thread. Once the client is gone
/// every call does nothing.
class HttpExchange final
{
public:
    using Connection = ResponseWriter::Connection;

    HttpExchange(HttpConnection &connection, const RequestHead &request);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    /// It outlives the exchange, or is taken back with null.
    void setListener(ExchangeListener *listener) { m_listener = listener; }

    /// The whole answer.
    void answer(int status, const HttpHeaders &headers, const QByteArray &body,
        Connection connection = Connection::KeepAlive);
    /// The head, and what is there of the body; without a length it is chunked.
    void start(int status, const HttpHeaders &headers, std::optional<qint64> length = {},
        const QByteArray &first = {});
    /// Takes any amount; who sends much waits for writable() while isWritable() is false.
    void write(const QByteArray &piece);
    /// The body is whole.
    void end(Connection connection = Connection::KeepAlive);
    /// Sends what was written and closes without the body's end.
    void cut();
    /// Closes at once with RST; what was not sent yet is lost.
    void reset();

    bool isStarted() const { return m_state != State::Waiting; }
    /// Answered, cut off or left by the client.
    bool isOver() const { return m_state == State::Over; }
    bool isWritable() const;
    qint64 bytesToWrite() const;

private:
    friend class HttpConnection;
    enum class State { Waiting, Started, Over };

    void leave();
    void tellWritable() const;
    bool hasConnection() const { return m_state != State::Over; }
    void sendTogether(QByteArray head, const QByteArray &framed);

    HttpConnection *m_connection; // lives until the answer is over, or tells that it does not
    ExchangeListener *m_listener = nullptr;
    ResponseWriter m_writer;
    State m_state = State::Waiting;
};

} // namespace Belay
