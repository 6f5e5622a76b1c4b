// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/responsewriter.h"

#include "core/http/httpgrammar.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

QByteArrayView reasonFor(int status)
{
    struct Reason {
        int status;
        const char *text;
    };
    static constexpr std::array Reasons {Reason {200, "OK"}, Reason {204, "No Content"},
        Reason {302, "Found"}, Reason {400, "Bad Request"}, Reason {401, "Unauthorized"},
        Reason {402, "Payment Required"}, Reason {403, "Forbidden"}, Reason {404, "Not Found"},
        Reason {405, "Method Not Allowed"}, Reason {408, "Request Timeout"},
        Reason {413, "Content Too Large"}, Reason {415, "Unsupported Media Type"},
        Reason {429, "Too Many Requests"}, Reason {431, "Request Header Fields Too Large"},
        Reason {500, "Internal Server Error"}, Reason {502, "Bad Gateway"},
        Reason {503, "Service Unavailable"}, Reason {504, "Gateway Timeout"}};
    const auto *const found = std::find_if(
        Reasons.begin(), Reasons.end(), [status](const Reason &reason) { return reason.status == status; });
    return found == Reasons.end() ? QByteArrayView {} : QByteArrayView {found->text};
}

bool isOfFraming(const QByteArray &name)
{
    static constexpr std::array Names {
        "content-length", "transfer-encoding", "connection", "keep-alive", "trailer"};
    return std::any_of(
        Names.begin(), Names.end(), [&name](const char *own) { return equalAnyCase(name, own); });
}

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

ResponseWriter::ResponseWriter(const RequestHead &request)
    : m_isHead(request.method == "HEAD")
    , m_readsChunks(request.minorVersion >= 1)
{ }

QByteArray ResponseWriter::head(
    int status, const HttpHeaders &headers, std::optional<qint64> length, Connection connection)
{
    if (hasNoBody(status))
        m_framing = Framing::None;
    else if (length)
        m_framing = Framing::Length;
    else
        m_framing = m_readsChunks ? Framing::Chunked : Framing::UntilClose;

    QByteArray out;
    out.reserve(512);
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reasonFor(status));
    out.append("\r\n");
    for (const auto &[name, value] : headers) {
        if (!name.isEmpty() && !isOfFraming(name) && isFieldText(name) && isFieldText(value))
            out.append(name).append(": ").append(value).append("\r\n");
    }
    if (m_framing == Framing::Length)
        out.append("content-length: ").append(QByteArray::number(*length)).append("\r\n");
    if (m_framing == Framing::Chunked)
        out.append("transfer-encoding: chunked\r\n");
    if (connection == Connection::Close || endsByClosing())
        out.append("connection: close\r\n");
    out.append("\r\n");
    return out;
}

QByteArray ResponseWriter::body(const QByteArray &piece) const
{
    // An empty chunk would be read as the last one.
    if (m_isHead || m_framing == Framing::None || piece.isEmpty())
        return {};
    if (m_framing != Framing::Chunked)
        return piece;
    const QByteArray size = QByteArray::number(piece.size(), 16);
    QByteArray out;
    out.reserve(size.size() + piece.size() + 4);
    out.append(size).append("\r\n").append(piece).append("\r\n");
    return out;
}

QByteArray ResponseWriter::end() const
{
    return m_framing == Framing::Chunked && !m_isHead ? QByteArrayLiteral("0\r\n\r\n") : QByteArray();
}

} // namespace Belay
