// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpserver.h"
#include "core/http/streamsocket.h"

namespace Belay {

/// One client of an HttpServer: reads requests, one at a time, and sends the bytes of their exchanges.
class HttpConnection final : public QObject
{
    Q_OBJECT
public:
    HttpConnection(qintptr descriptor, HttpServer &server);
    ~HttpConnection() override;
    Q_DISABLE_COPY_MOVE(HttpConnection)

    void begin();
    /// Answers without reading: for one connection too many.
    void refuse(RequestFault fault);
    /// Its socket can be read or written (SocketWatch::Readiness).
    void takeReadiness(int readiness);
    std::optional<SteadyTime> deadline() const { return m_deadline; }
    /// The deadline has passed.
    void expire();

    void send(const QByteArray &bytes);
    /// The exchange's answer is over; `close` says whether the connection is, too.
    void responseEnded(ResponseWriter::Connection connection);
    /// The exchange was let go of without an answer.
    void exchangeDropped(bool started);
    void cut();
    void reset();
    /// From a whole request to the last byte of its answer.
    bool isAnswering() const;
    bool isWritable() const { return !m_isFull; }
    qint64 bytesToWrite() const { return m_socket.bytesToWrite(); }
    ResponseWriter::Connection connectionFor(ResponseWriter::Connection wanted) const;

private:
    enum class Phase {
        Reading, ///< a request, or waiting for one
        Answering, ///< the handler has it
        Flushing, ///< the answer is over, not yet all of it sent; then the next request
        Closing, ///< as Flushing, then the connection ends
        Lingering, ///< our side is shut: the client's rest is read away so that it sees the answer
        Gone
    };

    void readMore();
    void writeMore();
    void wantReadiness();
    void stayForPeer();
    void disconnected();
    void consume();
    bool consumeEvent(RequestReader::Event event);
    void receiveHead();
    void takePiece();
    void receiveRequest();
    void fail(RequestFault fault);
    void readNext();
    void close();
    void linger();
    void leaveExchange();
    void setDeadline(std::optional<Milliseconds> fromNow);

    HttpServer &m_server;
    StreamSocket m_socket;
    int m_wanted = 0; // of the socket's readiness
    RequestReader m_reader;
    Phase m_phase = Phase::Reading;
    QByteArray m_body;
    std::shared_ptr<HttpExchange> m_pending; // until the handler has the whole request
    std::weak_ptr<HttpExchange> m_exchange;
    std::optional<SteadyTime> m_deadline;
    bool m_isConsuming = false;
    bool m_isFull = false;
    bool m_isHalfClosed = false; // by the client, which waits for its answer
    bool m_isBodyRead = true;
};

} // namespace Belay
