// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/dispatcher.h"

#include "core/gateway/gatewayfacts.h"
#include "core/gateway/routequestion.h"

namespace Belay {

Dispatcher::Dispatcher(RunSurroundings around, size_t seed, QObject *parent)
    : QObject(parent)
    , m_around(std::move(around))
    , m_seed(seed)
    , m_alarm(m_around.clock.createAlarm([this] { wakeDue(); }))
{ }

Dispatcher::~Dispatcher() = default;

void Dispatcher::dispatch(GatewayRequest request, std::shared_ptr<HttpExchange> exchange)
{
    auto owned = std::make_unique<RequestRun>(
        m_around, static_cast<RunListener &>(*this), std::move(request), std::move(exchange));
    RequestRun *const run = owned.get();
    m_runs.emplace(run, Entry {std::move(owned), {}});
    ++m_active;
    begin(*run);
}

void Dispatcher::begin(RequestRun &run)
{
    const GatewayRequest &request = run.request();
    const GatewayFacts facts(*request.setup, m_seed);
    RouteQuestion question = routeQuestionOf(request, run.writer());
    run.begin(std::move(question.route),
        m_around.board.plan(
            question.chain ? *question.chain : request.chain, facts, m_around.clock.steady()));
}

void Dispatcher::runChanged(RequestRun &run)
{
    const auto found = m_runs.find(&run);
    if (found == m_runs.end())
        return; // retired
    setWake(found->second, &run);
    if (run.isOver())
        retire(found->second);
}

void Dispatcher::setWake(Entry &entry, RequestRun *run)
{
    const std::optional<SteadyTime> time = run->wakeTime();
    if (entry.wake && time && (*entry.wake)->first == *time)
        return;
    if (entry.wake)
        m_wakeTimes.erase(*entry.wake);
    entry.wake.reset();
    if (time) {
        entry.wake = m_wakeTimes.emplace(*time, run);
        arm();
    }
}

/// One alarm for all: a request's own, made and put away each time, would cost more than the rest of it.
void Dispatcher::arm()
{
    if (m_wakeTimes.empty())
        return;
    const SteadyTime next = m_wakeTimes.begin()->first;
    if (m_armedFor && *m_armedFor <= next)
        return;
    m_armedFor = next;
    m_alarm->wakeAt(next);
}

void Dispatcher::wakeDue()
{
    m_armedFor.reset();
    const SteadyTime now = m_around.clock.steady();
    std::vector<RequestRun *> due;
    while (!m_wakeTimes.empty() && m_wakeTimes.begin()->first <= now) {
        RequestRun *const run = m_wakeTimes.begin()->second;
        m_wakeTimes.erase(m_wakeTimes.begin());
        m_runs.at(run).wake.reset();
        due.push_back(run);
    }
    for (RequestRun *const run : due) {
        if (m_runs.contains(run))
            run->wake();
    }
    arm();
}

void Dispatcher::retire(Entry &entry)
{
    RequestRun *const run = entry.run.get();
    if (m_ended.empty())
        QMetaObject::invokeMethod(this, &Dispatcher::sweep, Qt::QueuedConnection);
    m_ended.push_back(std::move(entry.run));
    m_runs.erase(run);
    --m_active;
}

void Dispatcher::sweep()
{
    m_ended.clear();
}

void Dispatcher::abortAll()
{
    std::vector<RequestRun *> all;
    for (const auto &[run, entry] : m_runs)
        all.push_back(run);
    for (RequestRun *const run : all)
        run->abort();
}

} // namespace Belay
