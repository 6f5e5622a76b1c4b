// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/spankeeper.h"

#include <algorithm>

namespace Belay {

namespace {

bool hasSpan(TargetState state)
{
    return state != TargetState::NoData && state != TargetState::Checking;
}

bool saysTheSame(const Span &span, const SpanCondition &condition)
{
    return span.state == condition.state && span.owner == condition.owner && span.cause == condition.cause
        && span.outcome == condition.outcome;
}

} // namespace

void SpanKeeper::restore(const Span &span, WallTime stateSince, WallTime now)
{
    m_lastEnd = span.to;
    m_lastState = span.state;
    m_lastSince = stateSince;
    if (now - span.to > LongestBreak)
        return;
    m_open = span;
    m_vouchedUntil = span.to;
    m_since = stateSince;
    m_state = span.state;
}

/// When the state began that holds from `now` on: a short time of which nothing is known does not end it.
/// Nothing is known since the end of what was known last.
WallTime SpanKeeper::beginOf(TargetState state, WallTime now) const
{
    if (state == TargetState::NoData)
        return m_lastEnd ? std::min(*m_lastEnd, now) : now;
    const bool goesOn = m_lastEnd && state == m_lastState && now - *m_lastEnd <= LongestBreak;
    return goesOn ? std::min(m_lastSince, now) : now;
}

bool SpanKeeper::extendTo(WallTime now)
{
    WallTime to = now;
    if (m_vouchedUntil)
        to = std::min(to, *m_vouchedUntil);
    // A clock that was set back shortens nothing that is already vouched for.
    if (to <= m_open->to)
        return false;
    m_open->to = to;
    m_lastEnd = to;
    return true;
}

/// A clock that was set back by more than a day had been wrong: what was dated ahead must not keep the
/// present without spans until it comes. By less, the time that is lived twice is counted once.
void SpanKeeper::followSetBack(WallTime now)
{
    constexpr std::chrono::hours LargestOverlap {24};
    if (m_since)
        m_since = std::min(*m_since, now);
    if (!m_lastEnd || *m_lastEnd - now <= LargestOverlap)
        return;
    m_open.reset();
    m_lastEnd.reset();
    m_vouchedUntil.reset();
}

std::vector<Span> SpanKeeper::observe(
    WallTime now, const SpanCondition &condition, std::optional<WallTime> vouchedUntil)
{
    std::vector<Span> written;
    followSetBack(now);
    if (m_open) {
        const bool gap = m_vouchedUntil && now > *m_vouchedUntil;
        const bool grown = extendTo(now);
        if (!gap && saysTheSame(*m_open, condition)) {
            m_vouchedUntil = vouchedUntil;
            if (grown)
                written.push_back(*m_open);
            return written;
        }
        if (grown)
            written.push_back(*m_open);
        m_open.reset();
    }
    if (!m_since || condition.state != m_state || hasSpan(condition.state))
        m_since = beginOf(condition.state, now);
    m_state = condition.state;
    m_vouchedUntil = vouchedUntil;
    if (!hasSpan(condition.state))
        return written;
    m_lastState = condition.state;
    m_lastSince = *m_since;
    const WallTime from = m_lastEnd ? std::max(now, *m_lastEnd) : now;
    m_open
        = Span {m_subject, from, from, condition.state, condition.owner, condition.cause, condition.outcome};
    m_lastEnd = from;
    written.push_back(*m_open);
    return written;
}

std::vector<Span> SpanKeeper::close(WallTime at)
{
    std::vector<Span> written;
    if (m_open && extendTo(at))
        written.push_back(*m_open);
    m_open.reset();
    m_vouchedUntil.reset();
    return written;
}

} // namespace Belay
