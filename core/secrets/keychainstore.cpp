// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainstore.h"

#include "core/base/ids.h"
#include "core/base/logging.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

namespace Belay {

namespace {

QString serviceName()
{
    return QStringLiteral("belay");
}

bool isClosed(int code)
{
    return code == QKeychain::AccessDenied || code == QKeychain::AccessDeniedByUser;
}

Error errorOf(int code, const QString &words)
{
    if (isClosed(code))
        return {ErrorKind::Permission, words, {}};
    const bool isStorage = code == QKeychain::CouldNotDeleteEntry || code == QKeychain::EntryNotFound;
    return {isStorage ? ErrorKind::Storage : ErrorKind::Unavailable, words, {}};
}

SecretReading readingOf(int code, const QString &words, const Secret &value)
{
    if (code == QKeychain::NoError)
        return {KeyStorage::Stored, value, {}};
    const bool mayBeLocked = code == QKeychain::EntryNotFound || isClosed(code);
    return {mayBeLocked ? KeyStorage::LockedOrMissing : KeyStorage::NoKeychain, {}, errorOf(code, words)};
}

Result<void> failure(int code, const QString &words)
{
    return Unexpected {errorOf(code, words)};
}

} // namespace

KeychainStore::KeychainStore(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_alarm(clock.createAlarm([this] {
        giveUpAll({ErrorKind::Permission,
            QStringLiteral("the keychain did not answer within %1 s").arg(Limit.count()), {}});
    }))
{ }

KeychainStore::~KeychainStore()
{
    const Error ended {ErrorKind::Cancelled, QStringLiteral("the keychain is no longer asked"), {}};
    for (Operation &operation : m_operations) {
        const auto giveUp = std::move(operation.giveUp);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [giveUp, ended] { giveUp(ended); }, Qt::QueuedConnection);
    }
}

void KeychainStore::read(const QString &account, ReadDone done)
{
    const auto start = [this, account, done] {
        runRead(account, [this, done](const Answer &answer) {
            const SecretReading reading = readingOf(answer.code, answer.words, answer.value);
            complete([&] { done(reading); });
        });
    };
    enqueue({start, [done](const Error &error) { done({KeyStorage::LockedOrMissing, {}, error}); }});
}

void KeychainStore::write(const QString &account, const Secret &value, WriteDone done)
{
    const auto readBack = [this, value, done](const Answer &answer) {
        Result<void> result;
        if (answer.code != QKeychain::NoError || !answer.value.equals(value))
            result = Unexpected {Error {
                ErrorKind::Storage, QStringLiteral("the keychain did not give back what was stored"), {}}};
        complete([&] { done(result); });
    };
    const auto start = [this, account, value, done, readBack] {
        runWrite(account, value, [this, account, done, readBack](const Answer &answer) {
            if (answer.code == QKeychain::NoError)
                runRead(account, readBack);
            else
                complete([&] { done(failure(answer.code, answer.words)); });
        });
    };
    enqueue({start, [done](const Error &error) { done(Unexpected {error}); }});
}

void KeychainStore::remove(const QString &account, WriteDone done)
{
    const auto start = [this, account, done] {
        runRead(account, [this, account, done](const Answer &answer) {
            if (answer.code == QKeychain::NoError)
                removeSeen(account, done);
            else if (answer.code == QKeychain::EntryNotFound)
                removeUnseen(done);
            else
                complete([&] { done(failure(answer.code, answer.words)); });
        });
    };
    enqueue({start, [done](const Error &error) { done(Unexpected {error}); }});
}

void KeychainStore::removeSeen(const QString &account, const WriteDone &done)
{
    const auto readBack = [this, done](const Answer &answer) {
        Result<void> result;
        if (answer.code == QKeychain::NoError)
            result = Unexpected {
                Error {ErrorKind::Storage, QStringLiteral("the keychain still holds the value"), {}}};
        else if (answer.code != QKeychain::EntryNotFound)
            result = failure(answer.code, answer.words);
        complete([&] { done(result); });
    };
    runDelete(account, [this, account, done, readBack](const Answer &answer) {
        if (answer.code == QKeychain::NoError || answer.code == QKeychain::EntryNotFound)
            runRead(account, readBack);
        else
            complete([&] { done(failure(answer.code, answer.words)); });
    });
}

void KeychainStore::removeUnseen(const WriteDone &done)
{
    // Missing or locked? A collection that takes a new item is open, so then the value is truly not there.
    const QString scratch = QString(u"open-test/" + newUlid());
    runWrite(scratch, Secret {QByteArray("open")}, [this, scratch, done](const Answer &written) {
        if (written.code != QKeychain::NoError) {
            complete([&] { done(failure(written.code, written.words)); });
            return;
        }
        runDelete(scratch, [this, done](const Answer &) { complete([&] { done(Result<void> {}); }); });
    });
}

void KeychainStore::enqueue(Operation operation)
{
    m_operations.push_back(std::move(operation));
    if (m_operations.size() == 1)
        startNext();
}

void KeychainStore::startNext()
{
    m_alarm->wakeAt(m_clock.steady() + Limit);
    m_operations.front().start();
}

void KeychainStore::complete(const std::function<void()> &report)
{
    ++m_generation;
    m_alarm->cancel();
    // Kept until the report is over: it belongs to the function that runs.
    const Operation ended = std::move(m_operations.front());
    m_operations.pop_front();
    if (!m_operations.empty())
        startNext();
    report();
}

void KeychainStore::giveUpAll(const Error &error)
{
    qCWarning(lcSecrets) << "no answer from the keychain;" << m_operations.size() << "requests end";
    ++m_generation;
    const std::deque<Operation> ended = std::exchange(m_operations, {});
    for (const Operation &operation : ended)
        operation.giveUp(error);
}

void KeychainStore::runRead(const QString &account, Then then)
{
    run(new QKeychain::ReadPasswordJob(serviceName()), account, std::move(then));
}

void KeychainStore::runWrite(const QString &account, const Secret &value, Then then)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    // Text, never binary: libsecret looks for text first.
    job->setTextData(QString::fromUtf8(value.reveal()));
    run(job, account, std::move(then));
}

void KeychainStore::runDelete(const QString &account, Then then)
{
    run(new QKeychain::DeletePasswordJob(serviceName()), account, std::move(then));
}

void KeychainStore::run(QKeychain::Job *job, const QString &account, Then then)
{
    // The job deletes itself when it ends, which may be long after this store stopped to care.
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(account);
    connect(job, &QKeychain::Job::finished, this,
        [this, then = std::move(then), generation = m_generation](QKeychain::Job *ended) {
            if (generation != m_generation)
                return;
            Answer answer {ended->error(), ended->errorString(), {}};
            if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(ended))
                answer.value = Secret {read->textData().toUtf8()};
            then(answer);
        });
    job->start();
}

} // namespace Belay
