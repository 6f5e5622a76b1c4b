// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/knowntargets.h"

namespace Belay {

std::set<TargetId> configuredTargets(const Config &config)
{
    std::set<TargetId> targets;
    for (const ProviderConfig &provider : config.providers) {
        for (const QString &model : provider.monitor.models)
            targets.insert({provider.id, model});
    }
    for (const ChainConfig &chain : config.chains) {
        for (const StepConfig &step : chain.steps) {
            for (const ChainTarget &target : step.targets)
                targets.insert(target.target);
        }
    }
    return targets;
}

void KnownTargets::apply(const Config &config)
{
    m_configured = configuredTargets(config);
}

void KnownTargets::apply(const StatusBoard &board)
{
    m_watched.clear();
    for (const TargetStatus &target : board.targets)
        m_watched.insert(target.id);
}

bool KnownTargets::admits(const Sample &sample)
{
    const TargetId &target = sample.target;
    if (m_configured.contains(target) || m_watched.contains(target) || m_answered.contains(target))
        return true;
    if (sample.outcome != Outcome::Ok)
        return false;
    if (m_answered.size() < MostAnswered)
        m_answered.insert(target);
    return true;
}

} // namespace Belay
