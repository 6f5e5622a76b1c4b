// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/gatewaycontrol.h"
#include "core/engine/keyservice.h"
#include "core/engine/monitorcontrol.h"
#include "core/engine/notificationcontrol.h"
#include "core/engine/providertrial.h"
#include "ui/closeguard.h"

#include <vector>

namespace Belay {

/// Notes what it was asked for.
class FakeMonitorControl final : public MonitorControl
{
    Q_OBJECT
public:
    using MonitorControl::MonitorControl;
    void checkNow(const std::optional<TargetId> &target, Monitor::Paid paid) override;

    std::vector<std::optional<TargetId>> asked;
    std::vector<Monitor::Paid> paid;
};

/// Keeps nothing; answers at once, as the test says.
class FakeKeyService final : public KeyService
{
    Q_OBJECT
public:
    using KeyService::KeyService;
    Keychain keychain() const override { return state; }
    QString keychainDetail() const override { return detail; }
    void recheckKeychain() override { ++rechecks; }
    void reread() override { ++rereads; }
    void store(const ProviderId &provider, const KeyId &key, const Secret &value, Done done) override;
    void remove(const ProviderId &provider, const KeyId &key, Done done) override;
    int pending() const override { return 0; }
    void become(Keychain now, const QString &why = {});

    Keychain state = Keychain::Usable;
    QString detail;
    int rechecks = 0;
    int rereads = 0;
    std::optional<Error> failure; ///< of the next store or remove
    std::vector<std::pair<QString, QByteArray>> stored; ///< `provider/key` and value
    std::vector<QString> removed;
};

/// A live test that the test plays by hand.
class FakeTrialService final : public TrialService
{
public:
    struct Started {
        ProviderConfig draft;
        QByteArray key;
        QString model;
        PaidTrial paid = PaidTrial::No;
    };
    std::unique_ptr<ProviderTrial> start(const ProviderConfig &draft, const Secret &key, const QString &model,
        PaidTrial paid, Progress progress) override;
    void findLocalServers(
        QObject *context, std::function<void(const std::vector<LocalServer> &)> done) override;
    std::vector<std::pair<QString, ProviderKindId>> environmentKeys() const override { return environment; }
    std::optional<NanoUsd> costOfProbe(const ProviderConfig &, const QString &) const override
    {
        return cost;
    }

    /// A result in which every rung up to `proof` was good, and the next failed with `outcome` if not ok.
    static TrialResult resultOf(Proof proof, Outcome next = Outcome::Ok);

    std::vector<Started> started;
    Progress progress; ///< of the running one; null once it was cancelled
    std::vector<std::pair<QString, ProviderKindId>> environment;
    std::vector<LocalServer> servers;
    std::optional<NanoUsd> cost = 20'000;
};

/// A gateway that is in the state that the test says.
class FakeGatewayControl final : public GatewayControl
{
    Q_OBJECT
public:
    using GatewayControl::GatewayControl;
    const GatewayStatus &status() const override { return now; }
    Secret token(const QString &) const override { return value; }
    void obtainToken(const QString &id, TokenReady ready) override;
    void become(GatewayStatus::State state, const QString &problem = {}, const GatewayView &view = {},
        quint16 freePort = 0);

    GatewayStatus now;
    Secret value;
    std::optional<Error> failure; ///< of obtainToken()
    std::vector<QString> obtained;
};

/// Tells nobody; notes what it was asked for.
class FakeNotificationControl final : public NotificationControl
{
    Q_OBJECT
public:
    using NotificationControl::NotificationControl;
    void testDesktop() override { Q_EMIT testShown(route, by); }
    void testWebhook(const QString &id, WebhookSender::Tested tested) override;
    std::optional<WebhookStatus> webhook(const QString &id) const override;
    void store(const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done) override;
    void remove(const WebhookConfig &webhook) override { removed.push_back(webhook.id); }
    void findSignature(const WebhookConfig &, Found found) override { found(signature); }
    void act(const QString &, NoteAction) override { }
    void setInFront(bool) override { }
    void noteShown(const Note &, NoteRoute, const QString &) override { }

    NoteRoute route = NoteRoute::Service;
    QString by = QStringLiteral("GNOME Shell");
    Result<QString> tested = QStringLiteral("200"); ///< of the next test
    Result<Secret> signature = Secret("blt_of-the-test");
    std::optional<Error> failure; ///< of the next store
    std::map<QString, WebhookStatus> statuses;
    std::vector<std::pair<QString, QByteArray>> stored; ///< id and value
    std::vector<QString> removed;
    std::vector<QString> tests;
};

class FakeCloseGuard final : public CloseGuard
{
public:
    bool workRuns() const override { return working; }
    bool servesClients() const override { return serving; }
    bool canHide() const override { return tray; }
    void quit() override { ++quits; }

    bool working = true;
    bool serving = false;
    bool tray = true;
    int quits = 0;
};

} // namespace Belay
