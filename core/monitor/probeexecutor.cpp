// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/probeexecutor.h"

#include <utility>

namespace Belay {

namespace {

template <typename Runs>
void cancelFrom(Runs &runs, const std::function<bool(const ProbeSlot &)> &which,
    std::vector<ProbeExecutor::Cancelled> &cancelled)
{
    for (auto run = runs.begin(); run != runs.end();) {
        if (!which(run->first)) {
            ++run;
            continue;
        }
        cancelled.push_back({run->first, run->second->cancel()});
        run = runs.erase(run);
    }
}

} // namespace

ProbeExecutor::ProbeExecutor(HttpClient &http, const Clock &clock, const Catalogue &catalogue, Done done)
    : m_http(http)
    , m_clock(clock)
    , m_catalogue(catalogue)
    , m_done(std::move(done))
{ }

void ProbeExecutor::startCheck(const ProbeSlot &slot, ProbeEndpoint endpoint, ProbeRun::AlsoModels alsoModels)
{
    auto &run = m_checks[slot];
    run = std::make_unique<ProbeRun>(m_http, m_clock, m_catalogue, std::move(endpoint));
    run->start(alsoModels, [this, slot](const ProbeResult &result) {
        const std::unique_ptr<ProbeRun> ended = std::move(m_checks[slot]);
        m_checks.erase(slot);
        m_done(slot, result);
    });
}

void ProbeExecutor::startCompletion(const ProbeSlot &slot, ProbeEndpoint endpoint, std::optional<Price> price)
{
    auto &run = m_completions[slot];
    run = std::make_unique<CompletionRun>(
        m_http, m_clock, m_catalogue, std::move(endpoint), slot.target.model, price);
    run->start([this, slot](const ProbeResult &result) {
        const std::unique_ptr<CompletionRun> ended = std::move(m_completions[slot]);
        m_completions.erase(slot);
        m_done(slot, result);
    });
}

bool ProbeExecutor::isRunning(const ProbeSlot &slot) const
{
    return m_checks.contains(slot) || m_completions.contains(slot);
}

std::vector<ProbeExecutor::Cancelled> ProbeExecutor::cancel(
    const std::function<bool(const ProbeSlot &)> &which)
{
    std::vector<Cancelled> cancelled;
    cancelFrom(m_checks, which, cancelled);
    cancelFrom(m_completions, which, cancelled);
    return cancelled;
}

} // namespace Belay
