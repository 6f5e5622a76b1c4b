// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/boardfigures.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Seconds Closest {10}; // of two questions: history is written in batches
// A check moves a figure of 24 h by next to nothing, but the first ones are looked for.
constexpr qint64 FewAnswers = 20;
constexpr Seconds AfterCheck {60};
constexpr Seconds WithoutCheck {300}; // the 24 hours themselves move on

/// What was usual when they were made is not known any more: slow is what would be so now.
void addOlderChecks(TargetStatus &target, const std::vector<RecentCheck> &older)
{
    const auto isOlder = [&](const RecentCheck &check) {
        return target.recent.empty() || check.at < target.recent.front().at;
    };
    std::vector<RecentCheck> all;
    std::copy_if(older.begin(), older.end(), std::back_inserter(all), isOlder);
    for (RecentCheck &check : all)
        noteSlow(check, target.slowLimit.value_or(Microseconds::max()));
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
    const auto isRead = [this](const TargetStatus &target) { return m_readings.contains(target.id); };
    m_board = std::move(board);
    const bool complete = std::all_of(m_board->targets.begin(), m_board->targets.end(), isRead);
    announce();
    if (first || !complete)
        refresh();
    else
        plan();
}

void BoardFigures::announce()
{
    Q_EMIT completed(withFigures(*m_board, m_figures));
}

SteadyTime BoardFigures::dueAt(const TargetStatus &target) const
{
    const auto read = m_readings.find(target.id);
    if (read == m_readings.end())
        return SteadyTime {}; // long ago: the clock runs on between two questions of one round
    if (read->second.checkedAt == target.lastCheckAt)
        return read->second.at + WithoutCheck;
    const auto figures = m_figures.find(target.id);
    const bool few = figures == m_figures.end() || figures->second.firstContent.n < FewAnswers;
    return read->second.at + (few ? Closest : AfterCheck);
}

void BoardFigures::plan()
{
    if (m_asking || m_board->targets.empty())
        return;
    SteadyTime next = SteadyTime::max();
    for (const TargetStatus &target : m_board->targets)
        next = std::min(next, dueAt(target));
    m_refreshAlarm->wakeAt(m_askedAt ? std::max(next, *m_askedAt + Closest) : next);
}

void BoardFigures::refresh()
{
    if (m_asking || !m_board)
        return;
    const SteadyTime steady = m_clock.steady();
    std::vector<TargetId> targets;
    for (const TargetStatus &target : m_board->targets) {
        if (dueAt(target) > steady)
            continue;
        targets.push_back(target.id);
        m_readings[target.id] = {steady, target.lastCheckAt};
    }
    if (targets.empty()) {
        plan();
        return;
    }
    m_asking = true;
    m_askedAt = steady;
    const WallTime now = m_clock.wall();
    m_reader.ask(
        this, [targets, now](HistoryQueries &queries) { return queries.cards(targets, now); },
        [this, targets](Result<std::vector<CardFigures>> figures) {
            // Figures that cannot be read leave the last ones in place.
            keep(targets, figures ? std::move(*figures) : std::vector<CardFigures>());
        });
}

void BoardFigures::keep(const std::vector<TargetId> &targets, std::vector<CardFigures> figures)
{
    m_asking = false;
    for (size_t i = 0; i < std::min(targets.size(), figures.size()); ++i)
        m_figures[targets[i]] = std::move(figures[i]);
    const auto isGone = [this](const auto &entry) {
        return std::ranges::find(m_board->targets, entry.first, &TargetStatus::id) == m_board->targets.end();
    };
    std::erase_if(m_figures, isGone);
    std::erase_if(m_readings, isGone);
    announce();
    plan();
}

} // namespace Belay
