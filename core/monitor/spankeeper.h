// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/span.h"

#include <optional>
#include <vector>

namespace Belay {

/// What a span says of its subject.
struct SpanCondition {
    TargetState state = TargetState::NoData;
    Owner owner = Owner::None;
    Cause cause = Cause::None;
    Outcome outcome = Outcome::Ok;
    bool operator==(const SpanCondition &) const = default;
};

/// Keeps the spans of one subject, so that they never overlap and never claim time that nothing vouched for
/// (contract 3, *Cover*). Pure: returns what is to be written.
class SpanKeeper final
{
public:
    explicit SpanKeeper(TargetId subject)
        : m_subject(std::move(subject))
    { }

    /// Goes on after an earlier run, whose newest span this was: with its *since* too, where that ended only
    /// just now.
    void restore(const Span &span, WallTime stateSince, WallTime now);
    /// What holds at `now`. no-data and checking have no span. `vouchedUntil` ends the cover of what held
    /// until now.
    std::vector<Span> observe(
        WallTime now, const SpanCondition &condition, std::optional<WallTime> vouchedUntil);
    /// Ends the open span at `at` or at the end of its cover: asleep, stopped, paused.
    std::vector<Span> close(WallTime at);

    const std::optional<Span> &open() const { return m_open; }
    /// When the state that holds began, no-data included (contract 3, *Since*).
    std::optional<WallTime> since() const { return m_since; }

private:
    void followSetBack(WallTime now);
    bool extendTo(WallTime now);
    WallTime beginOf(TargetState state, WallTime now) const;

    TargetId m_subject;
    std::optional<Span> m_open;
    std::optional<WallTime> m_vouchedUntil;
    std::optional<WallTime> m_lastEnd; // of any span so far: the next one begins no earlier
    TargetState m_lastState = TargetState::NoData; // of the span that ended then
    WallTime m_lastSince; // of that state
    std::optional<WallTime> m_since;
    TargetState m_state = TargetState::Checking;
};

} // namespace Belay
