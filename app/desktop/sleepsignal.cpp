// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/sleepsignal.h"

#include <QDBusConnection>

namespace Belay {

SleepSignal::SleepSignal(QObject *parent)
    : QObject(parent)
{
    // org.freedesktop.login1(5): PrepareForSleep(true) before, (false) after. No bus, no signal: that is no
    // error here.
    QDBusConnection::systemBus().connect(QStringLiteral("org.freedesktop.login1"),
        QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
        QStringLiteral("PrepareForSleep"), this, SLOT(onPrepareForSleep(bool)));
}

void SleepSignal::onPrepareForSleep(bool before)
{
    if (before)
        Q_EMIT suspending();
    else
        Q_EMIT resumed();
}

} // namespace Belay
