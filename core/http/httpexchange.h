// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/responsewriter.h"

#include <QObject>
#include <QPointer>

namespace Belay {

class HttpConnection;

/// One request's answer, given at once or piece by piece, on the server's thread. Once the client is gone
/// every call does nothing. Signals never come from inside a call.
class HttpExchange final : public QObject
{
    Q_OBJECT
public:
    using Connection = ResponseWriter::Connection;

    HttpExchange(HttpConnection &connection, const RequestHead &request);
    ~HttpExchange() override;
    Q_DISABLE_COPY_MOVE(HttpExchange)

    /// The whole answer.
    void answer(int status, const HttpHeaders &headers, const QByteArray &body,
        Connection connection = Connection::KeepAlive);
    /// The head alone; without a length the body is chunked.
    void start(int status, const HttpHeaders &headers, std::optional<qint64> length = {});
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

Q_SIGNALS:
    void writable();
    /// The connection ended before the answer did.
    void clientGone();

private:
    friend class HttpConnection;
    enum class State { Waiting, Started, Over };

    void leave();
    bool hasConnection() const;

    QPointer<HttpConnection> m_connection;
    ResponseWriter m_writer;
    State m_state = State::Waiting;
};

} // namespace Belay
