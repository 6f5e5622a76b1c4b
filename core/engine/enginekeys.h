// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/config.h"
#include "core/engine/keyservice.h"
#include "core/engine/tokenmaker.h"
#include "core/engine/webhooksender.h"
#include "core/secrets/keychainaccount.h"
#include "core/secrets/keychainprobe.h"
#include "core/secrets/keychainstore.h"
#include "core/secrets/keyringloader.h"
#include "core/secrets/sessionstore.h"

namespace Belay {

/// The keys of the running engine. Lives on the main thread.
class EngineKeys final : public KeyService
{
    Q_OBJECT
public:
    /// `home` distinguishes the keychain's accounts of several homes.
    EngineKeys(Clock &clock, QString home, QObject *parent = nullptr);

    /// Known from the start, for this session alone: the demo's.
    void addSessionKeys(const KeyRing::Entries &entries);
    /// Whether the gateway's tokens are read although the config does not switch it on. Before load().
    void setTokensWanted(bool wanted) { m_tokensWanted = wanted; }
    /// Reads all keys of a config, and the gateway's tokens as keys of gatewayProvider(); ringChanged()
    /// follows, perhaps twice.
    void load(std::shared_ptr<const Config> config);

    Keychain keychain() const override { return m_keychainState; }
    QString keychainDetail() const override { return m_keychainDetail; }
    void recheckKeychain() override;
    void reread() override { load(m_config); }
    /// As the program starts: nothing that could open a dialog of the desktop.
    void lookForKeychain();
    void store(const ProviderId &provider, const KeyId &key, const Secret &value, Done done) override;
    void remove(const ProviderId &provider, const KeyId &key, Done done) override;
    int pending() const override { return m_pending; }
    /// A token of the gateway, made where there is none; as GatewayControl::obtainToken().
    void obtainToken(const QString &id, std::function<void(const Result<Secret> &)> ready);
    using SecretFound = std::function<void(const Result<Secret> &)>;
    void findWebhookSecret(const WebhookConfig &webhook, WebhookSecret part, SecretFound found);
    /// Makes what signs a webhook anew, in the keychain; what was there signs nothing any more.
    void renewWebhookSecret(const WebhookConfig &webhook, SecretFound made);
    /// Where a webhook goes and what signs it. A signature's secret that the keychain or the session should
    /// hold is made where there is none.
    void findWebhook(const WebhookConfig &webhook, std::function<void(const Result<WebhookAddress> &)> found);
    /// Keeps a part of a webhook where its config says; nothing to do for what Belay only reads.
    void storeWebhook(const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done);
    void removeWebhook(const WebhookConfig &webhook);

Q_SIGNALS:
    void ringChanged(Belay::KeyRingPtr ring);

private:
    void beginCheck();
    void take(const KeychainReport &report);
    void obtainFromSession(const QString &account, const TokenDone &done);
    SecretStore *storeOf(const KeySource &source);
    SecretStore *storeOf(const ProviderId &provider, const KeyId &key);
    /// `done` for a store, counted in pending() until it is called; what changed is read anew.
    Done counted(Done done);

    QString m_home;
    KeychainStore m_keychain;
    SessionStore m_session;
    KeyRingLoader m_loader;
    std::shared_ptr<const Config> m_config;
    Keychain m_keychainState = Keychain::Checking;
    QString m_keychainDetail;
    int m_pending = 0;
    bool m_tokensWanted = false;
};

} // namespace Belay
