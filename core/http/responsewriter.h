// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreader.h"

namespace Belay {

/// Frames one response as bytes: length, chunks, or the end of the connection, by what its request can read.
/// It owns the fields of the framing; what a caller gives under their names is left out.
class ResponseWriter final
{
public:
    enum class Connection { KeepAlive, Close };

    /// For the answer to something that was not a request.
    ResponseWriter() = default;
    explicit ResponseWriter(const RequestHead &request);

    /// Without a length the body comes in chunks. A field with a control character is left out.
    QByteArray head(
        int status, const HttpHeaders &headers, std::optional<qint64> length, Connection connection);
    /// `piece` framed; empty where this response has no body.
    QByteArray body(const QByteArray &piece) const;
    QByteArray end() const;
    /// Whether the client learns of the end only by the connection's end.
    bool endsByClosing() const { return m_framing == Framing::UntilClose; }

    static QByteArray continueLine() { return QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"); }

private:
    enum class Framing { None, Length, Chunked, UntilClose };

    bool m_isHead = false;
    bool m_readsChunks = true;
    Framing m_framing = Framing::None;
};

} // namespace Belay
