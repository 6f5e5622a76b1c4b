// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/outcome.h"
#include "core/history/historyqueries.h"

#include <deque>
#include <optional>

namespace Belay {

/// One result as the rules see it: its health is already weighed (own network, whether the model ever
/// answered).
struct Finding {
    SteadyTime at; ///< when it was known
    Outcome outcome = Outcome::Skipped;
    Health health = Health::Void;
    std::optional<Microseconds> firstContent;
};

/// What *slow* is measured against (contract 3).
struct SlowRule {
    LatencyBaseline baseline;
    Milliseconds slowOver {10'000};

    /// 3x the median of the same hour, else of all, each of at least 20 samples; else `slowOver`.
    Microseconds limit() const;
    /// The median that `limit` is three times of; nothing where there are too few samples.
    std::optional<Microseconds> usual() const;
};

/// Turns the results of one series into a state (contract 3, *down*, *up*, *limited*, *key-rejected*,
/// *slow*). Pure: time comes in.
class StateRules final
{
public:
    /// `longestAnswer`: after which a probe of this series ends at the latest.
    explicit StateRules(Milliseconds interval, Milliseconds longestAnswer = {})
        : m_interval(interval)
        , m_longestAnswer(longestAnswer)
    { }

    /// How far apart probes begin.
    void setInterval(Milliseconds interval) { m_interval = interval; }
    Milliseconds interval() const { return m_interval; }
    /// How long one result vouches at most: for two intervals, or until the next answer must be there.
    Milliseconds cover() const;
    void setSlowRule(const SlowRule &rule) { m_slow = rule; }
    const SlowRule &slowRule() const { return m_slow; }
    /// Ends the cover: asleep, or the own network is down.
    void endCover();
    void add(const Finding &finding);

    /// checking before the first evidence, no-data once cover has ended.
    TargetState state(SteadyTime now) const;
    /// The result that the state rests on.
    Outcome outcome() const { return m_outcome; }
    /// Whether the last finding was a first one of its kind that a second would turn into a state.
    bool wantsConfirmation() const { return m_wantsConfirmation; }
    /// A first failure waits for the second that would make a state of it, and nothing before it vouches.
    bool isUnconfirmed(SteadyTime now) const;
    std::optional<SteadyTime> coveredUntil() const;
    /// Of the last first contents that the rule *slow* looks at; nothing under four.
    std::optional<Microseconds> medianFirstContent(SteadyTime now) const;

private:
    enum class Mark { Good, Hard, Limited, Rejected };
    struct Latency {
        SteadyTime at;
        Microseconds value;
    };
    static std::optional<Mark> markOf(const Finding &finding);
    int runLength() const;
    void decide(Mark mark);

    Milliseconds m_interval;
    Milliseconds m_longestAnswer;
    SlowRule m_slow;
    TargetState m_state = TargetState::Checking;
    Outcome m_outcome = Outcome::Skipped;
    std::optional<SteadyTime> m_lastEvidence;
    std::deque<Mark> m_trail; // the newest last, at most five
    std::deque<Latency> m_latencies; // the newest last, at most six
    bool m_wantsConfirmation = false;
};

} // namespace Belay
