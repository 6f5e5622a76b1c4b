// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/boardbuilder.h"

#include "core/domain/providertext.h"
#include "core/monitor/diagnosis.h"

#include <algorithm>

namespace Belay {

namespace {

/// Nothing for a page that only people can read, and before it was asked for the first time.
std::optional<Notice> noticeOf(const PageReading *page)
{
    const bool hasSpoken = page && (page->readAt || page->trouble != PageTrouble::NotYet);
    if (!hasSpoken || page->trouble == PageTrouble::LinkOnly)
        return {};
    return Notice {page->state, page->page, page->seenAt, noticeTitle(*page)};
}

/// How well an incident that touches a target fits what is said of the target now: by its cause, else by its
/// state.
int fitOf(const Incident &incident, const Verdict &verdict)
{
    return incident.cause == verdict.cause ? 2 : incident.state == verdict.state ? 1 : 0;
}

/// In whole seconds: a finer figure would make every board differ from the last.
std::optional<WallTime> wallOf(const std::optional<SteadyTime> &time, const Clock &clock)
{
    if (!time)
        return {};
    const auto ahead = std::chrono::round<Milliseconds>(*time - clock.steady());
    return WallTime(std::chrono::round<Seconds>(clock.wall() + ahead));
}

std::optional<SteadyTime> nextRunOf(
    const MonitoredProvider &provider, const MonitoredTarget &target, const ProbeSchedule &schedule)
{
    std::optional<SteadyTime> next;
    for (const ProbeSlot &slot : provider.slots()) {
        if (slot.kind == ProbeSlot::Kind::Completion && slot.target != target.id)
            continue;
        const auto run = schedule.nextRun(slot);
        if (run && (!next || *run < *next))
            next = run;
    }
    return next;
}

TargetState stateOfProvider(const MonitoredProvider &provider, SteadyTime now)
{
    const auto paused = [](const MonitoredTarget &target) { return target.paused; };
    if (std::all_of(provider.targets.begin(), provider.targets.end(), paused))
        return TargetState::Paused;
    TargetComposite composite = provider.composite(provider.targets.front(), now);
    composite.completion.state = TargetState::NoData;
    composite.traffic.state = TargetState::NoData;
    composite.ownModelUnknown = false;
    return composite.worst().state;
}

ProviderStatus providerStatusOf(const MonitoredProvider &provider, const Clock &clock)
{
    ProviderStatus status;
    status.id = provider.config().id;
    status.name = provider.config().name;
    status.state = stateOfProvider(provider, clock.steady());
    status.page = provider.pageReading;
    status.spending = provider.spending(clock.wall());
    for (const MonitoredKey &key : provider.keys)
        status.keys.push_back(
            {key.config.id, key.storage, key.health(), key.value.last4(), key.checkedAt, key.limits});
    return status;
}

} // namespace

TargetStatus statusOf(const MonitoredProvider &provider, const MonitoredTarget &target,
    const ProbeSchedule &schedule, const Clock &clock)
{
    TargetStatus status;
    status.id = target.id;
    status.providerName = provider.config().name;
    status.verdict = target.verdict;
    status.since = target.since;
    status.notice = noticeOf(provider.page());
    status.proof = provider.proof(target, clock.steady());
    status.lastCheckAt = target.lastCheckAt;
    status.nextCheckAt = target.paused ? std::nullopt : wallOf(nextRunOf(provider, target, schedule), clock);
    status.recent.assign(target.recent.begin(), target.recent.end());
    if (target.id.hasModel())
        status.slowLimit = target.completion.rules().slowRule().limit();
    status.completionEvery = target.plan.every;
    status.completionNote = completionSentence(target.plan, provider.config().monitor.monthlyBudgetUsd);
    status.spentThisMonth = target.spending.spent(clock.wall());
    if (const auto day = provider.retiring.find(target.id.model); day != provider.retiring.end())
        status.retiresOn = day->second;
    if (target.verdict.outcome == Outcome::ModelNotFound)
        status.offeredModels = provider.offered;
    return status;
}

StatusBoard buildBoard(
    const StateBook &book, const ProbeSchedule &schedule, const NetworkStatus &network, const Clock &clock)
{
    StatusBoard board;
    board.generatedAt = clock.wall();
    board.network = network;
    for (const auto &[id, provider] : book.providers()) {
        board.providers.push_back(providerStatusOf(*provider, clock));
        for (const MonitoredTarget &target : provider->targets)
            board.targets.push_back(statusOf(*provider, target, schedule, clock));
    }
    std::stable_sort(
        board.targets.begin(), board.targets.end(), [](const TargetStatus &a, const TargetStatus &b) {
            return severityRank(a.verdict.state) < severityRank(b.verdict.state);
        });
    board.overall = overallOf(board.targets, network, board.generatedAt);
    return board;
}

void addIncidents(StatusBoard &board, std::vector<Incident> open)
{
    board.incidents = std::move(open);
    for (TargetStatus &target : board.targets) {
        int best = -1;
        for (const Incident &incident : board.incidents) {
            const int fit = fitOf(incident, target.verdict);
            if (fit < best || !std::ranges::binary_search(incident.targets, target.id))
                continue;
            best = fit;
            target.incident = IncidentMark {incident.id, incident.openedAt};
        }
    }
}

BoardPublisher::BoardPublisher(Clock &clock, Build build, Publish publish, std::function<void()> settled)
    : m_clock(clock)
    , m_build(std::move(build))
    , m_publish(std::move(publish))
    , m_settled(std::move(settled))
    , m_alarm(clock.createAlarm([this] {
        this->publish();
        m_settled();
    }))
{ }

void BoardPublisher::touch()
{
    constexpr Milliseconds Closest {250};
    if (m_armed || m_stopped)
        return;
    m_armed = true;
    const SteadyTime now = m_clock.steady();
    m_alarm->wakeAt(m_lastAt ? std::max(now, *m_lastAt + Closest) : now);
}

void BoardPublisher::touchNow()
{
    m_lastAt.reset();
    m_armed = false;
    touch();
}

void BoardPublisher::stop()
{
    m_alarm->cancel();
    m_stopped = true;
}

void BoardPublisher::publish()
{
    m_armed = false;
    auto board = std::make_shared<StatusBoard>(m_build());
    if (m_last) {
        StatusBoard before = *m_last;
        before.generatedAt = board->generatedAt;
        if (before == *board)
            return;
    }
    m_last = board;
    m_lastAt = m_clock.steady();
    m_publish(m_last);
}

} // namespace Belay
