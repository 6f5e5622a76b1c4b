// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyringloader.h"

#include "core/base/logging.h"
#include "core/secrets/gatewaytoken.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/localsecrets.h"

#include <QPointer>

namespace Belay {

struct KeyRingLoader::Load {
    KeyRing::Entries entries;
    int sessionLeft = 0;
    int keychainLeft = 0;
    bool begun = false; // all questions are asked, and the caller has returned
    bool firstGiven = false;
    Done done;
};

namespace {

KeyRingEntry entryOf(const std::pair<ProviderId, KeyId> &key, const SecretReading &found)
{
    const SecretReading reading
        = key.first == gatewayProvider() ? tokenReading(key.second.value, found) : found;
    if (reading.error)
        qCInfo(lcSecrets).noquote() << key.first.value << key.second.value << reading.error->detail;
    return {reading.storage, reading.value, reading.error};
}

} // namespace

KeyRingLoader::KeyRingLoader(SecretStore &keychain, SecretStore &session, QString home, QObject *parent)
    : QObject(parent)
    , m_keychain(keychain)
    , m_session(session)
    , m_home(std::move(home))
{ }

void KeyRingLoader::load(const std::shared_ptr<const Config> &config, Done done, Tokens tokens)
{
    const auto load = std::make_shared<Load>();
    load->done = std::move(done);
    m_current = load;
    for (const ProviderConfig &provider : config->providers) {
        for (const KeyConfig &key : provider.keys)
            begin(load, provider.id, key.id, key.source);
    }
    if (tokens == Tokens::Read) {
        for (const GatewayToken &token : config->gateway.tokens)
            begin(load, gatewayProvider(), KeyId {token.id}, token.source);
    }
    // Never from inside the call, though everything may be known already.
    const auto turn = [this, load] {
        load->begun = true;
        deliver(load);
    };
    QMetaObject::invokeMethod(this, turn, Qt::QueuedConnection);
}

void KeyRingLoader::begin(
    const std::shared_ptr<Load> &load, const ProviderId &provider, const KeyId &id, const KeySource &source)
{
    const std::pair name(provider, id);
    const QString account = keychainAccount(m_home, provider, id);
    KeyRingEntry &entry = load->entries[name];
    switch (source.from) {
    case KeySource::From::Environment:
        entry = entryOf(name, readEnvironmentSecret(source.name));
        break;
    case KeySource::From::File:
        entry = entryOf(name, readFileSecret(source.name));
        break;
    case KeySource::From::Session:
        ++load->sessionLeft;
        m_session.read(account, placing(load, name, &Load::sessionLeft));
        break;
    case KeySource::From::Keychain:
        ++load->keychainLeft;
        m_keychain.read(account, placing(load, name, &Load::keychainLeft));
        break;
    }
}

SecretStore::ReadDone KeyRingLoader::placing(
    const std::shared_ptr<Load> &load, const std::pair<ProviderId, KeyId> &key, int Load::*left)
{
    return [self = QPointer(this), load, key, left](const SecretReading &reading) {
        load->entries[key] = entryOf(key, reading);
        --((*load).*left);
        if (self)
            self->deliver(load);
    };
}

void KeyRingLoader::deliver(const std::shared_ptr<Load> &load)
{
    if (m_current != load || !load->begun || load->sessionLeft > 0)
        return;
    const bool isLast = load->keychainLeft == 0;
    if (!isLast && load->firstGiven)
        return;
    load->firstGiven = true;
    if (isLast)
        m_current.reset();
    load->done(std::make_shared<const KeyRing>(load->entries), isLast ? Stage::Last : Stage::First);
}

} // namespace Belay
