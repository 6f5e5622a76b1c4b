// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/epollloop.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <limits>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace Belay {

namespace {

std::uint64_t labelOf(int socket, unsigned generation)
{
    constexpr int Half = 32;
    return (std::uint64_t {generation} << Half) | static_cast<unsigned>(socket);
}

} // namespace

EpollLoop::EpollLoop()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_bell(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event {};
    event.events = EPOLLIN;
    event.data.u64 = labelOf(m_bell, 0);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_bell, &event);
}

EpollLoop::~EpollLoop()
{
    ::close(m_bell);
    ::close(m_epoll);
}

EpollLoop::Socket &EpollLoop::socketOf(int socket)
{
    const auto place = static_cast<size_t>(socket);
    if (place >= m_sockets.size())
        m_sockets.resize(std::max(place + 1, 2 * m_sockets.size()));
    return m_sockets[place];
}

// One that nobody wants stays in the set until something happens to it: it is often wanted again at once.
void EpollLoop::want(int socket, int readiness, const SocketWatch::Ready &ready)
{
    Socket &entry = socketOf(socket);
    entry.ready = &ready;
    entry.wanted = readiness;
    if (readiness != 0)
        enlist(socket, entry, readiness);
}

void EpollLoop::forget(int socket)
{
    Socket &entry = socketOf(socket);
    enlist(socket, entry, 0);
    entry = {nullptr, nullptr, nullptr, 0, 0, entry.generation + 1};
}

bool EpollLoop::isQuiet(int socket) const
{
    const auto place = static_cast<size_t>(socket);
    return place < m_sockets.size() && m_sockets[place].wanted == 0
        && m_sockets[place].registered == SocketWatch::Readable;
}

void EpollLoop::forgetAllOf(const SocketWatch::Ready &ready)
{
    for (size_t place = 0; place < m_sockets.size(); ++place) {
        if (m_sockets[place].ready == &ready)
            forget(static_cast<int>(place));
    }
}

void EpollLoop::enlist(int socket, Socket &entry, int readiness) const
{
    if (readiness == entry.registered)
        return;
    epoll_event event {};
    event.events = ((readiness & SocketWatch::Readable) != 0 ? EPOLLIN : 0U)
        | ((readiness & SocketWatch::Writable) != 0 ? EPOLLOUT : 0U);
    event.data.u64 = labelOf(socket, entry.generation);
    const int operation = readiness == 0 ? EPOLL_CTL_DEL
        : entry.registered == 0          ? EPOLL_CTL_ADD
                                         : EPOLL_CTL_MOD;
    // One that was closed behind our back has left the set by itself.
    if (::epoll_ctl(m_epoll, operation, socket, &event) != 0 && operation == EPOLL_CTL_MOD)
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
    entry.registered = readiness;
}

void EpollLoop::setNotifier(QSocketNotifier &notifier, QSocketNotifier *value)
{
    const auto socket = static_cast<int>(notifier.socket());
    if (notifier.type() == QSocketNotifier::Exception)
        return; // out-of-band bytes: nobody here asks for them
    Socket &entry = socketOf(socket);
    (notifier.type() == QSocketNotifier::Read ? entry.reader : entry.writer) = value;
    entry.wanted = (entry.reader ? SocketWatch::Readable : 0) | (entry.writer ? SocketWatch::Writable : 0);
    enlist(socket, entry, entry.wanted);
    if (entry.wanted == 0)
        ++entry.generation; // it may be closed at once
}

void EpollLoop::registerSocketNotifier(QSocketNotifier *notifier)
{
    setNotifier(*notifier, notifier);
}

void EpollLoop::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    setNotifier(*notifier, nullptr);
}

bool EpollLoop::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    sendPosted();
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_hasPosted && !m_isInterrupted;
    if (mayWait)
        Q_EMIT aboutToBlock();
    const bool didSockets = take(waitFor(mayWait), !flags.testFlag(QEventLoop::ExcludeSocketNotifiers));
    if (mayWait)
        Q_EMIT awake();
    const bool didTimers = tellTimers();
    return didSockets || didTimers || m_hasPosted;
}

