// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/statebook.h"

namespace Belay {

/// One row of the board, all but the figures that history adds.
TargetStatus statusOf(const MonitoredProvider &provider, const MonitoredTarget &target,
    const ProbeSchedule &schedule, const Clock &clock);

/// The whole board: worst first.
StatusBoard buildBoard(
    const StateBook &book, const ProbeSchedule &schedule, const NetworkStatus &network, const Clock &clock);

/// The open incidents, the oldest first, on the board and with the targets that they touch: of several the
/// one of the verdict's own cause, then of its state, then the newest.
void addIncidents(StatusBoard &board, std::vector<Incident> open);

/// Publishes a board at most four times a second, and only one that differs from the last.
class BoardPublisher final
{
public:
    using Build = std::function<StatusBoard()>;
    using Publish = std::function<void(std::shared_ptr<const StatusBoard>)>;

    /// `settled` is called when the board of the last touch() is out, or was no news.
    BoardPublisher(Clock &clock, Build build, Publish publish, std::function<void()> settled);
    Q_DISABLE_COPY_MOVE(BoardPublisher)

    /// Something may have changed: told at once, but at most four times a second.
    void touch();
    /// A person changed what is watched: the next board does not wait for its turn.
    void touchNow();
    void stop();

private:
    void publish();

    Clock &m_clock;
    Build m_build;
    Publish m_publish;
    std::function<void()> m_settled;
    std::shared_ptr<const StatusBoard> m_last;
    std::optional<SteadyTime> m_lastAt;
    bool m_armed = false;
    bool m_stopped = false;
    std::unique_ptr<Alarm> m_alarm;
};

} // namespace Belay
