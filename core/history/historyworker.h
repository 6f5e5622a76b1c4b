// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/historykeeper.h"
#include "core/history/sqlitehistory.h"
#include "core/history/writequeue.h"

#include <mutex>

namespace Belay {

/// The writer's side of SqliteHistory: everything here happens on its thread, but for health().
class HistoryWorker final
{
public:
    /// Runs a function on the writer's thread later, unless the worker has ended by then.
    using Later = std::function<void(std::function<void(HistoryWorker &)>)>;

    HistoryWorker(QString path, HistoryOptions options, WriteQueue &queue, Later later);
    ~HistoryWorker();
    Q_DISABLE_COPY_MOVE(HistoryWorker)

    Result<void> open();
    /// After an orderly end the next start checks nothing and keeps no copy of an older schema.
    void close();
    void wake(WriteQueue::Wake wake);
    Result<void> flush();
    Result<void> import(const HistoryRows &rows);
    Result<void> tidy();
    Result<QString> setAside();
    void setKept(int rawDays, int traceDays);
    bool lastWriteOk() const;
    QString lastError() const;

    static constexpr std::size_t BatchSize = 4'096;

private:
    struct Connection;

    Result<void> openConnection();
    Result<void> setUp(Database &database, bool isNew);
    Result<void> markUnclean();
    void checkTables(QStringList tables);
    Result<void> writeBatch();
    void writeWaiting();
    void armTidy();
    void tidyStep();
    void report(const Result<void> &written);
    void tellDamage(const Error &error);

    const QString m_path;
    HistoryOptions m_options;
    WriteQueue &m_queue;
    const Later m_later;
    std::unique_ptr<Alarm> m_batchAlarm;
    std::unique_ptr<Alarm> m_tidyAlarm;
    std::unique_ptr<Connection> m_connection;
    HistoryRows m_pending; // taken from the queue, not written yet
    Milliseconds m_retryAfter {0};
    bool m_isDamageTold = false;
    mutable std::mutex m_mutex; // for the two that any thread asks for
    bool m_ok = true;
    QString m_detail;
};

} // namespace Belay
