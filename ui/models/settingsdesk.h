// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/configservice.h"

#include <functional>

namespace Belay {

/// Settings that hold as soon as they are made. Who shows them follows changed().
class SettingsDesk final : public QObject
{
    Q_OBJECT
public:
    explicit SettingsDesk(ConfigService &service, QObject *parent = nullptr);

    const Config &config() const { return *m_service.config(); }
    QString path() const { return m_service.path(); }
    /// Writes what `edit` makes of the config; false, and failed(), where that cannot be.
    bool change(const std::function<void(Config &)> &edit);

    // What leaves this machine, each as a whole (contract 4).
    bool checksProviders() const;
    void setChecksProviders(bool on);
    bool readsStatusPages() const;
    void setReadsStatusPages(bool on);
    bool asksAnchors() const { return !config().network.anchors.empty(); }
    void setAsksAnchors(bool on);
    bool sendsWebhooks() const;
    void setSendsWebhooks(bool on);

    /// The events of the desktop, which an empty list means all of.
    bool isShown(NotificationEvent event) const;
    void setShown(const std::vector<NotificationEvent> &events, bool on);
    void setMuted(const QString &providerOrTarget, bool muted);
    /// Webhooks stay: they were made, not set.
    void resetNotifications();

Q_SIGNALS:
    void changed();
    void failed(const QString &text);

private:
    ConfigService &m_service;
};

} // namespace Belay
