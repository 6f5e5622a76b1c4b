// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/thread.h"
#include "core/engine/home.h"
#include "core/simulator/simulator.h"

namespace Belay {

/// A home whose twenty providers are played on loopback by this process, on a thread of its own: whoever
/// watches them pays for the watching only. Probed as often as a config says that names no intervals.
class WatchedHome final
{
public:
    explicit WatchedHome(const QString &folder);
    ~WatchedHome();
    Q_DISABLE_COPY_MOVE(WatchedHome)

    /// False when the ports or the folder are refused.
    bool open();
    /// Writes a config of so many targets, shared out among the providers.
    bool configure(int targets) const;
    const Home &home() const { return m_home; }
    QString path() const { return m_home.dataDir; }

private:
    struct OnThread;
    Home m_home;
    SystemClock m_clock;
    std::unique_ptr<OnThread> m_onThread; // made, used and destroyed on m_thread
    mutable WorkerThread m_thread;
};

} // namespace Belay
