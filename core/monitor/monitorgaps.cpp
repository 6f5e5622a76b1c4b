// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The monitor's gaps: time that passed unseen, and a network that went away.
#include "core/monitor/monitorprivate.h"

#include "core/base/logging.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds ReviewEvery {60'000}; // spans grow at least this often
constexpr Milliseconds LongestSuspend {60'000}; // of running on after the word that sleep begins

/// No word, no span.
SpanCondition conditionOf(NetworkState state)
{
    switch (state) {
    case NetworkState::Online:
        return {TargetState::Up};
    case NetworkState::Offline:
        return {TargetState::Down, Owner::You, Cause::Network, Outcome::Connect};
    case NetworkState::Captive:
        return {TargetState::Down, Owner::You, Cause::Network, Outcome::NotAnAnswer};
    case NetworkState::Unknown:
        break;
    }
    return {};
}

} // namespace

void Monitor::Private::tick()
{
    if (stopped)
        return;
    const SteadyTime now = parts.clock.steady();
    tickAlarm->wakeAt(now + TickEvery);
    const auto gap = sleepWatch.tick(parts.clock.wall(), now);
    if (gap) {
        sleptSince(gap->from);
        suspendedAt.reset();
    } else if (suspendedAt && now - *suspendedAt > LongestSuspend) {
        resume(); // the word that it is over never came
    }
    // A state ends where its cover ends, seen within one tick; spans are cut there to the millisecond.
    const bool due = now - reviewedAt >= ReviewEvery;
    for (const auto &[id, provider] : book.providers()) {
        const bool faded = std::any_of(
            provider->targets.begin(), provider->targets.end(), [&](const MonitoredTarget &target) {
                return !target.paused
                    && provider->composite(target, now).worst().state != target.verdict.state;
            });
        if (due || faded)
            book.review(*provider);
    }
    if (due) {
        reviewedAt = now;
        recordNetwork();
        planAll();
        schedule.startRound(ProbeSchedule::Which::New, now);
    }
    reviewPages();
    step();
}

void Monitor::Private::sleptSince(WallTime from)
{
    qCInfo(lcMonitor) << "The machine slept since" << toIsoString(from);
    const SteadyTime now = parts.clock.steady();
    schedule.hold();
    cancel([](const ProbeSlot &) { return true; });
    clearance.conclude();
    for (const ProbeSlot &slot : schedule.slots())
        schedule.finished(slot, ProbeSchedule::Confirm::No, now);
    rounds.endAll();
    network.forget();
    write(networkSpans.close(from));
    parts.http.forgetConnections();
    book.endCover(StateBook::Whose::All, from);
    planPages(); // what was read before the gap vouches no more
    schedule.startRound(ProbeSchedule::Which::All, now + SleepWatch::Grace);
}

void Monitor::Private::suspend()
{
    if (stopped || suspendedAt)
        return;
    tick();
    sleptSince(parts.clock.wall());
    schedule.hold();
    suspendedAt = parts.clock.steady();
    reviewPages();
    step();
}

void Monitor::Private::resume()
{
    if (stopped || !suspendedAt)
        return;
    suspendedAt.reset();
    // The gap is told already; the watch must not find it again.
    sleepWatch.tick(parts.clock.wall(), parts.clock.steady());
    parts.http.forgetConnections();
    schedule.startRound(ProbeSchedule::Which::All, parts.clock.steady() + SleepWatch::Grace);
    step();
}

void Monitor::Private::setSystemNetwork(NetworkState state)
{
    if (stopped)
        return;
    const bool wasDown = network.isDown();
    network.setSystemState(state, parts.clock.wall());
    noteNetwork();
    if (wasDown && !network.isDown())
        parts.http.forgetConnections();
    step();
}

void Monitor::Private::noteNetwork()
{
    const NetworkStatus status = network.status();
    if (status.state == toldNetwork)
        return;
    const bool wasDown = Belay::isDown(toldNetwork);
    toldNetwork = status.state;
    qCInfo(lcMonitor) << "The own network is" << toString(status.state);
    recordNetwork();
    if (network.isDown())
        book.endCover(StateBook::Whose::Internet, parts.clock.wall());
    else if (wasDown && !suspendedAt)
        schedule.startRound(ProbeSchedule::Which::Checks, parts.clock.steady());
    reviewPages();
    Q_EMIT q.networkChanged(status);
    publisher.touch();
}

/// So that who reads history alone can tell the own network's trouble from not knowing.
void Monitor::Private::recordNetwork()
{
    if (!suspendedAt)
        write(networkSpans.observe(parts.clock.wall(), conditionOf(network.status().state), {}));
}

void Monitor::Private::write(const std::vector<Span> &spans)
{
    for (const Span &span : spans)
        parts.history.record(span);
}

} // namespace Belay