/// What is posted while the rest is sent is sent with it; only a look tells that nothing is left.
void EpollLoop::sendPosted()
{
    constexpr int Looks = 2;
    for (int look = 0; look < Looks; ++look) {
        m_hasPosted = false;
        QCoreApplication::sendPostedEvents();
        if (!m_hasPosted)
            return;
    }
}

int EpollLoop::waitFor(bool mayWait) const
{
    if (!mayWait)
        return 0;
    if (m_due.empty())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        m_due.begin()->first - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

bool EpollLoop::take(int timeout, bool forSockets)
{
    constexpr size_t AtOnce = 256;
    std::array<epoll_event, AtOnce> events; // filled by the system
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeout);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        const auto socket = static_cast<int>(event.data.u64 & std::numeric_limits<unsigned>::max());
        if (socket == m_bell) {
            eventfd_t rung = 0;
            ::eventfd_read(m_bell, &rung);
            m_isRung = false; // before the next look at what was posted
        } else if (forSockets && event.data.u64 == labelOf(socket, socketOf(socket).generation)) {
            tellSocket(socket, event.events);
        }
    }
    return count > 0;
}

void EpollLoop::tellSocket(int socket, unsigned events)
{
    Socket &entry = socketOf(socket);
    const unsigned broken = events & (EPOLLERR | EPOLLHUP);
    int readiness = (events & EPOLLIN) != 0 || broken != 0 ? SocketWatch::Readable : 0;
    readiness |= (events & EPOLLOUT) != 0 || broken != 0 ? SocketWatch::Writable : 0;
    readiness &= entry.wanted;
    if (readiness == 0) {
        enlist(socket, entry, entry.wanted);
    } else if (entry.ready) {
        (*entry.ready)(socket, readiness);
    } else {
        const unsigned generation = entry.generation;
        if ((readiness & SocketWatch::Readable) != 0)
            tell(entry.reader);
        // The first may have ended the second, and this very array may have moved.
        if ((readiness & SocketWatch::Writable) != 0 && socketOf(socket).generation == generation)
            tell(socketOf(socket).writer);
    }
}

void EpollLoop::tell(QSocketNotifier *notifier)
{
    if (!notifier)
        return;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &event);
}

void EpollLoop::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    const std::chrono::milliseconds every {interval};
    m_timers[id] = {every, type, object, m_due.emplace(std::chrono::steady_clock::now() + every, id), false};
}

bool EpollLoop::unregisterTimer(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_due.erase(found->second.due);
    m_timers.erase(found);
    return true;
}

bool EpollLoop::unregisterTimers(QObject *object)
{
    bool any = false;
    for (auto at = m_timers.begin(); at != m_timers.end();) {
        if (at->second.object != object) {
            ++at;
            continue;
        }
        m_due.erase(at->second.due);
        at = m_timers.erase(at);
        any = true;
    }
    return any;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollLoop::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            list.append(TimerInfo(id, static_cast<int>(timer.interval.count()), timer.type));
    }
    return list;
}

int EpollLoop::remainingTime(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        found->second.due->first - std::chrono::steady_clock::now());
    return static_cast<int>(std::max<qint64>(left.count(), 0));
}

/// Each that is due by now once; one that is late is told once for all that it missed.
bool EpollLoop::tellTimers()
{
    if (m_due.empty())
        return false;
    const Time now = std::chrono::steady_clock::now();
    std::vector<int> due;
    for (auto at = m_due.begin(); at != m_due.end() && at->first <= now; ++at)
        due.push_back(at->second);
    for (const int id : due) {
        const auto found = m_timers.find(id);
        if (found == m_timers.end() || found->second.isTold || found->second.due->first > now)
            continue; // an earlier one has ended it or begun it anew
        Timer &timer = found->second;
        Time next = timer.due->first + timer.interval;
        if (next <= now)
            next = now + timer.interval;
        m_due.erase(timer.due);
        timer.due = m_due.emplace(next, id);
        timer.isTold = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        if (const auto still = m_timers.find(id); still != m_timers.end())
            still->second.isTold = false;
    }
    return !due.empty();
}

void EpollLoop::wakeUp()
{
    if (QThread::currentThread() == thread()) {
        m_hasPosted = true;
        return;
    }
    if (!m_isRung.exchange(true))
        ::eventfd_write(m_bell, 1);
}

void EpollLoop::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

} // namespace Belay
