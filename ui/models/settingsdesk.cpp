// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settingsdesk.h"

#include "core/domain/configreader.h"
#include "ui/widgets/usermessage.h"

#include <algorithm>

namespace Belay {

using namespace Qt::StringLiterals;

SettingsDesk::SettingsDesk(ConfigService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
    connect(&service, &ConfigService::configChanged, this, &SettingsDesk::changed);
}

bool SettingsDesk::change(const std::function<void(Config &)> &edit)
{
    Config config = *m_service.config();
    edit(config);
    if (config == *m_service.config())
        return true;
    const Result<void> applied = m_service.apply(std::move(config));
    if (!applied) {
        Q_EMIT failed(userMessage(applied.error()));
        Q_EMIT changed(); // what is shown goes back to what holds
    }
    return applied.has_value();
}

bool SettingsDesk::checksProviders() const
{
    return std::ranges::any_of(
        config().providers, [](const ProviderConfig &each) { return each.enabled && each.monitor.enabled; });
}

void SettingsDesk::setChecksProviders(bool on)
{
    change([on](Config &config) {
        for (ProviderConfig &provider : config.providers)
            provider.monitor.enabled = on;
    });
}

bool SettingsDesk::readsStatusPages() const
{
    return std::ranges::any_of(
        config().providers, [](const ProviderConfig &each) { return each.monitor.statusPage != u"off"; });
}

void SettingsDesk::setReadsStatusPages(bool on)
{
    change([on](Config &config) {
        for (ProviderConfig &provider : config.providers) {
            QString &page = provider.monitor.statusPage;
            if (!on)
                page = u"off"_s;
            else if (page == u"off")
                page.clear();
        }
    });
}

void SettingsDesk::setAsksAnchors(bool on)
{
    change([on](Config &config) { config.network.anchors = on ? defaultAnchors() : std::vector<QUrl> {}; });
}

bool SettingsDesk::sendsWebhooks() const
{
    return std::ranges::any_of(config().notifications.webhooks, &WebhookConfig::enabled);
}

void SettingsDesk::setSendsWebhooks(bool on)
{
    change([on](Config &config) {
        for (WebhookConfig &webhook : config.notifications.webhooks)
            webhook.enabled = on;
    });
}

bool SettingsDesk::isShown(NotificationEvent event) const
{
    const std::vector<QString> &events = config().notifications.events;
    return events.empty() || std::ranges::find(events, toString(event)) != events.end();
}

void SettingsDesk::setShown(const std::vector<NotificationEvent> &events, bool on)
{
    std::vector<QString> shown;
    bool isAll = true;
    for (size_t i = 0; i < enumCount<NotificationEvent>(); ++i) {
        const auto event = static_cast<NotificationEvent>(i);
        const bool isMeant = std::ranges::find(events, event) != events.end();
        if (isMeant ? on : isShown(event))
            shown.push_back(toString(event));
        else
            isAll = false;
    }
    change([&](Config &config) { config.notifications.events = isAll ? std::vector<QString> {} : shown; });
}

void SettingsDesk::setMuted(const QString &providerOrTarget, bool muted)
{
    change([&](Config &config) {
        std::erase(config.notifications.muted, providerOrTarget);
        if (muted)
            config.notifications.muted.push_back(providerOrTarget);
    });
}

void SettingsDesk::resetNotifications()
{
    change([](Config &config) {
        NotificationConfig fresh;
        fresh.webhooks = config.notifications.webhooks;
        config.notifications = fresh;
    });
}

} // namespace Belay
