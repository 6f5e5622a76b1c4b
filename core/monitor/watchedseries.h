// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"
#include "core/monitor/diagnosisevidence.h"
#include "core/monitor/staterules.h"

namespace Belay {

/// What is known around a result besides its outcome.
struct ResultContext {
    bool networkCleared = true; ///< someone else answered after the request began, or nobody had to
    bool issuerShared = false;
    bool refusedByDate = false; ///< a certificate, by this machine's clock
    ClockWord clock = ClockWord::Unknown;
    std::optional<Milliseconds> clockSkew; ///< ours less theirs
    QString issuer;
    ProxyFault proxy = ProxyFault::None;
    std::optional<LimitState> limit;
};

/// One series of results with its rules, and the details of the result that its state rests on.
class WatchedSeries final
{
public:
    explicit WatchedSeries(EvidencePart part, Milliseconds interval, Milliseconds longestAnswer = {})
        : m_part(part)
        , m_rules(interval, longestAnswer)
    { }

    StateRules &rules() { return m_rules; }
    const StateRules &rules() const { return m_rules; }
    void add(const Sample &sample, Health health, const ResultContext &context, SteadyTime at);
    /// Nothing of before counts any more: asleep, the own network down.
    void endCover()
    {
        m_rules.endCover();
        m_failingSince.reset();
    }

    PartState part(SteadyTime now) const
    {
        return {m_part, m_rules.state(now), decisive().outcome, m_rules.isUnconfirmed(now)};
    }
    /// The result that the state rests on; before any, an empty one.
    const Sample &decisive() const { return m_decisive; }
    const ResultContext &decisiveContext() const { return m_decisiveContext; }
    /// The last result of any health, void included.
    const Sample &newest() const { return m_newest; }
    const ResultContext &newestContext() const { return m_newestContext; }
    /// When it was known, and what it said of the provider's health; empty before any.
    std::optional<SteadyTime> newestAt() const { return m_newestAt; }
    Health newestHealth() const { return m_newestHealth; }
    /// When the first of the bad results came that no good one has followed.
    std::optional<SteadyTime> failingSince() const { return m_failingSince; }
    /// How far the last good one got.
    Proof proof() const { return m_proof; }

private:
    EvidencePart m_part;
    StateRules m_rules;
    Sample m_decisive;
    ResultContext m_decisiveContext;
    Sample m_newest;
    ResultContext m_newestContext;
    std::optional<SteadyTime> m_newestAt;
    Health m_newestHealth = Health::Void;
    std::optional<SteadyTime> m_failingSince;
    Proof m_proof = Proof::None;
};

} // namespace Belay
