// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestheadreader.h"

namespace Belay {

/// Reads HTTP/1.1 requests out of bytes, as strictly as RFC 9112 allows. Does no input or output itself:
/// feed() it, then call next() until it needs more. Whatever two readers could read differently is a fault.
class RequestReader final
{
public:
    enum class Event { NeedsMore, Head, Body, End, Failed };

    explicit RequestReader(RequestLimits limits = {});

    void feed(const QByteArray &bytes);
    /// As feed(), but they are read where they lie, and may change only after keepRest().
    void lend(QByteArrayView bytes);
    /// Takes a copy of what is not read yet of lent bytes, and lets go of what is read.
    void keepRest();
    /// Bytes that are not read yet.
    qsizetype waiting() const { return m_buffer.size() - m_pos; }
    /// After End the reader stands still until nextRequest(); after Failed for ever.
    Event next();
    /// Begins the next request of the connection with the bytes that are left over.
    void nextRequest();

    const RequestHead &head() const { return m_lines.head(); }
    /// The piece that Event::Body announced; valid until the next call.
    QByteArrayView body() const { return m_body; }
    RequestFault fault() const { return m_fault; }
    /// For logs; tells what was wrong, never what was sent.
    QByteArrayView faultDetail() const { return m_detail; }
    /// Whether a request has begun: an idle connection may be closed, this one has to be answered.
    bool hasBegun() const { return m_state != State::RequestLine || m_pos < m_buffer.size(); }

private:
    enum class State {
        RequestLine,
        Fields,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Done,
        Failed
    };

    Event fail(RequestFault fault, const char *detail);
    std::optional<QByteArrayView> takeLine();
    Event readHead();
    Event failHead();
    Event finishHead();
    Event readBody();
    Event readChunked();
    Event takePiece();
    bool readChunkSize(QByteArrayView line);
    bool refuse(const char *detail, RequestFault fault = RequestFault::BadFraming);

    RequestLimits m_limits;
    QByteArray m_buffer;
    bool m_isLent = false;
    qsizetype m_pos = 0; // of the first byte that is not read yet
    qsizetype m_searched = 0; // up to here no line end was found
    State m_state = State::RequestLine;
    RequestHeadReader m_lines;
    QByteArrayView m_body;
    qint64 m_left = 0; // of the body or of the chunk
    qint64 m_bodyBytes = 0;
    qsizetype m_headBytes = 0;
    qsizetype m_extensionBytes = 0;
    qsizetype m_trailerBytes = 0;
    RequestFault m_fault = RequestFault::BadFraming;
    QByteArrayView m_detail;
};

} // namespace Belay
