// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/thread.h"
#include "core/history/historyqueries.h"
#include "core/history/historyrows.h"
#include "core/history/historystore.h"

#include <atomic>
#include <functional>
#include <memory>

namespace Belay {

class HistoryWorker;
class WriteQueue;

/// How the writer is doing, for the status bar and doctor.
struct HistoryHealth {
    bool ok = true;
    QString detail; ///< what stands in the way; untranslated, empty when ok
    quint64 dropped = 0; ///< results that are counted in roll-ups but not kept one by one
    quint64 droppedTraces = 0;
    quint64 queued = 0;
    bool operator==(const HistoryHealth &) const = default;
};

struct HistoryOptions {
    Clock &clock;
    int rawDays = 30;
    int traceDays = 14;
    std::size_t queueBound = 20'000;
    Milliseconds batchEvery {1'000};
    Milliseconds busyTimeout {2'000};
    QString migrations = QStringLiteral(":/belay/history");
    int maxPages = 0; ///< the file's largest size in pages of 4 KiB; 0: as large as the disk
    /// Called on the writer's thread when `ok` changes.
    std::function<void(bool ok, const QString &detail)> healthChanged {};
    /// Called on the writer's thread after an unclean end, once the file has been checked: Protocol when it
    /// is damaged, and then setAside() is what a person is offered.
    std::function<void(const Result<void> &)> checked {};
    /// Called on the writer's thread when writing or tidying meets damage, once until it has ended.
    std::function<void(const QString &detail)> damaged {};
};

/// History in one SQLite file with one writer. Thread-safe but for its construction and its end; nothing but
/// open, flush, import, tidy, setAside and the destructor blocks.
class SqliteHistory final : public HistoryStore
{
public:
    /// Unavailable: a newer Belay wrote the file, which stays untouched. Protocol: it is damaged.
    static Result<std::unique_ptr<SqliteHistory>> open(const QString &path, HistoryOptions options);
    /// Renames a damaged file and what belongs to it to `<path>.damaged-<time>`; gives the new name.
    static Result<QString> setAside(const QString &path, WallTime now);
    /// For a program that reads beside the owner, and for a file without an owner; never writes.
    static Result<std::unique_ptr<HistoryQueries>> openBeside(const QString &path);
    ~SqliteHistory() override;
    Q_DISABLE_COPY_MOVE(SqliteHistory)

    void record(const Sample &sample) override;
    void record(const Span &span) override;
    void record(Trace trace) override;
    void record(const PageIncidentRecord &incident) override;
    void record(const PageReadSpan &read) override;
    void record(const Incident &incident) override;
    void record(const IncidentRemark &remark) override;

    /// To be called on the thread that will ask; never null. It may outlive the store.
    std::unique_ptr<HistoryQueries> openQueries() const;
    /// When it returns without an error, all that was recorded before is in the file.
    Result<void> flush();
    /// Writes many rows at once, older than any that will be recorded.
    Result<void> import(const HistoryRows &rows);
    /// Folds, deletes and gives room back until nothing is left to do; by itself this happens every minute.
    Result<void> tidy();
    /// Renames the file in use and goes on with a fresh one; gives the name of the old one.
    Result<QString> setAside();
    void setKept(int rawDays, int traceDays);

    HistoryHealth health() const;
    qint64 sizeOnDisk() const;

private:
    explicit SqliteHistory(QString path);
    Result<void> start(HistoryOptions options);

    QString m_path;
    std::shared_ptr<std::atomic<int>> m_generation; // of the file: queries open anew when it was set aside
    std::unique_ptr<WriteQueue> m_queue;
    std::unique_ptr<HistoryWorker> m_worker; // made, used and destroyed on m_thread
    WorkerThread m_thread;
};

/// What the files of a history take up together.
qint64 sizeOfHistory(const QString &path);

} // namespace Belay
