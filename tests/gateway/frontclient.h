// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/json.h"
#include "tests/gateway/frontfixture.h"

#include <QTcpSocket>
#include <QTest>

namespace Belay {

/// Sends any bytes and keeps what comes back.
class RawSocket final : public QTcpSocket
{
public:
    explicit RawSocket(const FrontFixture &fixture, const QByteArray &bytes = {})
    {
        connectToHost(QHostAddress::LocalHost, fixture.server.port());
        QObject::connect(this, &QTcpSocket::readyRead, this, [this] { got += readAll(); });
        m_isHead = bytes.startsWith("HEAD ");
        if (!bytes.isEmpty())
            write(bytes);
    }
    bool isClosed() const { return state() == UnconnectedState; }
    int status() const { return got.mid(9, 3).toInt(); }
    bool hasAnswer() const
    {
        const qsizetype end = got.indexOf("\r\n\r\n");
        const QByteArray length = m_isHead ? QByteArray() : header("content-length");
        return end >= 0 && got.size() >= end + 4 + length.toLongLong();
    }
    QByteArray body() const { return got.sliced(got.indexOf("\r\n\r\n") + 4); }
    QByteArray header(const QByteArray &name) const
    {
        const QByteArray head = got.first(std::max<qsizetype>(got.indexOf("\r\n\r\n"), 0));
        const qsizetype at = head.indexOf(QByteArray("\r\n" + name + ": "));
        if (at < 0)
            return {};
        const qsizetype begin = at + name.size() + 4;
        const qsizetype end = head.indexOf("\r\n", begin);
        return head.mid(begin, end < 0 ? -1 : end - begin);
    }
    /// The code in OpenAI's form, the type in Anthropic's.
    QByteArray code() const
    {
        const auto json = parseJson(body());
        const QString found = json ? textOf(member(*json, {"error", "code"})) : QString();
        return (found.isEmpty() && json ? textOf(member(*json, {"error", "type"})) : found).toLatin1();
    }

    QByteArray got;

private:
    bool m_isHead = false;
};

/// A whole request; the Host and the token are the right ones unless \p headers has its own.
inline QByteArray requestBytes(const FrontFixture &fixture, const QByteArray &line,
    const QByteArray &headers = {}, const QByteArray &body = {})
{
    const QByteArray lower = headers.toLower();
    QByteArray bytes = line + " HTTP/1.1\r\n";
    if (!lower.startsWith("host:"))
        bytes += "Host: " + fixture.host() + "\r\n";
    if (!lower.contains("authorization:") && !lower.contains("api-key:") && !lower.contains("no-token:"))
        bytes += QByteArray("Authorization: Bearer ") + TestToken + "\r\n";
    if (!body.isEmpty() && !lower.contains("content-type:"))
        bytes += "Content-Type: application/json\r\n";
    if (!body.isEmpty() && !lower.contains("transfer-encoding:") && !lower.contains("content-length:"))
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + headers + "\r\n" + body;
}

/// To one request, as it came; empty where none did.
inline QByteArray wholeAnswer(const FrontFixture &gateway, const QByteArray &line,
    const QByteArray &headers = {}, const QByteArray &body = {})
{
    RawSocket client(gateway, requestBytes(gateway, line, headers, body));
    return QTest::qWaitFor([&] { return client.hasAnswer(); }) ? client.got : QByteArray();
}

} // namespace Belay
