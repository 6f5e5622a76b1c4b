// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tokenmaker.h"

#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainprobe.h"

namespace Belay {

namespace {

Unexpected<Error> noKeychain(const QString &words)
{
    return Unexpected {Error {ErrorKind::Unavailable, words, {}}};
}

/// The answer that this reading is; nothing where another look is needed.
std::optional<Result<FoundToken>> answerOf(const SecretReading &reading)
{
    if (!reading.value.isEmpty())
        return FoundToken {reading.value, false};
    const bool isFinal = reading.error
        && (reading.error->kind == ErrorKind::Cancelled || reading.storage == KeyStorage::Environment);
    if (isFinal)
        return Unexpected {*reading.error};
    if (reading.storage == KeyStorage::NoKeychain)
        return noKeychain(reading.error ? reading.error->detail : QString());
    return {};
}

/// Not found may mean locked: only a keychain that gives back what it took is believed.
void makeIfUsable(SecretStore &store, const QString &account, const QString &id, const TokenDone &done)
{
    probeKeychain(store, [&store, account, id, done](const KeychainReport &report) {
        if (report.health != KeychainHealth::Usable) {
            done(report.health == KeychainHealth::Locked
                    ? Unexpected {Error {ErrorKind::Permission, report.detail, {}}}
                    : noKeychain(report.detail));
            return;
        }
        store.read(account, [&store, account, id, done](const SecretReading &reading) {
            if (const auto answer = answerOf(tokenReading(id, reading)))
                done(*answer);
            else
                makeToken(store, account, done);
        });
    });
}

} // namespace

void findOrMakeToken(SecretStore &store, const QString &account, const QString &id, TokenDone done)
{
    store.read(account, [&store, account, id, done = std::move(done)](const SecretReading &reading) {
        if (const auto answer = answerOf(tokenReading(id, reading)))
            done(*answer);
        else
            makeIfUsable(store, account, id, done);
    });
}

void makeToken(SecretStore &store, const QString &account, TokenDone done)
{
    const Secret made = newGatewayToken();
    store.write(account, made, [made, done = std::move(done)](const Result<void> &written) {
        if (written)
            done(FoundToken {made, true});
        else if (written.error().kind == ErrorKind::Unavailable)
            done(noKeychain(written.error().detail));
        else
            done(Unexpected {written.error()});
    });
}

} // namespace Belay
