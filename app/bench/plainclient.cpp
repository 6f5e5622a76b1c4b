// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/plainclient.h"

#include "app/bench/pacedevent.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace Belay {

PlainClient::PlainClient(quint16 port, int receiveBuffer)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const int on = 1;
    const timeval patience {30, 0};
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (receiveBuffer > 0)
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        ::close(std::exchange(m_socket, -1));
}

PlainClient::~PlainClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

PlainClient::PlainClient(PlainClient &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
    , m_answer(std::move(other.m_answer))
{ }

bool PlainClient::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool PlainClient::readMore()
{
    std::array<char, 65'536> buffer {};
    const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (got <= 0)
        return false;
    m_answer.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

bool PlainClient::isWhole() const
{
    const std::size_t head = m_answer.find("\r\n\r\n");
    if (head == std::string::npos)
        return false;
    constexpr std::string_view Length = "content-length: ";
    for (std::size_t at = 0; at < head; at = m_answer.find("\r\n", at) + 2) {
        const std::string_view line = std::string_view(m_answer).substr(at, head - at);
        if (line.size() > Length.size() && ::strncasecmp(line.data(), Length.data(), Length.size()) == 0)
            return m_answer.size() >= head + 4 + std::strtoull(line.data() + Length.size(), nullptr, 10);
    }
    return m_answer.ends_with("\r\n0\r\n\r\n");
}

bool PlainClient::readAnswer()
{
    while (!isWhole()) {
        if (!readMore())
            return false;
    }
    const bool isGood = m_answer.starts_with("HTTP/1.1 200 ");
    m_answer.clear();
    return isGood;
}

std::optional<double> PlainClient::readFirstContentUs(std::int64_t sentNs)
{
    while (m_answer.find("\"content\"") == std::string::npos) {
        if (!readMore())
            return {};
    }
    constexpr double NsInUs = 1'000.0;
    const double took = static_cast<double>(PacedEvent::nowNs() - sentNs) / NsInUs;
    return readAnswer() ? std::optional(took) : std::nullopt;
}

bool PlainClient::readByte() const
{
    char byte = 0;
    return ::recv(m_socket, &byte, 1, MSG_DONTWAIT) == 1;
}

bool PlainClient::isIdle() const
{
    char byte = 0;
    return ::recv(m_socket, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
}

std::string getRequest(quint16 port, std::string_view path)
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nhost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n";
}

std::string postRequest(quint16 port, std::string_view path, std::string_view body, std::string_view token)
{
    std::string request = "POST " + std::string(path) + " HTTP/1.1\r\nhost: 127.0.0.1:" + std::to_string(port)
        + "\r\ncontent-type: application/json\r\nauthorization: Bearer " + std::string(token)
        + "\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n";
    return request.append(body);
}

} // namespace Belay
