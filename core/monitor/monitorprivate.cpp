// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitorprivate.h"

#include "core/monitor/probeplan.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds KeyCheckWait {1'000}; // until a completion asks again which key is healthy

/// A page in place of an answer, and no TLS to say whose it is.
bool mayBeAnyones(const ProbeResult &result, const QUrl &baseUrl)
{
    return baseUrl.scheme() == u"http" && std::ranges::any_of(result.samples, [](const Sample &sample) {
        return sample.outcome == Outcome::NotAnAnswer;
    });
}

/// Whether the status in it came from the provider, and not from something in between.
bool provesNetwork(const ProbeResult &result, const QUrl &baseUrl)
{
    return result.answered && !mayBeAnyones(result, baseUrl)
        && std::ranges::none_of(
            result.samples, [](const Sample &sample) { return sample.outcome == Outcome::Proxy; });
}

} // namespace

Monitor::Private::Private(Monitor &monitor, MonitorParts given)
    : q(monitor)
    , parts(given)
    , clearance(parts.http, parts.clock, network)
    , schedule(parts.random)
    , executor(parts.http, parts.clock, parts.catalogue,
          [this](const ProbeSlot &slot, const ProbeResult &result) { probeEnded(slot, result); })
    , incidents(parts.clock, parts.random, parts.history, [this](const IncidentEvent &event) { tell(event); })
    , book(parts.clock, parts.catalogue, parts.history, network,
          {[this](const MonitoredProvider &provider, const MonitoredTarget &target) {
               Q_EMIT q.stateChanged(statusOf(provider, target, schedule, parts.clock));
           },
              [this](const MonitoredProvider &provider) { incidents.review(provider); }})
    , pages(parts.http, parts.clock, parts.random, parts.history,
          [this](const QString &page) { pageChanged(page); })
    , publisher(
          parts.clock, [this] { return board(); },
          [this](const std::shared_ptr<const StatusBoard> &board) { Q_EMIT q.boardChanged(board); },
          [this] { tellEnded(); })
    , wakeAlarm(parts.clock.createAlarm([this] {
        if (stopped)
            tellEnded();
        step();
    }))
    , tickAlarm(parts.clock.createAlarm([this] { tick(); }))
{
    sleepWatch.tick(parts.clock.wall(), parts.clock.steady());
    tickAlarm->wakeAt(parts.clock.steady() + TickEvery);
}

StatusBoard Monitor::Private::board() const
{
    StatusBoard board = buildBoard(book, schedule, network.status(), parts.clock);
    addIncidents(board, incidents.open());
    return board;
}

void Monitor::Private::apply(const Config &config, const KeyRingPtr &ring)
{
    if (stopped)
        return;
    clearance.conclude(); // a result of the old config must not be taken for one of the new
    const std::set<ProviderId> renewed = book.apply(config, ring.get());
    const auto isRenewed = [&](const ProbeSlot &slot) { return renewed.contains(slot.target.provider); };
    cancel(isRenewed);
    for (const ProbeSlot &slot : schedule.slots()) {
        if (!isRenewed(slot))
            continue;
        schedule.remove(slot);
        rounds.finished(slot, false);
    }
    std::vector<QUrl> hosts;
    for (const auto &[id, provider] : book.providers()) {
        if (renewed.contains(id))
            addSlots(schedule, *provider);
        if (!provider->isLocal() && !provider->isPaused() && !provider->baseUrl().isEmpty())
            hosts.push_back(provider->baseUrl());
    }
    incidents.keepOnly(book.providers());
    clearance.setAnchors(config.network.anchors, hosts);
    planPages();
    planAll();
    if (!suspendedAt)
        schedule.startRound(ProbeSchedule::Which::New, parts.clock.steady());
    book.reviewAll();
    step();
    publisher.touchNow();
}

void Monitor::Private::remember(MonitorMemory memory)
{
    if (stopped)
        return;
    incidents.remember(memory.incidents);
    pages.remember(memory.pages);
    book.remember(std::move(memory));
    planAll();
    book.reviewAll();
    step();
}

void Monitor::Private::planAll()
{
    for (const auto &[id, provider] : book.providers())
        planCompletions(schedule, *provider, parts.clock);
}

