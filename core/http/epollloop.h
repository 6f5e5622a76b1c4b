// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/socketwatch.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <chrono>
#include <map>
#include <unordered_map>
#include <vector>

namespace Belay {

/// The event loop of a thread that serves many sockets, on Linux: one set for all of them, so that a turn
/// costs what happens in it and not what is open. What the thread posts to itself wakes nobody. Beside
/// sockets that a SocketWatch names it carries Qt's own notifiers and timers.
class EpollLoop final : public QAbstractEventDispatcher
{
public:
    EpollLoop();
    ~EpollLoop() override;
    Q_DISABLE_COPY_MOVE(EpollLoop)

    bool isGood() const { return m_epoll >= 0 && m_bell >= 0; }

    /// As SocketWatch says; `ready` stays where it is until forget().
    void want(int socket, int readiness, const SocketWatch::Ready &ready);
    void forget(int socket);
    bool isQuiet(int socket) const;
    void forgetAllOf(const SocketWatch::Ready &ready);

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override;
    void interrupt() override;

private:
    using Time = std::chrono::steady_clock::time_point;
    using Due = std::multimap<Time, int>;
    struct Socket {
        const SocketWatch::Ready *ready = nullptr;
        QSocketNotifier *reader = nullptr;
        QSocketNotifier *writer = nullptr;
        int wanted = 0;
        int registered = 0;
        unsigned generation = 0; ///< an event of an earlier socket of this number is nobody's
    };
    struct Timer {
        std::chrono::milliseconds interval {0};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        Due::iterator due;
        bool isTold = false; ///< just now: a loop inside does not tell it again
    };

    Socket &socketOf(int socket);
    void setNotifier(QSocketNotifier &notifier, QSocketNotifier *value);
    void enlist(int socket, Socket &entry, int readiness) const;
    void sendPosted();
    int waitFor(bool mayWait) const;
    bool take(int timeout, bool forSockets);
    void tellSocket(int socket, unsigned events);
    static void tell(QSocketNotifier *notifier);
    bool tellTimers();

    int m_epoll;
    int m_bell; ///< rung by other threads
    std::vector<Socket> m_sockets; // by descriptor
    std::unordered_map<int, Timer> m_timers;
    Due m_due;
    std::atomic<bool> m_isRung = false;
    std::atomic<bool> m_isInterrupted = false;
    bool m_hasPosted = false; // from this thread itself
};

} // namespace Belay
