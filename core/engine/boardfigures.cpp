// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/boardfigures.h"

#include <algorithm>

namespace Belay {

namespace {

// History is written once a second and a figure of 24 h moves slowly: more often would be work that nobody
// sees.
constexpr Seconds RefreshInterval {10};

void addOlderChecks(TargetStatus &target, const std::vector<RecentCheck> &older)
{
    const auto isOlder = [&](const RecentCheck &check) {
        return target.recent.empty() || check.at < target.recent.front().at;
    };
    std::vector<RecentCheck> all;
    std::copy_if(older.begin(), older.end(), std::back_inserter(all), isOlder);
    all.insert(all.end(), target.recent.begin(), target.recent.end());
    if (all.size() > TargetStatus::RecentChecks)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(TargetStatus::RecentChecks));
    target.recent = std::move(all);
}

} // namespace

std::shared_ptr<StatusBoard> withFigures(
    const StatusBoard &board, const std::map<TargetId, CardFigures> &figures)
{
    auto filled = std::make_shared<StatusBoard>(board);
    for (TargetStatus &target : filled->targets) {
        const auto found = figures.find(target.id);
        if (found == figures.end())
            continue;
        target.uptime24h = found->second.uptime24h;
        target.uptime30d = found->second.uptime30d;
        target.firstContent = found->second.firstContent;
        addOlderChecks(target, found->second.recent);
    }
    return filled;
}

BoardFigures::BoardFigures(HistoryReader &reader, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_clock(clock)
    , m_refreshAlarm(clock.createAlarm([this] { refresh(); }))
{ }

void BoardFigures::take(std::shared_ptr<const StatusBoard> board)
{
    const bool first = !m_board;
    const auto hasFigures = [this](const TargetStatus &target) { return m_figures.contains(target.id); };
    m_board = std::move(board);
    const bool complete = std::all_of(m_board->targets.begin(), m_board->targets.end(), hasFigures);
    announce();
    if (first || !complete)
        refresh();
}

void BoardFigures::announce()
{
    Q_EMIT completed(withFigures(*m_board, m_figures));
}

void BoardFigures::refresh()
{
    if (m_asking || !m_board)
        return;
    m_asking = true;
    std::vector<TargetId> targets;
    for (const TargetStatus &target : m_board->targets)
        targets.push_back(target.id);
    const WallTime now = m_clock.wall();
    m_reader.ask(
        this, [targets, now](HistoryQueries &queries) { return queries.cards(targets, now); },
        [this, targets](std::vector<CardFigures> figures) {
            m_asking = false;
            m_figures.clear();
            for (size_t i = 0; i < std::min(targets.size(), figures.size()); ++i)
                m_figures.emplace(targets[i], std::move(figures[i]));
            m_refreshAlarm->wakeAt(m_clock.steady() + RefreshInterval);
            announce();
        });
}

} // namespace Belay
