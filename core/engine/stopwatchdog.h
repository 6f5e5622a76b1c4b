// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace Belay {

/// Names the part of an orderly end that is late. Thread-safe; it looks on from a thread of its own, because
/// the one that waits cannot.
class StopWatchdog final
{
public:
    using Late = std::function<void(const QString &part)>;

    /// Says it in the log after 10 s.
    StopWatchdog();
    /// `late` is called on the watchdog's thread, once for each part that takes longer than `patience`.
    StopWatchdog(Milliseconds patience, Late late);
    ~StopWatchdog();
    Q_DISABLE_COPY_MOVE(StopWatchdog)

    /// Whose end is waited for from now on.
    void waitFor(const QString &part);

private:
    void look();

    const Milliseconds m_patience;
    const Late m_late;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_part; // empty: nobody, or named already
    quint64 m_count = 0; // of the parts so far
    bool m_ended = false;
    std::thread m_thread; // last: it uses the rest
};

} // namespace Belay
