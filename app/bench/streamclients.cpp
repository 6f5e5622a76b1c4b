// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/streamclients.h"

#include "app/bench/pacedevent.h"
#include "app/bench/plainclient.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace Belay {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds Grace = 10s; // for what is late; after it, it is lost

double quantile(std::vector<float> &values, double share)
{
    if (values.empty())
        return 0;
    const auto at
        = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

} // namespace

struct StreamClients::Stream {
    explicit Stream(quint16 port)
        : client(port)
    { }
    PlainClient client;
    PacedEventReader reader;
    int received = 0;
    int expected = 0;
    bool isOpen = true;
};

StreamClients::StreamClients()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{ }

StreamClients::~StreamClients()
{
    ::close(m_epoll);
}

bool StreamClients::open(const StreamLoad &load)
{
    for (int i = 0; i < load.streams; ++i) {
        auto stream = std::make_unique<Stream>(load.port);
        if (!stream->client.send(load.request))
            return false;
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.ptr = stream.get();
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, stream->client.socket(), &event);
        m_streams.push_back(std::move(stream));
        ++m_open;
        wait(0ms); // those that have begun go on meanwhile
    }
    return true;
}

void StreamClients::wait(Milliseconds atMost)
{
    std::array<epoll_event, 512> ready {};
    const int count = ::epoll_wait(
        m_epoll, ready.data(), static_cast<int>(ready.size()), static_cast<int>(atMost.count()));
    for (int i = 0; i < count; ++i)
        read(*static_cast<Stream *>(ready[static_cast<size_t>(i)].data.ptr));
}

void StreamClients::read(Stream &stream)
{
    std::array<char, 65'536> buffer; // not cleared: it is read for every event
    const ssize_t got = ::recv(stream.client.socket(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0) {
        const std::int64_t now = PacedEvent::nowNs();
        stream.reader.feed({buffer.data(), static_cast<size_t>(got)}, [&](const PacedEvent &event) {
            if (event.number < stream.expected)
                return;
            ++stream.received;
            stream.expected = event.number + 1;
            constexpr float NsInMs = 1e6F;
            m_delaysMs.push_back(static_cast<float>(now - event.sentNs) / NsInMs);
        });
    }
    if (got <= 0 || stream.reader.isOver()) {
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, stream.client.socket(), nullptr);
        stream.isOpen = false;
        --m_open;
    }
}

StreamResult StreamClients::run(const StreamLoad &load, const std::function<void()> &halfway)
{
    using Clock = std::chrono::steady_clock;
    m_delaysMs.reserve(static_cast<size_t>(load.streams) * static_cast<size_t>(load.events));
    if (!open(load))
        return result(load);
    const auto began = Clock::now();
    bool isPastHalf = false;
    while (m_open > 0 && Clock::now() - began < load.length + Grace) {
        wait(20ms);
        if (!isPastHalf && Clock::now() - began >= load.length / 2) {
            isPastHalf = true;
            halfway();
        }
    }
    return result(load);
}

StreamResult StreamClients::result(const StreamLoad &load)
{
    StreamResult result;
    result.lost = static_cast<qint64>(load.streams) * load.events;
    for (const auto &stream : m_streams)
        result.lost -= stream->received;
    result.medianMs = quantile(m_delaysMs, 0.5);
    result.p99Ms = quantile(m_delaysMs, 0.99);
    m_streams.clear();
    m_delaysMs.clear();
    m_open = 0;
    return result;
}

} // namespace Belay
