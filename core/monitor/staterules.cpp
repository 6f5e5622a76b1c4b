// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/staterules.h"

#include "core/domain/cover.h"

#include <algorithm>
#include <vector>

namespace Belay {

namespace {

constexpr int InARow = 2;
constexpr size_t TrailLength = 5;
constexpr auto HardOfTrail = 3;
constexpr size_t LatencyCount = 6;
constexpr size_t FewestLatencies = 4;
constexpr Milliseconds LatencyAge {45 * 60'000};
constexpr int SlowFactor = 3;
constexpr qint64 FewestBaseline = 20;

} // namespace

std::optional<Microseconds> SlowRule::usual() const
{
    if (baseline.sameHourN >= FewestBaseline && baseline.sameHour)
        return baseline.sameHour;
    return baseline.allN >= FewestBaseline ? baseline.all : std::nullopt;
}

Microseconds SlowRule::limit() const
{
    const std::optional<Microseconds> median = usual();
    return median ? SlowFactor * *median : Microseconds(slowOver);
}

void StateRules::endCover()
{
    m_lastEvidence.reset();
    m_trail.clear();
    m_wantsConfirmation = false;
    if (m_state != TargetState::Checking)
        m_state = TargetState::NoData;
}

std::optional<StateRules::Mark> StateRules::markOf(const Finding &finding)
{
    switch (finding.health) {
    case Health::Good:
        return Mark::Good;
    case Health::Hard:
        return Mark::Hard;
    case Health::Limited:
        return Mark::Limited;
    case Health::Yours:
        if (finding.outcome == Outcome::Auth || finding.outcome == Outcome::Forbidden)
            return Mark::Rejected;
        return {};
    case Health::Void:
        break;
    }
    return {};
}

void StateRules::add(const Finding &finding)
{
    m_wantsConfirmation = false;
    const auto mark = markOf(finding);
    if (!mark) {
        // Something was asked and told nothing: that is not knowing, no longer waiting.
        const bool asked = finding.outcome != Outcome::Cancelled && finding.outcome != Outcome::Skipped;
        if (m_state == TargetState::Checking && asked)
            m_state = TargetState::NoData;
        return;
    }
    if (m_lastEvidence && finding.at > *coveredUntil())
        endCover();
    m_lastEvidence = finding.at;
    m_trail.push_back(*mark);
    if (m_trail.size() > TrailLength)
        m_trail.pop_front();
    if (*mark == Mark::Good && finding.firstContent) {
        m_latencies.push_back({finding.at, *finding.firstContent});
        if (m_latencies.size() > LatencyCount)
            m_latencies.pop_front();
    }
    const TargetState before = m_state;
    decide(*mark);
    const bool settled = m_state != before;
    // A result that agrees with the state renews what it rests on.
    if (settled || runLength() >= InARow || m_state == TargetState::Checking
        || m_state == TargetState::NoData)
        m_outcome = finding.outcome;
    m_wantsConfirmation = !settled && *mark != Mark::Good && runLength() == 1
        && !(*mark == Mark::Hard && m_state == TargetState::Down)
        && !(*mark == Mark::Limited && m_state == TargetState::Limited)
        && !(*mark == Mark::Rejected && m_state == TargetState::KeyRejected);
}

int StateRules::runLength() const
{
    int length = 0;
    for (auto mark = m_trail.rbegin(); mark != m_trail.rend() && *mark == m_trail.back(); ++mark)
        ++length;
    return length;
}

void StateRules::decide(Mark mark)
{
    const bool twice = runLength() >= InARow;
    switch (mark) {
    case Mark::Good: {
        const bool bad = m_state == TargetState::Down || m_state == TargetState::Limited
            || m_state == TargetState::KeyRejected;
        if (!bad || twice)
            m_state = TargetState::Up;
        break;
    }
    case Mark::Hard:
        if (twice || std::count(m_trail.begin(), m_trail.end(), Mark::Hard) >= HardOfTrail)
            m_state = TargetState::Down;
        break;
    case Mark::Limited:
        if (twice)
            m_state = TargetState::Limited;
        break;
    case Mark::Rejected:
        if (twice)
            m_state = TargetState::KeyRejected;
        break;
    }
}

TargetState StateRules::state(SteadyTime now) const
{
    if (m_state == TargetState::Checking)
        return m_state;
    const auto until = coveredUntil();
    if (!until || now > *until)
        return TargetState::NoData;
    if (m_state != TargetState::Up)
        return m_state;
    const auto median = medianFirstContent(now);
    return median && *median > m_slow.limit() ? TargetState::Slow : TargetState::Up;
}

bool StateRules::isUnconfirmed(SteadyTime now) const
{
    const bool unsettled = m_state == TargetState::Checking || m_state == TargetState::NoData;
    const auto until = coveredUntil();
    return unsettled && until && now <= *until && !m_trail.empty() && m_trail.back() != Mark::Good;
}

Milliseconds StateRules::cover() const
{
    // The longest jitter lies between two begins. A model that hangs must not outlast the word of the probe
    // before, or the first failure would be forgotten each time when the second one comes.
    return coverOf(m_interval, m_longestAnswer);
}

std::optional<SteadyTime> StateRules::coveredUntil() const
{
    if (!m_lastEvidence)
        return {};
    return *m_lastEvidence + cover();
}

std::optional<Microseconds> StateRules::medianFirstContent(SteadyTime now) const
{
    std::vector<Microseconds> values;
    for (const Latency &latency : m_latencies) {
        if (now - latency.at <= LatencyAge)
            values.push_back(latency.value);
    }
    if (values.size() < FewestLatencies)
        return {};
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace Belay
