// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread.h"
#include "core/history/historyqueries.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace Belay {

/// Asks history on its own thread and answers on the asker's. An answer whose asker is gone is dropped; which
/// answer is still wanted is the asker's to know (a generation number).
class HistoryReader final
{
public:
    /// `open` runs on the reader's thread.
    explicit HistoryReader(std::function<std::unique_ptr<HistoryQueries>()> open);
    ~HistoryReader();
    Q_DISABLE_COPY_MOVE(HistoryReader)

    /// `query` is called with HistoryQueries & on the reader's thread, `done` with its result on the thread
    /// of `context`.
    template <typename Query, typename Done>
    void ask(QObject *context, Query query, Done done)
    {
        const QPointer<QObject> asker(context);
        m_thread.post([this, asker, query = std::move(query), done = std::move(done)]() mutable {
            auto answer = m_queries ? query(*m_queries) : decltype(query(*m_queries)) {};
            if (!asker)
                return;
            QMetaObject::invokeMethod(
                asker.data(),
                [done = std::move(done), answer = std::move(answer)]() mutable { done(std::move(answer)); },
                Qt::QueuedConnection);
        });
    }

private:
    std::unique_ptr<HistoryQueries> m_queries; // made, used and destroyed on m_thread
    WorkerThread m_thread;
};

} // namespace Belay
