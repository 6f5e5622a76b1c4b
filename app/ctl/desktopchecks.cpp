// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/desktopchecks.h"

#include "core/engine/configservice.h"
#include "core/engine/webhookstanding.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>

namespace Belay {

namespace {

const auto NotificationService = QStringLiteral("org.freedesktop.Notifications");

bool isOnBus(const QDBusConnection &bus, const QString &service)
{
    return bus.isConnected() && bus.interface()->isServiceRegistered(service).value();
}

/// Of who shows notes; empty where it does not say in time.
QString nameOfService(const QDBusConnection &bus)
{
    constexpr int Patience = 1'000;
    const QDBusReply<QString> reply = bus.call(
        QDBusMessage::createMethodCall(NotificationService, QStringLiteral("/org/freedesktop/Notifications"),
            NotificationService, QStringLiteral("GetServerInformation")),
        QDBus::Block, Patience);
    return reply.isValid() ? reply.value() : QString();
}

struct Finding {
    bool ok = true;
    QString detail;
    QString fix;
    bool warns = false;
};

Finding ofDesktop(const QDBusConnection &bus, bool hasDisplay, const NotificationConfig &config)
{
    if (!config.desktop)
        return {true, QStringLiteral("the desktop shows none: they are switched off"), {}};
    if (isOnBus(bus, NotificationService)) {
        const QString name = nameOfService(bus);
        return {true,
            name.isEmpty() ? QStringLiteral("the desktop shows them")
                           : QStringLiteral("the desktop shows them: ") + name,
            {}};
    }
    if (!hasDisplay)
        return {true, QStringLiteral("there is no display, so none is needed"), {}};
    return {false, QStringLiteral("no service shows them: they are lines in the window"),
        QStringLiteral("Start the notification service of your desktop.")};
}

Finding ofWebhook(const WebhookConfig &webhook, const NotificationMemory &memory)
{
    const QString name = QStringLiteral("webhook %1: ").arg(webhook.id);
    if (!webhook.enabled)
        return {true, name + QStringLiteral("switched off"), {}};
    const WebhookStanding standing = standingOf(webhook, memory);
    const bool hasFailed = standing.end && !standing.end->ok;
    Finding finding {true, name + standing.sentence(), {}};
    if (!standing.problem.isEmpty()) {
        // The Belay that delivers may have another environment than this command.
        finding.warns = standing.end && standing.end->ok && !standing.tries;
        finding.ok = finding.warns;
        finding.fix = QStringLiteral("Give the webhook %1 what it needs, where the running Belay reads it.")
                          .arg(webhook.id);
    } else if (standing.tries || hasFailed) {
        finding.warns = standing.tries.has_value();
        finding.ok = finding.warns;
        finding.fix
            = QStringLiteral("Look at the address of the webhook %1, and test it on the page of settings.")
                  .arg(webhook.id);
    }
    return finding;
}

DoctorCheck notificationCheck(const QDBusConnection &bus, bool hasDisplay, const Home &home)
{
    const auto read = readConfigFile(home.configPath());
    const NotificationConfig config = read ? read->notifications : NotificationConfig {};
    const NotificationMemory memory = memoryOf(home);
    std::vector<Finding> findings {ofDesktop(bus, hasDisplay, config)};
    for (const WebhookConfig &webhook : config.webhooks)
        findings.push_back(ofWebhook(webhook, memory));
    DoctorCheck check {QStringLiteral("notifications"), true, {}, {}};
    QStringList details;
    QStringList fixes;
    for (const Finding &finding : findings) {
        check.ok = check.ok && finding.ok;
        check.warns = check.warns || finding.warns;
        details << finding.detail;
        if (!finding.fix.isEmpty())
            fixes << finding.fix;
    }
    check.warns = check.warns && check.ok;
    check.detail = details.join(u'\n');
    check.fix = fixes.join(u'\n');
    return check;
}

} // namespace

std::vector<DoctorCheck> desktopChecks(const Home &home)
{
    const QString display = qEnvironmentVariable("WAYLAND_DISPLAY", qEnvironmentVariable("DISPLAY"));
    const bool hasDisplay = !display.isEmpty();
    const QDBusConnection bus = QDBusConnection::sessionBus();
    const bool tray = isOnBus(bus, QStringLiteral("org.kde.StatusNotifierWatcher"));
    return {
        {QStringLiteral("display"), true,
            hasDisplay ? display : QStringLiteral("none: belayctl works without, the window does not"), {}},
        {QStringLiteral("tray"), true,
            tray ? QStringLiteral("there is one")
                : hasDisplay
                ? QStringLiteral("none: closing the window ends the program unless it is kept minimised")
                : QStringLiteral("there is no display, so none is needed"),
            {}},
        notificationCheck(bus, hasDisplay, home),
    };
}

} // namespace Belay
