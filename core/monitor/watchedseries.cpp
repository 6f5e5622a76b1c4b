// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/watchedseries.h"

namespace Belay {

void WatchedSeries::add(const Sample &sample, Health health, const ResultContext &context, SteadyTime at)
{
    m_rules.add({at, sample.outcome, health, sample.timings.firstContent});
    m_newest = sample;
    m_newestContext = context;
    m_newestAt = at;
    m_newestHealth = health;
    if (health == Health::Good) {
        m_proof = sample.proof;
        m_failingSince.reset();
    } else if (health != Health::Void && !m_failingSince) {
        m_failingSince = at;
    }
    // The rules keep the outcome that decided; a first bad result after a good state is not it yet. What is
    // no evidence, as a failure that nobody was there to clear, takes nothing from what was found before.
    if (health != Health::Void && m_rules.outcome() == sample.outcome) {
        m_decisive = sample;
        m_decisiveContext = context;
    }
}

} // namespace Belay
