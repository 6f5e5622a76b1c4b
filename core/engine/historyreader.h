// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/thread.h"
#include "core/history/historyqueries.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace Belay {

/// Asks history on its own thread. Made, asked and destroyed on one thread, where the askers live and the
/// answers come. An answer whose asker is gone is dropped; which answer is still wanted is the asker's to
/// know (a generation number).
class HistoryReader final
{
public:
    /// `open` runs on the reader's thread.
    explicit HistoryReader(std::function<std::unique_ptr<HistoryQueries>()> open);
    /// Of a home that another program owns, or nobody; whoever asks of one without history gets empty
    /// answers.
    static std::unique_ptr<HistoryReader> beside(const QString &path);
    ~HistoryReader();
    Q_DISABLE_COPY_MOVE(HistoryReader)

    /// `query` is called with HistoryQueries & on the reader's thread, `done` with its result on this one.
    template <typename Query, typename Done>
    void ask(QObject *context, Query query, Done done)
    {
        m_thread.post([this, asker = QPointer<QObject>(context), query = std::move(query),
                          done = std::move(done)]() mutable {
            auto answer = m_queries ? query(*m_queries) : decltype(query(*m_queries)) {};
            // The asker may end at any moment on its own thread; only there can it be looked at.
            auto deliver
                = [asker = std::move(asker), done = std::move(done), answer = std::move(answer)]() mutable {
                      if (asker)
                          done(std::move(answer));
                  };
            QMetaObject::invokeMethod(&m_home, std::move(deliver), Qt::QueuedConnection);
        });
    }

private:
    QObject m_home; // on the askers' thread; outlives the reader's, so that it can always be posted to
    std::unique_ptr<HistoryQueries> m_queries; // made, used and destroyed on m_thread
    WorkerThread m_thread;
};

} // namespace Belay
