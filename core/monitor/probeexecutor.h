// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/completionrun.h"
#include "core/monitor/probeschedule.h"

#include <map>

namespace Belay {

/// The probes under way, one for each slot.
class ProbeExecutor final
{
public:
    using Done = std::function<void(const ProbeSlot &, const ProbeResult &)>;

    ProbeExecutor(HttpClient &http, const Clock &clock, const Catalogue &catalogue, Done done);
    Q_DISABLE_COPY_MOVE(ProbeExecutor)

    void startCheck(const ProbeSlot &slot, ProbeEndpoint endpoint, ProbeRun::AlsoModels alsoModels);
    void startCompletion(const ProbeSlot &slot, ProbeEndpoint endpoint, std::optional<Price> price);
    bool isRunning(const ProbeSlot &slot) const;
    /// Ends them without `done`: what is to be recorded of each.
    struct Cancelled {
        ProbeSlot slot;
        ProbeResult result;
    };
    std::vector<Cancelled> cancel(const std::function<bool(const ProbeSlot &)> &which);

private:
    HttpClient &m_http;
    const Clock &m_clock;
    const Catalogue &m_catalogue;
    Done m_done;
    std::map<ProbeSlot, std::unique_ptr<ProbeRun>> m_checks;
    std::map<ProbeSlot, std::unique_ptr<CompletionRun>> m_completions;
};

} // namespace Belay
