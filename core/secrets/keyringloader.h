// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/secrets/keyring.h"
#include "core/secrets/secretstore.h"

#include <QObject>

#include <functional>

namespace Belay {

/// Reads the values of all keys of a config. Lives on the main thread; the stores must outlive it.
class KeyRingLoader final : public QObject
{
    Q_OBJECT
public:
    /// First: what answers at once (env, file, session), with the keychain's keys as not readable yet. Last:
    /// everything.
    enum class Stage { First, Last };
    /// Whether the gateway's tokens are read too, as entries under gatewayProvider(). Who needs none leaves
    /// them: the keychain is not opened for nothing.
    enum class Tokens { Leave, Read };
    using Done = std::function<void(const KeyRingPtr &, Stage)>;

    KeyRingLoader(SecretStore &keychain, SecretStore &session, QString home, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(KeyRingLoader)

    /// Calls `done` on the event loop: with First if the keychain has to be asked, and always once with Last,
    /// after 60 s at the latest. A new load, or this one's end, silences one that is under way.
    void load(const std::shared_ptr<const Config> &config, Done done, Tokens tokens = Tokens::Leave);

private:
    struct Load;
    void begin(const std::shared_ptr<Load> &load, const ProviderId &provider, const KeyId &id,
        const KeySource &source);
    SecretStore::ReadDone placing(
        const std::shared_ptr<Load> &load, const std::pair<ProviderId, KeyId> &key, int Load::*left);
    void deliver(const std::shared_ptr<Load> &load);

    SecretStore &m_keychain;
    SecretStore &m_session;
    QString m_home;
    std::shared_ptr<Load> m_current;
};

} // namespace Belay
