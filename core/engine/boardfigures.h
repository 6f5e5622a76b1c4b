// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/statusboard.h"
#include "core/engine/historyreader.h"

#include <QObject>

#include <map>

namespace Belay {

/// `board` with the figures of its targets and the checks from before it.
std::shared_ptr<StatusBoard> withFigures(
    const StatusBoard &board, const std::map<TargetId, CardFigures> &figures);

/// Adds to each board what history knows: uptime, coverage, latency of the day, and the checks from before
/// the start. A target is asked for after its checks, not more often than anyone could see a difference.
/// Lives on the main thread.
class BoardFigures final : public QObject
{
    Q_OBJECT
public:
    BoardFigures(HistoryReader &reader, Clock &clock, QObject *parent = nullptr);

    /// Takes the newest board of the monitor and announces it with the figures at hand.
    void take(std::shared_ptr<const StatusBoard> board);

Q_SIGNALS:
    void completed(std::shared_ptr<const Belay::StatusBoard> board);

private:
    /// What was known when a target's figures were asked for.
    struct Reading {
        SteadyTime at;
        std::optional<WallTime> checkedAt;
    };

    void announce();
    /// When the figures of a target are worth another question.
    SteadyTime dueAt(const TargetStatus &target) const;
    void plan();
    void refresh();
    void keep(const std::vector<TargetId> &targets, std::vector<CardFigures> figures);

    HistoryReader &m_reader;
    Clock &m_clock;
    std::unique_ptr<Alarm> m_refreshAlarm;
    std::shared_ptr<const StatusBoard> m_board;
    std::map<TargetId, CardFigures> m_figures;
    std::map<TargetId, Reading> m_readings;
    std::optional<SteadyTime> m_askedAt;
    bool m_asking = false;
};

} // namespace Belay
