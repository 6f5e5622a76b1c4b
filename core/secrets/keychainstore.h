// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/secrets/secretstore.h"

#include <QObject>

#include <deque>

namespace QKeychain {
class Job;
}

namespace Belay {

/// The keychain of the desktop, one job at a time. Lives on the main thread.
///
/// The Secret Service says "not found" for what is locked too, and "deleted" for what a locked collection
/// keeps; so nothing here ever concludes from the former that a key is gone, and a removal is believed only
/// of a collection that was seen open.
class KeychainStore final : public QObject, public SecretStore
{
    Q_OBJECT
public:
    /// How long a prompt may stay unanswered. What waits behind it ends with it: it would wait for the same.
    static constexpr Seconds Limit {60};

    explicit KeychainStore(Clock &clock, QObject *parent = nullptr);
    ~KeychainStore() override;
    Q_DISABLE_COPY_MOVE(KeychainStore)

    void read(const QString &account, ReadDone done) override;
    /// Permission: locked, or nobody answered. Unavailable: there is no keychain. Storage: it reads back
    /// differently.
    void write(const QString &account, const Secret &value, WriteDone done) override;
    /// Errors as of write(); removing what is not there succeeds once the collection proved to be open.
    void remove(const QString &account, WriteDone done) override;

private:
    struct Operation {
        std::function<void()> start;
        std::function<void(const Error &)> giveUp;
    };
    /// A job's own error code, its words, and what it read.
    struct Answer {
        int code = 0;
        QString words;
        Secret value;
    };
    using Then = std::function<void(const Answer &)>;

    void enqueue(Operation operation);
    void startNext();
    /// Ends the operation under way; `report` may destroy this.
    void complete(const std::function<void()> &report);
    void giveUpAll(const Error &error);

    void runRead(const QString &account, Then then);
    void runWrite(const QString &account, const Secret &value, Then then);
    void runDelete(const QString &account, Then then);
    void run(QKeychain::Job *job, const QString &account, Then then);
    void removeSeen(const QString &account, const WriteDone &done);
    void removeUnseen(const WriteDone &done);

    Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    std::deque<Operation> m_operations; // the first one is under way
    quint64 m_generation = 0; // of the operation under way: a job of an older one comes too late
};

} // namespace Belay
