// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Belay {

/// Tells of a suspend before it happens, where systemd-logind says so. Without it the monitor still sees the
/// gap between its clocks.
class SleepSignal final : public QObject
{
    Q_OBJECT
public:
    explicit SleepSignal(QObject *parent = nullptr);

Q_SIGNALS:
    void suspending();
    void resumed();

private Q_SLOTS:
    void onPrepareForSleep(bool before);
};

} // namespace Belay
