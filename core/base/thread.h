// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QObject>
#include <QString>
#include <QThread>

#include <functional>
#include <memory>

namespace Belay {

/// A thread with an event loop that ends with its owner: the destructor quits it and waits.
class WorkerThread final
{
public:
    /// Without a `loop` of its own it has Qt's.
    explicit WorkerThread(const QString &name, std::unique_ptr<QAbstractEventDispatcher> loop = {})
    {
        if (loop)
            m_thread.setEventDispatcher(loop.release()); // the thread's from here on
        m_thread.setObjectName(name);
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~WorkerThread() { stop(); }
    Q_DISABLE_COPY_MOVE(WorkerThread)

    QThread *thread() { return &m_thread; }
    /// Runs `work` on the thread's loop, in the order of the calls.
    void post(std::function<void()> work)
    {
        QMetaObject::invokeMethod(&m_context, std::move(work), Qt::QueuedConnection);
    }
    /// Runs `work` there and returns when it is done. Only to build and to tear down: never from that thread.
    void run(const std::function<void()> &work)
    {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }
    void stop()
    {
        m_thread.quit();
        m_thread.wait();
    }

private:
    QThread m_thread;
    QObject m_context;
};

} // namespace Belay
