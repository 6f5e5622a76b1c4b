// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"
#include "core/engine/enginekeys.h"
#include "core/engine/gatewaycontrol.h"
#include "core/engine/monitorcontrol.h"
#include "core/engine/notificationcontrol.h"
#include "core/engine/notificationmemory.h"
#include "core/http/curlclient.h"
#include "core/monitor/notificationrules.h"

namespace Belay {

/// Brings what happened to the rules, and what they say to the desktop and to webhooks. Lives on the main
/// thread, with an HTTP client of its own.
class Notifier final : public NotificationControl
{
    Q_OBJECT
public:
    struct Parts {
        Clock &clock;
        ConfigService &config;
        EngineKeys &keys;
        MonitorControl &monitor;
        QString memoryPath; ///< notifications.json
    };
    explicit Notifier(const Parts &parts, QObject *parent = nullptr);

    void applyConfig();
    void takeBoard(const StatusBoard &board);
    /// Those that were open when the program started; once.
    void adopt(const std::vector<Incident> &incidents);
    void incidentOpened(const Incident &incident);
    void incidentChanged(const Incident &incident);
    void incidentClosed(const Incident &incident, IncidentEnd end);
    void networkChanged(const NetworkStatus &network);
    void gatewayChanged(const GatewayStatus &status);

    void testDesktop() override;
    void testWebhook(const QString &id, WebhookSender::Tested tested) override;
    std::optional<WebhookStatus> webhook(const QString &id) const override;
    void store(const WebhookConfig &webhook, WebhookSecret part, const Secret &value, Done done) override;
    void remove(const WebhookConfig &webhook) override;
    void findSignature(const WebhookConfig &webhook, Found found) override;
    void act(const QString &note, NoteAction action) override;
    void setInFront(bool inFront) override;
    void noteShown(const Note &note, NoteRoute route, const QString &by) override;

Q_SIGNALS:
    /// The person wants to hear no more of it.
    void incidentMuted(const Belay::Incident &incident);

private:
    NoteTime now() const;
    void tell();
    void keep();
    void noteWebhook(const QString &id);
    void forgetDropped();

    Parts m_parts;
    NotificationRules m_rules;
    NotificationMemory m_memory;
    CurlClient m_http;
    SeededRandom m_random;
    WebhookSender m_sender;
    std::unique_ptr<Alarm> m_alarm;
    bool m_isAdopted = false;
};

} // namespace Belay
