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
    using Opened = Result<std::unique_ptr<HistoryQueries>>;

    /// `open` runs on the reader's thread. Null: there is no history yet, and every answer is empty; an error
    /// is every answer.
    explicit HistoryReader(std::function<Opened()> open);
    /// Of a home that another program owns, or nobody.
    static std::unique_ptr<HistoryReader> beside(const QString &path);
    ~HistoryReader();
    Q_DISABLE_COPY_MOVE(HistoryReader)

    /// Told of every question that could not be answered, besides its asker. Before the first question.
    void setFailed(std::function<void(const Error &)> failed) { m_failed = std::move(failed); }

    /// `query` is called with HistoryQueries & on the reader's thread, `done` on this one with the Result of
    /// it: an answer of which a part could not be read is an error.
    template <typename Query, typename Done>
    void ask(QObject *context, Query query, Done done)
    {
        using Answer = std::invoke_result_t<Query &, HistoryQueries &>;
        m_thread.post([this, asker = QPointer<QObject>(context), query = std::move(query),
                          done = std::move(done)]() mutable {
            Result<Answer> answer = answered<Answer>(query);
            // The asker may end at any moment on its own thread; only there can it be looked at.
            auto deliver = [this, asker = std::move(asker), done = std::move(done),
                               answer = std::move(answer)]() mutable {
                if (!answer && m_failed)
                    m_failed(answer.error());
                if (asker)
                    done(std::move(answer));
            };
            QMetaObject::invokeMethod(&m_home, std::move(deliver), Qt::QueuedConnection);
        });
    }

private:
    template <typename Answer, typename Query>
    Result<Answer> answered(Query &query)
    {
        if (!m_queries)
            return Unexpected {m_queries.error()};
        return *m_queries ? answerOf(**m_queries, query) : Result<Answer>(Answer {});
    }

    QObject m_home; // on the askers' thread; outlives the reader's, so that it can always be posted to
    std::function<void(const Error &)> m_failed;
    Opened m_queries {std::unique_ptr<HistoryQueries>()}; // made, used and destroyed on m_thread
    WorkerThread m_thread;
};

} // namespace Belay
