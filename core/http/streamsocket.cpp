// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/streamsocket.h"

#include <algorithm>
#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Belay {

namespace {

#ifdef Q_OS_WIN
using Handle = SOCKET;
using Length = int;
constexpr int ShutSend = SD_SEND;
constexpr int NoSignal = 0;

bool mustWait()
{
    return ::WSAGetLastError() == WSAEWOULDBLOCK;
}
bool wasInterrupted()
{
    return false;
}
void setNonBlocking(Handle handle)
{
    u_long on = 1;
    ::ioctlsocket(handle, FIONBIO, &on);
}
void closeHandle(Handle handle)
{
    ::closesocket(handle);
}
#else
using Handle = int;
using Length = size_t;
constexpr int ShutSend = SHUT_WR;
#ifdef MSG_NOSIGNAL
constexpr int NoSignal = MSG_NOSIGNAL;
#else
constexpr int NoSignal = 0; // there is an option of the socket instead
#endif

bool mustWait()
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}
bool wasInterrupted()
{
    return errno == EINTR;
}
void setNonBlocking(Handle handle)
{
    ::fcntl(handle, F_SETFL, ::fcntl(handle, F_GETFL) | O_NONBLOCK);
}
void closeHandle(Handle handle)
{
    ::close(handle);
}
#endif

void setOption(Handle handle, int level, int name)
{
    const int on = 1;
    ::setsockopt(handle, level, name, reinterpret_cast<const char *>(&on), sizeof on);
}

Handle toHandle(qintptr descriptor)
{
    return static_cast<Handle>(descriptor);
}

} // namespace

StreamSocket::StreamSocket(qintptr descriptor)
    : m_descriptor(descriptor)
{
    const Handle handle = toHandle(m_descriptor);
    setNonBlocking(handle);
    setOption(handle, IPPROTO_TCP, TCP_NODELAY);
#ifdef SO_NOSIGPIPE
    setOption(handle, SOL_SOCKET, SO_NOSIGPIPE);
#endif
}

StreamSocket::~StreamSocket()
{
    close();
}

std::optional<qsizetype> StreamSocket::read(std::span<char> room)
{
    if (!isOpen())
        return {};
    for (;;) {
        const auto got = ::recv(toHandle(m_descriptor), room.data(), static_cast<Length>(room.size()), 0);
        if (got > 0)
            return static_cast<qsizetype>(got);
        if (got == 0) {
            m_hasPeerEnded = true;
            return {};
        }
        if (!wasInterrupted())
            return mustWait() ? std::optional<qsizetype> {0} : std::nullopt;
    }
}

std::optional<qsizetype> StreamSocket::send(const char *bytes, qsizetype size)
{
    constexpr qsizetype AtOnce = 1024 * 1024 * 1024; // a Windows length is an int
    const auto length = static_cast<Length>(std::min(size, AtOnce));
    for (;;) {
        const auto taken = ::send(toHandle(m_descriptor), bytes, length, NoSignal);
        if (taken >= 0)
            return static_cast<qsizetype>(taken);
        if (!wasInterrupted())
            return mustWait() ? std::optional<qsizetype> {0} : std::nullopt;
    }
}

bool StreamSocket::write(const QByteArray &bytes)
{
    if (!isOpen())
        return false;
    if (bytes.isEmpty())
        return true;
    if (m_waiting > 0) {
        keep(bytes);
        return true;
    }
    const std::optional<qsizetype> taken = send(bytes.constData(), bytes.size());
    if (!taken)
        return false;
    if (*taken < bytes.size()) {
        m_kept.push_back(bytes);
        m_sent = *taken;
        m_waiting = bytes.size() - *taken;
    }
    return true;
}

/// Small pieces are joined: each of its own would take more room than its bytes.
void StreamSocket::keep(const QByteArray &bytes)
{
    constexpr qsizetype Joined = 16 * 1024;
    m_waiting += bytes.size();
    if (!m_kept.empty() && m_kept.back().size() + bytes.size() <= Joined) {
        m_kept.back().reserve(Joined);
        m_kept.back().append(bytes);
    } else {
        m_kept.push_back(bytes);
    }
}

bool StreamSocket::flush()
{
    if (!isOpen())
        return false;
    while (m_first < m_kept.size()) {
        const QByteArray &next = m_kept[m_first];
        const std::optional<qsizetype> taken = send(next.constData() + m_sent, next.size() - m_sent);
        if (!taken)
            return false;
        m_sent += *taken;
        m_waiting -= *taken;
        if (m_sent < next.size())
            return true;
        m_kept[m_first++].clear();
        m_sent = 0;
        forgetSent();
    }
    m_kept = {};
    m_first = 0;
    return true;
}

/// A reader that is always a little late never takes all of it.
void StreamSocket::forgetSent()
{
    constexpr size_t Few = 64;
    if (m_first < Few)
        return;
    m_kept.erase(m_kept.begin(), m_kept.begin() + static_cast<std::ptrdiff_t>(m_first));
    m_first = 0;
}

void StreamSocket::shutSending()
{
    if (isOpen())
        ::shutdown(toHandle(m_descriptor), ShutSend);
}

void StreamSocket::close()
{
    if (!isOpen())
        return;
    closeHandle(toHandle(std::exchange(m_descriptor, -1)));
    m_kept = {};
    m_first = 0;
    m_waiting = 0;
}

void StreamSocket::closeWithReset()
{
    const struct linger now {
        1, 0
    };
    if (isOpen())
        ::setsockopt(
            toHandle(m_descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now);
    close();
}

} // namespace Belay
