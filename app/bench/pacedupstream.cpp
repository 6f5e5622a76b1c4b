// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/pacedupstream.h"

#include "app/bench/pacedevent.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <unordered_map>

namespace Belay {

namespace {

constexpr std::string_view SmallAnswer
    = R"({"id":"chatcmpl-bench","object":"chat.completion","model":"model-0","choices":[{"index":0,"message":{"role":"assistant","content":"Done."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}})";

std::string wholeAnswer(std::string_view body)
{
    return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
        + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::size_t contentLength(std::string head)
{
    std::ranges::transform(head, head.begin(), [](unsigned char c) { return std::tolower(c); });
    constexpr std::string_view Name = "\r\ncontent-length:";
    const std::size_t at = head.find(Name);
    return at == std::string::npos ? 0 : std::strtoull(head.c_str() + at + Name.size(), nullptr, 10);
}

struct Connection {
    int socket = -1;
    std::string in; // of the head
    std::string path;
    std::size_t bodyLeft = 0;
    bool isInBody = false;
    bool isBrief = false; // its body asks for an answer of a few tokens, as probes do
    std::string out; // what the socket did not take
    int number = 0;
    int eventsLeft = 0; // of the paced stream under way
    qint64 bulkLeft = 0;
    bool waitsForRoom = false;
};

} // namespace

class PacedUpstream::Loop final
{
public:
    explicit Loop(const std::atomic<int> &events)
        : m_events(events)
    { }
    ~Loop();
    Q_DISABLE_COPY_MOVE(Loop)

    quint16 open();
    void run();
    void stop() const
    {
        const std::uint64_t one = 1;
        std::ignore = ::write(m_stop, &one, sizeof one);
    }

private:
    void watch(int file, std::uint32_t events, int operation = EPOLL_CTL_ADD) const;
    void accept();
    void tick();
    void read(Connection &connection);
    std::string_view takeHead(Connection &connection, std::string_view bytes);
    static void lookAt(Connection &connection, std::string_view body);
    void answer(Connection &connection);
    void send(Connection &connection, std::string_view bytes);
    void goOn(Connection &connection);
    void close(int socket);

    const std::atomic<int> &m_events;
    int m_epoll = -1;
    int m_listener = -1;
    int m_timer = -1;
    int m_stop = -1;
    std::unordered_map<int, Connection> m_connections;
    std::array<char, 65'536> m_buffer {};
};

PacedUpstream::Loop::~Loop()
{
    for (const auto &[socket, connection] : m_connections)
        ::close(socket);
    for (const int file : {m_epoll, m_listener, m_timer, m_stop}) {
        if (file >= 0)
            ::close(file);
    }
}

quint16 PacedUpstream::Loop::open()
{
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    m_stop = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    m_timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *const raw = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, raw, length) != 0 || ::listen(m_listener, 4096) != 0
        || ::getsockname(m_listener, raw, &length) != 0)
        return 0;
    constexpr long Period = 1'000'000'000 / EventsPerSecond;
    const itimerspec every {{0, Period}, {0, Period}};
    ::timerfd_settime(m_timer, 0, &every, nullptr);
    for (const int file : {m_listener, m_timer, m_stop})
        watch(file, EPOLLIN);
    return ntohs(address.sin_port);
}

void PacedUpstream::Loop::watch(int file, std::uint32_t events, int operation) const
{
    epoll_event event {};
    event.events = events;
    event.data.fd = file;
    ::epoll_ctl(m_epoll, operation, file, &event);
}

void PacedUpstream::Loop::run()
{
    std::array<epoll_event, 512> ready {};
    for (;;) {
        const int count = ::epoll_wait(m_epoll, ready.data(), static_cast<int>(ready.size()), -1);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = ready[static_cast<std::size_t>(i)];
            if (event.data.fd == m_stop)
                return;
            if (event.data.fd == m_listener) {
                accept();
            } else if (event.data.fd == m_timer) {
                tick();
            } else if (const auto found = m_connections.find(event.data.fd); found != m_connections.end()) {
                if (event.events & EPOLLOUT)
                    goOn(found->second);
                if (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR))
                    read(found->second);
            }
        }
    }
}

void PacedUpstream::Loop::accept()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_connections[socket].socket = socket;
        watch(socket, EPOLLIN);
    }
}