void Monitor::Private::checkNow(const std::optional<TargetId> &target, Paid paid)
{
    std::vector<ProbeSlot> wanted;
    for (const ProbeSlot &slot : schedule.slots()) {
        MonitoredProvider *provider = book.find(slot.target.provider);
        const bool asked = !target || slot.target.provider == target->provider;
        if (stopped || !provider || !asked)
            continue;
        if (slot.kind == ProbeSlot::Kind::Completion) {
            const MonitoredTarget *one = provider->target(slot.target);
            const bool other = target && target->hasModel() && *target != slot.target;
            if (paid == Paid::No || other || !one || !mayComplete(one->plan.note))
                continue;
        }
        schedule.runNow(slot, parts.clock.steady());
        wanted.push_back(slot);
    }
    rounds.begin(target, wanted);
    readPages(target);
    if (stopped)
        wakeAlarm->wakeAt(parts.clock.steady()); // to tell that it has ended
    step();
}

/// What falls due now, and when to come back. checkFinished waits until the board shows what was found, so
/// that it never comes from inside checkNow() either.
void Monitor::Private::step()
{
    if (stopped)
        return;
    startDue();
    publisher.touch();
    const auto next = schedule.nextWake(parts.clock.steady());
    if (next)
        wakeAlarm->wakeAt(*next);
    else
        wakeAlarm->cancel();
}

void Monitor::Private::startDue()
{
    for (const ProbeSlot &slot : schedule.takeDue(parts.clock.steady())) {
        MonitoredProvider *provider = book.find(slot.target.provider);
        if (!provider)
            continue;
        if (slot.kind == ProbeSlot::Kind::Completion) {
            startCompletion(slot, *provider);
            continue;
        }
        const MonitoredTarget &first = provider->targets.front();
        const bool list = provider->listWanted || first.verdict.outcome == Outcome::ModelNotFound;
        executor.startCheck(slot, provider->endpoint(provider->key(slot.key), parts.catalogue),
            list ? ProbeRun::AlsoModels::Yes : ProbeRun::AlsoModels::No);
    }
}

void Monitor::Private::startCompletion(const ProbeSlot &slot, MonitoredProvider &provider)
{
    const SteadyTime now = parts.clock.steady();
    const MonitoredTarget *target = provider.target(slot.target);
    const MonitoredKey *key = provider.completionKey();
    const bool keyed = key || !provider.needsKey();
    if (target && keyed && mayComplete(target->plan.note)) {
        executor.startCompletion(slot, provider.endpoint(key, parts.catalogue), target->price);
        return;
    }
    if (target && !keyed && provider.awaitsKeyCheck()) {
        schedule.postpone(slot, now + KeyCheckWait);
        return;
    }
    schedule.finished(slot, ProbeSchedule::Confirm::No, now);
    rounds.finished(slot, false);
}

void Monitor::Private::probeEnded(const ProbeSlot &slot, const ProbeResult &result)
{
    const MonitoredProvider *provider = book.find(slot.target.provider);
    if (!provider)
        return;
    if (provider->isLocal()) {
        settle(slot, result, true);
        return;
    }
    const QString host = provider->host();
    if (!result.failedIssuer.isEmpty())
        network.issuerSeen(host, result.failedIssuer);
    if (result.refusedByDate)
        network.refusedByDate(host);
    const bool proven = provesNetwork(result, provider->baseUrl());
    if (proven && result.timeTold)
        network.timeTold(host, *result.timeTold, parts.clock.wall(), parts.clock.steady());
    if (proven)
        clearance.answered(host);
    noteNetwork();
    if (mayBeAnyones(result, provider->baseUrl())
        || std::any_of(result.samples.begin(), result.samples.end(), needsClearance)) {
        clearance.judge(host, provider->config().proxy, result.began, [this, slot, result](bool counts) {
            noteNetwork();
            settle(slot, result, counts);
        });
        return;
    }
    settle(slot, result, true);
}

void Monitor::Private::settle(const ProbeSlot &slot, const ProbeResult &result, bool counts)
{
    MonitoredProvider *provider = book.find(slot.target.provider);
    if (!provider || !schedule.isRunning(slot))
        return;
    ResultContext context = contextOf(result, *provider, counts);
    for (const Sample &sample : result.samples) {
        context.limit = tightestLimit(sample.limits, parts.clock.wall());
        incidents.take(sample, book.take(*provider, sample, context));
        parts.history.record(sample);
        Q_EMIT q.sampleTaken(sample, counts);
    }
    auto confirm = ProbeSchedule::Confirm::No;
    if (wantsConfirmation(*provider, slot))
        confirm = rounds.wantsConfirmation(slot) ? ProbeSchedule::Confirm::Asked
                                                 : ProbeSchedule::Confirm::Scheduled;
    const bool confirms = schedule.finished(slot, confirm, parts.clock.steady());
    rounds.finished(slot, confirms);
    if (result.models)
        provider->retiring = result.retiring;
    if (result.models && book.takeModels(*provider, *result.models)) {
        addSlots(schedule, *provider);
        planCompletions(schedule, *provider, parts.clock);
        schedule.startRound(ProbeSchedule::Which::New, parts.clock.steady());
    }
    planCompletions(schedule, *provider, parts.clock);
    book.review(*provider);
    step();
}

