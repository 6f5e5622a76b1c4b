// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/desktopchecks.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>

namespace Belay {

namespace {

bool isOnBus(const QDBusConnection &bus, const QString &service)
{
    return bus.isConnected() && bus.interface()->isServiceRegistered(service).value();
}

} // namespace

std::vector<DoctorCheck> desktopChecks()
{
    const QString display = qEnvironmentVariable("WAYLAND_DISPLAY", qEnvironmentVariable("DISPLAY"));
    const bool hasDisplay = !display.isEmpty();
    const QDBusConnection bus = QDBusConnection::sessionBus();
    const bool tray = isOnBus(bus, QStringLiteral("org.kde.StatusNotifierWatcher"));
    const bool notifications = isOnBus(bus, QStringLiteral("org.freedesktop.Notifications"));
    const QString without = QStringLiteral("there is no display, so none is needed");
    return {
        {QStringLiteral("display"), true,
            hasDisplay ? display : QStringLiteral("none: belayctl works without, the window does not"), {}},
        {QStringLiteral("tray"), true,
            tray ? QStringLiteral("there is one")
                : hasDisplay
                ? QStringLiteral("none: closing the window ends the program unless it is kept minimised")
                : without,
            {}},
        {QStringLiteral("notifications"), notifications || !hasDisplay,
            notifications    ? QStringLiteral("the desktop shows them")
                : hasDisplay ? QStringLiteral("no service shows them")
                             : without,
            notifications || !hasDisplay ? QString()
                                         : QStringLiteral("Start the notification service of your desktop.")},
    };
}

} // namespace Belay