/// One event for every stream under way; a turn that came late is made up for.
void PacedUpstream::Loop::tick()
{
    std::uint64_t turns = 0;
    if (::read(m_timer, &turns, sizeof turns) != sizeof turns)
        return;
    for (; turns > 0; --turns) {
        for (auto &[socket, connection] : m_connections) {
            if (connection.eventsLeft == 0)
                continue;
            send(connection, PacedEvent {connection.number++, PacedEvent::nowNs()}.toChunk());
            if (--connection.eventsLeft == 0)
                send(connection, streamEnd());
        }
    }
}

void PacedUpstream::Loop::read(Connection &connection)
{
    for (;;) {
        const ssize_t got = ::recv(connection.socket, m_buffer.data(), m_buffer.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0) {
            close(connection.socket);
            return;
        }
        std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(got));
        while (!bytes.empty()) {
            if (!connection.isInBody)
                bytes = takeHead(connection, bytes);
            const std::size_t body = std::min(connection.bodyLeft, bytes.size());
            lookAt(connection, bytes.substr(0, body));
            bytes.remove_prefix(body);
            connection.bodyLeft -= body;
            if (connection.isInBody && connection.bodyLeft == 0) {
                connection.isInBody = false;
                answer(connection);
            }
        }
    }
}

/// What is left behind the head, if it is whole.
std::string_view PacedUpstream::Loop::takeHead(Connection &connection, std::string_view bytes)
{
    constexpr std::string_view Blank = "\r\n\r\n";
    const std::size_t had = connection.in.size();
    connection.in += bytes;
    const std::size_t end = connection.in.find(Blank);
    if (end == std::string::npos)
        return {};
    const std::string head = connection.in.substr(0, end);
    connection.in.clear();
    const std::size_t path = head.find(' ') + 1;
    connection.path.clear(); // of a probe, which asks for the models
    if (head.starts_with("POST "))
        connection.path = head.substr(path, head.find(' ', path) - path);
    connection.bodyLeft = contentLength(head);
    connection.isInBody = true;
    connection.isBrief = false;
    return bytes.substr(end + Blank.size() - had);
}

void PacedUpstream::Loop::lookAt(Connection &connection, std::string_view body)
{
    constexpr std::size_t LongestProbe = 4'096;
    if (connection.bodyLeft <= LongestProbe && body.find("\"max_") != std::string_view::npos)
        connection.isBrief = true;
}

void PacedUpstream::Loop::answer(Connection &connection)
{
    const std::string_view path = connection.path;
    if (path.starts_with("/first/") || (connection.isBrief && !path.empty())) {
        send(connection,
            std::string(streamHead()) + PacedEvent {0, PacedEvent::nowNs()}.toChunk() + streamEnd());
    } else if (path.starts_with("/paced/")) {
        send(connection, streamHead());
        connection.number = 0;
        connection.eventsLeft = m_events;
    } else if (path.starts_with("/big/")) {
        connection.bulkLeft = BigBytes;
        send(connection, streamHead());
        goOn(connection);
    } else {
        send(connection,
            wholeAnswer(path.starts_with("/whole/") ? SmallAnswer : R"({"object":"list","data":[]})"));
    }
}

void PacedUpstream::Loop::send(Connection &connection, std::string_view bytes)
{
    if (connection.out.empty()) {
        const ssize_t sent = ::send(connection.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    connection.out += bytes;
    const bool waits = !connection.out.empty();
    if (waits != std::exchange(connection.waitsForRoom, waits))
        watch(connection.socket, waits ? EPOLLIN | EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
}

/// The socket takes more: first what waits, then of the big stream as much as fits.
void PacedUpstream::Loop::goOn(Connection &connection)
{
    send(connection, std::exchange(connection.out, {}));
    while (connection.out.empty() && connection.bulkLeft > 0) {
        const std::string event = PacedEvent {connection.number++, PacedEvent::nowNs()}.toChunk();
        connection.bulkLeft -= static_cast<qint64>(event.size());
        send(connection, event);
        if (connection.bulkLeft <= 0)
            send(connection, streamEnd());
    }
}

void PacedUpstream::Loop::close(int socket)
{
    m_connections.erase(socket);
    ::close(socket);
}

PacedUpstream::PacedUpstream() = default;

PacedUpstream::~PacedUpstream()
{
    if (!m_thread.joinable())
        return;
    m_loop->stop();
    m_thread.join();
}

bool PacedUpstream::start()
{
    m_loop = std::make_unique<Loop>(m_events);
    m_port = m_loop->open();
    if (m_port != 0)
        m_thread = std::thread([this] { m_loop->run(); });
    return m_port != 0;
}

} // namespace Belay