ResultContext Monitor::Private::contextOf(
    const ProbeResult &result, const MonitoredProvider &provider, bool counts) const
{
    ResultContext context;
    context.networkCleared = counts;
    context.issuer = result.failedIssuer;
    context.refusedByDate = result.refusedByDate;
    context.proxy = result.proxyFault;
    if (provider.isLocal())
        return context;
    context.issuerShared
        = !result.failedIssuer.isEmpty() && network.isIssuerShared(provider.host(), result.failedIssuer);
    if (result.refusedByDate)
        context.clock = network.clockWord(provider.host(), result.began);
    if (context.clock == ClockWord::Wrong)
        context.clockSkew = network.clockSkew();
    return context;
}

void Monitor::Private::observeRequest(const Trace &trace)
{
    if (!stopped)
        book.take(trace);
}

void Monitor::Private::observe(const Sample &traffic)
{
    const MonitoredProvider *provider = book.find(traffic.target.provider);
    if (stopped || !provider || traffic.source != SampleSource::Traffic)
        return;
    if (provider->isLocal()) {
        takeTraffic(traffic, true);
        return;
    }
    const SteadyTime now = parts.clock.steady();
    if (traffic.status > 0 && traffic.outcome != Outcome::Proxy)
        clearance.answered(provider->host());
    noteNetwork();
    if (!needsClearance(traffic)) {
        takeTraffic(traffic, true);
        return;
    }
    const SteadyTime began = now - traffic.timings.total.value_or(Microseconds {0});
    clearance.judge(provider->host(), provider->config().proxy, began, [this, traffic](bool counts) {
        noteNetwork();
        takeTraffic(traffic, counts);
    });
}

void Monitor::Private::takeTraffic(const Sample &traffic, bool counts)
{
    MonitoredProvider *provider = book.find(traffic.target.provider);
    if (!provider || !provider->target(traffic.target))
        return;
    ResultContext context;
    context.networkCleared = counts;
    context.limit = tightestLimit(traffic.limits, parts.clock.wall());
    incidents.take(traffic, book.take(*provider, traffic, context));
    if (traffic.outcome == Outcome::Ok)
        schedule.spare({traffic.target, {}, ProbeSlot::Kind::Completion}, parts.clock.steady());
    book.review(*provider);
    step();
}

void Monitor::Private::cancel(const std::function<bool(const ProbeSlot &)> &which)
{
    for (const auto &[slot, result] : executor.cancel(which)) {
        for (const Sample &sample : result.samples) {
            parts.history.record(sample);
            Q_EMIT q.sampleTaken(sample, false);
        }
        schedule.finished(slot, ProbeSchedule::Confirm::No, parts.clock.steady());
    }
}

void Monitor::Private::remark(const IncidentRemark &remark)
{
    incidents.remark(remark);
    publisher.touch();
}

void Monitor::Private::tell(const IncidentEvent &event)
{
    switch (event.step) {
    case IncidentEvent::Step::Opened:
        Q_EMIT q.incidentOpened(event.incident);
        break;
    case IncidentEvent::Step::Changed:
        Q_EMIT q.incidentUpdated(event.incident);
        break;
    case IncidentEvent::Step::Closed:
        Q_EMIT q.incidentClosed(event.incident, event.end);
        break;
    }
}

void Monitor::Private::tellEnded()
{
    // The board is out already: who waited for the end reads its results there.
    for (const std::optional<TargetId> &target : rounds.takeEnded())
        Q_EMIT q.checkFinished(target);
}

void Monitor::Private::stop()
{
    if (stopped)
        return;
    stopped = true;
    clearance.conclude();
    cancel([](const ProbeSlot &) { return true; });
    pages.stop();
    book.close(parts.clock.wall());
    write(networkSpans.close(parts.clock.wall()));
    incidents.stop();
    wakeAlarm->cancel();
    tickAlarm->cancel();
    publisher.stop();
    rounds.endAll();
    tellEnded();
}

} // namespace Belay
