// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychainprobe.h"

#include "core/base/ids.h"

namespace Belay {

namespace {

KeychainReport reportOf(const Result<void> &result)
{
    if (result)
        return {KeychainHealth::Usable, {}};
    const Error &error = result.error();
    const bool isAbsent = error.kind == ErrorKind::Unavailable;
    return {isAbsent ? KeychainHealth::Absent : KeychainHealth::Locked, error.detail};
}

} // namespace

void probeKeychain(SecretStore &store, std::function<void(const KeychainReport &)> done)
{
    const QString account = QString(u"self-test/" + newUlid());
    store.write(account, Secret {newUlid().toLatin1()}, [&store, account, done](const Result<void> &written) {
        const bool mayBeThere = written || written.error().kind == ErrorKind::Storage;
        if (!mayBeThere) {
            done(reportOf(written));
            return;
        }
        const Result<void> first = written;
        store.remove(
            account, [done, first](const Result<void> &removed) { done(reportOf(first ? removed : first)); });
    });
}

void lookForKeychain(SecretStore &store, std::function<void(const KeychainReport &)> done)
{
    store.read(QString(u"self-test/" + newUlid()), [done = std::move(done)](const SecretReading &reading) {
        const bool isMissing = reading.error && reading.error->kind == ErrorKind::Storage;
        done(reading.error && !isMissing ? reportOf(Unexpected {*reading.error})
                                         : KeychainReport {KeychainHealth::Usable, {}});
    });
}

} // namespace Belay
