// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginekeys.h"

#include "core/secrets/keychainaccount.h"

#include <QPointer>

#include <algorithm>

namespace Belay {

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
    m_loader.load(
        m_config, [this](const KeyRingPtr &ring, KeyRingLoader::Stage) { Q_EMIT ringChanged(ring); });
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
    const ProviderConfig *config = m_config->provider(provider);
    if (!config)
        return &m_keychain;
    const auto found = std::find_if(
        config->keys.begin(), config->keys.end(), [&](const KeyConfig &entry) { return entry.id == key; });
    if (found == config->keys.end() || found->source.from == KeySource::From::Keychain)
        return &m_keychain;
    return found->source.from == KeySource::From::Session ? &m_session : nullptr;
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
