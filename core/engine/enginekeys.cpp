// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginekeys.h"

#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/localsecrets.h"

#include <QPointer>

namespace Belay {

namespace {

/// Where the config says that a key or a token comes from; the keychain for what it does not name yet.
KeySource sourceOf(const Config &config, const ProviderId &provider, const KeyId &key)
{
    if (provider == gatewayProvider()) {
        for (const GatewayToken &token : config.gateway.tokens) {
            if (token.id == key.value)
                return token.source;
        }
    } else if (const ProviderConfig *known = config.provider(provider)) {
        for (const KeyConfig &entry : known->keys) {
            if (entry.id == key)
                return entry.source;
        }
    }
    return {};
}

/// A token that Belay only reads.
Result<Secret> readToken(const QString &id, const KeySource &source)
{
    const SecretReading reading = tokenReading(id,
        source.from == KeySource::From::File ? readFileSecret(source.name)
                                             : readEnvironmentSecret(source.name));
    if (reading.error)
        return Unexpected {*reading.error};
    return reading.value;
}

} // namespace

EngineKeys::EngineKeys(Clock &clock, QString home, QObject *parent)
    : KeyService(parent)
    , m_home(std::move(home))
    , m_keychain(clock)
    , m_loader(m_keychain, m_session, m_home)
    , m_config(std::make_shared<const Config>())
{ }

void EngineKeys::addSessionKeys(const KeyRing::Entries &entries)
{
    for (const auto &[key, entry] : entries)
        m_session.write(
            keychainAccount(m_home, key.first, key.second), entry.value, [](const Result<void> &) {});
}

void EngineKeys::load(std::shared_ptr<const Config> config)
{
    m_config = std::move(config);
    const bool tokens = m_tokensWanted || m_config->gateway.enabled;
    m_loader.load(
        m_config, [this](const KeyRingPtr &ring, KeyRingLoader::Stage) { Q_EMIT ringChanged(ring); },
        tokens ? KeyRingLoader::Tokens::Read : KeyRingLoader::Tokens::Leave);
}

void EngineKeys::recheckKeychain()
{
    beginCheck();
    probeKeychain(m_keychain, [guard = QPointer<EngineKeys>(this)](const KeychainReport &report) {
        if (guard)
            guard->take(report);
    });
}

void EngineKeys::lookForKeychain()
{
    beginCheck();
    Belay::lookForKeychain(m_keychain, [guard = QPointer<EngineKeys>(this)](const KeychainReport &report) {
        if (guard)
            guard->take(report);
    });
}

void EngineKeys::beginCheck()
{
    m_keychainState = Keychain::Checking;
    Q_EMIT keychainChanged();
}

void EngineKeys::take(const KeychainReport &report)
{
    m_keychainState = report.health == KeychainHealth::Usable ? Keychain::Usable
        : report.health == KeychainHealth::Locked             ? Keychain::Locked
                                                              : Keychain::Absent;
    m_keychainDetail = report.detail;
    Q_EMIT keychainChanged();
}

SecretStore *EngineKeys::storeOf(const ProviderId &provider, const KeyId &key)
{
    return storeOf(sourceOf(*m_config, provider, key));
}

SecretStore *EngineKeys::storeOf(const KeySource &source)
{
    if (source.from == KeySource::From::Keychain)
        return &m_keychain;
    return source.from == KeySource::From::Session ? &m_session : nullptr;
}

void EngineKeys::store(const ProviderId &provider, const KeyId &key, const Secret &value, Done done)
{
    SecretStore *store = storeOf(provider, key);
    if (!store) {
        done(Unexpected {Error {ErrorKind::Config,
            QStringLiteral("%1/%2 is read from the environment or a file: change it there")
                .arg(provider.value, key.value),
            {}}});
        return;
    }
    store->write(keychainAccount(m_home, provider, key), value, counted(std::move(done)));
}

void EngineKeys::remove(const ProviderId &provider, const KeyId &key, Done done)
{
    SecretStore *store = storeOf(provider, key);
    if (!store) {
        done({}); // what Belay does not keep it cannot remove, and need not
        return;
    }
    store->remove(keychainAccount(m_home, provider, key), counted(std::move(done)));
}

void EngineKeys::obtainToken(const QString &id, std::function<void(const Result<Secret> &)> ready)
{
    const KeySource source = sourceOf(*m_config, gatewayProvider(), KeyId {id});
    if (!storeOf(gatewayProvider(), KeyId {id})) {
        ready(readToken(id, source));
        return;
    }
    ++m_pending;
    const TokenDone done
        = [guard = QPointer<EngineKeys>(this), ready = std::move(ready)](const Result<FoundToken> &found) {
              if (guard && found && found->isNew)
                  guard->load(guard->m_config);
              if (found)
                  ready(found->value);
              else
                  ready(Unexpected {found.error()});
              if (guard && --guard->m_pending == 0)
                  Q_EMIT guard->settled();
          };
    const QString account = gatewayAccount(m_home, id);
    if (source.from == KeySource::From::Keychain)
        findOrMakeToken(m_keychain, account, id, done);
    else
        obtainFromSession(account, done);
}

void EngineKeys::obtainFromSession(const QString &account, const TokenDone &done)
{
    m_session.read(
        account, [guard = QPointer<EngineKeys>(this), account, done](const SecretReading &reading) {
            if (!reading.value.isEmpty())
                done(FoundToken {reading.value, false});
            else if (guard)
                makeToken(guard->m_session, account, done);
            else
                done(Unexpected {Error {ErrorKind::Cancelled, {}, {}}});
        });
}

KeyService::Done EngineKeys::counted(Done done)
{
    ++m_pending;
    return [guard = QPointer<EngineKeys>(this), done = std::move(done)](const Result<void> &result) {
        if (guard && result)
            guard->load(guard->m_config);
        done(result);
        if (guard && --guard->m_pending == 0)
            Q_EMIT guard->settled();
    };
}

} // namespace Belay
