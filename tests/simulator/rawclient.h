// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>
#include <QUrl>

namespace Belay {

/// A client of the simulator's tests that knows no more of HTTP than its bytes.
class RawClient final : public QTcpSocket
{
public:
    RawClient(
        const QUrl &url, const QByteArray &method, const QByteArray &headers, const QByteArray &body = {})
    {
        connect(this, &QTcpSocket::readyRead, this, [this] {
            const QByteArray piece = readAll();
            total += piece.size();
            if (got.size() < 1'000'000)
                got += piece;
        });
        connectToHost(url.host(), static_cast<quint16>(url.port()));
        QByteArray request = method + ' ' + url.path(QUrl::FullyEncoded).toUtf8();
        if (url.hasQuery())
            request += '?' + url.query(QUrl::FullyEncoded).toUtf8();
        request += " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers;
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        write(request);
    }
    bool isClosed() const { return state() == UnconnectedState; }
    int status() const { return got.mid(9, 3).toInt(); }
    /// Without its head; chunks joined.
    QByteArray body() const
    {
        const qsizetype end = got.indexOf("\r\n\r\n");
        QByteArray rest = end < 0 ? QByteArray() : got.sliced(end + 4);
        if (!got.first(std::max<qsizetype>(end, 0)).contains("transfer-encoding: chunked"))
            return rest;
        QByteArray joined;
        while (!rest.isEmpty()) {
            const qsizetype line = rest.indexOf("\r\n");
            const qsizetype size = rest.first(std::max<qsizetype>(line, 0)).toLongLong(nullptr, 16);
            if (line < 0 || size == 0)
                break;
            joined += rest.mid(line + 2, size);
            rest = rest.mid(line + 2 + size + 2);
        }
        return joined;
    }
    bool hasProperEnd() const { return got.endsWith("\r\n0\r\n\r\n"); }

    QByteArray got;
    qint64 total = 0;
};

} // namespace Belay
