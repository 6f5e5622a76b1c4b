// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"
#include "core/monitor/diagnosisevidence.h"

#include <deque>
#include <functional>
#include <map>

namespace Belay {

/// What the gateway's chains did about failures, of the last ten minutes. Pure: time comes in.
class ChainMoves final
{
public:
    /// A request that ended: every target that failed in it is told who answered instead.
    void add(const Trace &trace, SteadyTime at);
    using NameOf = std::function<QString(const TargetId &)>;
    /// `nameOf` says how who answered is called.
    MovedOn of(const TargetId &target, SteadyTime now, const NameOf &nameOf) const;

private:
    struct Move {
        SteadyTime at;
        std::optional<TargetId> to; // empty: nobody answered
    };
    std::map<TargetId, std::deque<Move>> m_moves; // the newest last
};

} // namespace Belay
