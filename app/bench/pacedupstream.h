// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>
#include <thread>

namespace Belay {

/// A provider that costs next to nothing itself, on a thread of its own. The first part of the path
/// says what comes back: `/paced/` a stream of 50 events a second, all streams in step, `/first/` a stream of
/// one event at once, `/big/` 10 MB of stream as fast as they are taken, `/whole/` a small answer once the
/// body has come; anything else an empty list of models. Who asks for a few tokens, as probes do, gets one
/// event at once everywhere.
class PacedUpstream final
{
public:
    static constexpr int EventsPerSecond = 50;
    static constexpr qint64 BigBytes = 10'000'000;

    PacedUpstream();
    ~PacedUpstream();
    Q_DISABLE_COPY_MOVE(PacedUpstream)

    /// False when there is no socket for it.
    bool start();
    quint16 port() const { return m_port; }
    /// Of every stream of `/paced/` that begins from now on.
    void setEvents(int events) { m_events = events; }

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
    std::thread m_thread;
    std::atomic<int> m_events = EventsPerSecond;
    quint16 m_port = 0;
};

} // namespace Belay
