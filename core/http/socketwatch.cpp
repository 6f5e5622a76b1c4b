// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/socketwatch.h"

#include <QSocketNotifier>

#include <array>
#include <unordered_map>

#ifdef Q_OS_LINUX
#include "core/http/epollloop.h"

#include <sys/epoll.h>
#include <unistd.h>
#endif

namespace Belay {

namespace {

void discard(QSocketNotifier *notifier)
{
    if (!notifier)
        return;
    // It may be the one whose signal we are in; disabled, it leaves the descriptor free for the next.
    notifier->setEnabled(false);
    notifier->deleteLater();
}

class NotifierWatch final : public SocketWatch
{
public:
    NotifierWatch(QObject *context, Ready ready)
        : m_context(context)
        , m_ready(std::move(ready))
    { }
    ~NotifierWatch() override
    {
        for (const auto &[socket, pair] : m_pairs) {
            discard(pair.read);
            discard(pair.write);
        }
    }
    Q_DISABLE_COPY_MOVE(NotifierWatch)

    void want(qintptr socket, int readiness) override
    {
        Pair &pair = m_pairs[socket];
        set(pair.read, socket, QSocketNotifier::Read, (readiness & Readable) != 0);
        set(pair.write, socket, QSocketNotifier::Write, (readiness & Writable) != 0);
        if (readiness == 0)
            forget(socket);
    }
    void forget(qintptr socket) override
    {
        const auto found = m_pairs.find(socket);
        if (found == m_pairs.end())
            return;
        discard(found->second.read);
        discard(found->second.write);
        m_pairs.erase(found);
    }

private:
    struct Pair {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    void set(QSocketNotifier *&notifier, qintptr socket, QSocketNotifier::Type type, bool wanted)
    {
        if (!notifier && wanted) {
            notifier = new QSocketNotifier(socket, type, m_context);
            const int readiness = type == QSocketNotifier::Read ? Readable : Writable;
            QObject::connect(notifier, &QSocketNotifier::activated, m_context,
                [this, socket, readiness] { m_ready(socket, readiness); });
        } else if (notifier) {
            notifier->setEnabled(wanted);
        }
    }

    QObject *m_context;
    Ready m_ready;
    std::unordered_map<qintptr, Pair> m_pairs;
};

#ifdef Q_OS_LINUX
/// A kept connection is asked for again and again with nothing between: it stays in the set while nobody
/// wants it, until something happens to it.
class EpollWatch final : public SocketWatch
{
public:
    EpollWatch(int epoll, QObject *context, Ready ready)
        : m_epoll(epoll)
        , m_notifier(epoll, QSocketNotifier::Read)
        , m_ready(std::move(ready))
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, context, [this] { take(); });
    }
    ~EpollWatch() override
    {
        m_notifier.setEnabled(false);
        ::close(m_epoll);
    }
    Q_DISABLE_COPY_MOVE(EpollWatch)

    void want(qintptr socket, int readiness) override
    {
        Entry &entry = m_entries[socket];
        entry.wanted = readiness;
        if (readiness != 0 && readiness != entry.registered)
            enlist(socket, entry, readiness);
    }
    void forget(qintptr socket) override
    {
        const auto found = m_entries.find(socket);
        if (found == m_entries.end())
            return;
        enlist(socket, found->second, 0);
        m_entries.erase(found);
    }

private:
    struct Entry {
        int wanted = 0;
        int registered = 0;
    };

    void enlist(qintptr socket, Entry &entry, int readiness) const
    {
        if (readiness == entry.registered)
            return;
        epoll_event event {};
        event.events
            = ((readiness & Readable) != 0 ? EPOLLIN : 0U) | ((readiness & Writable) != 0 ? EPOLLOUT : 0U);
        event.data.fd = static_cast<int>(socket);
        const int operation = readiness == 0 ? EPOLL_CTL_DEL
            : entry.registered == 0          ? EPOLL_CTL_ADD
                                             : EPOLL_CTL_MOD;
        ::epoll_ctl(m_epoll, operation, event.data.fd, &event);
        entry.registered = readiness;
    }

    void take()
    {
        std::array<epoll_event, 128> events {};
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<size_t>(i)];
            const qintptr socket = event.data.fd;
            const auto found = m_entries.find(socket);
            if (found == m_entries.end())
                continue; // forgotten in this very turn
            const unsigned broken = event.events & (EPOLLERR | EPOLLHUP);
            int readiness = (event.events & EPOLLIN) != 0 || broken != 0 ? Readable : 0;
            readiness |= (event.events & EPOLLOUT) != 0 || broken != 0 ? Writable : 0;
            readiness &= found->second.wanted;
            if (readiness == 0)
                enlist(socket, found->second, found->second.wanted);
            else
                m_ready(socket, readiness);
        }
    }

    int m_epoll;
    QSocketNotifier m_notifier;
    Ready m_ready;
    std::unordered_map<qintptr, Entry> m_entries;
};

/// On a thread whose loop is such a set itself.
class LoopWatch final : public SocketWatch
{
public:
    LoopWatch(EpollLoop &loop, Ready ready)
        : m_loop(loop)
        , m_ready(std::move(ready))
    { }
    ~LoopWatch() override { m_loop.forgetAllOf(m_ready); }
    Q_DISABLE_COPY_MOVE(LoopWatch)

    void want(qintptr socket, int readiness) override
    {
        m_loop.want(static_cast<int>(socket), readiness, m_ready);
    }
    void forget(qintptr socket) override { m_loop.forget(static_cast<int>(socket)); }
    bool isQuiet(qintptr socket) const override { return m_loop.isQuiet(static_cast<int>(socket)); }

private:
    EpollLoop &m_loop;
    Ready m_ready;
};
#endif

} // namespace

std::unique_ptr<SocketWatch> SocketWatch::create(QObject *context, Ready ready)
{
#ifdef Q_OS_LINUX
    if (auto *const loop = dynamic_cast<EpollLoop *>(QAbstractEventDispatcher::instance()))
        return std::make_unique<LoopWatch>(*loop, std::move(ready));
    if (const int epoll = ::epoll_create1(EPOLL_CLOEXEC); epoll >= 0)
        return std::make_unique<EpollWatch>(epoll, context, std::move(ready));
#endif
    return std::make_unique<NotifierWatch>(context, std::move(ready));
}

std::unique_ptr<QAbstractEventDispatcher> createSocketLoop()
{
#ifdef Q_OS_LINUX
    if (auto loop = std::make_unique<EpollLoop>(); loop->isGood())
        return loop;
#endif
    return {};
}

} // namespace Belay
