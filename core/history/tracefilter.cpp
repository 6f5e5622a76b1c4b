// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/tracefilter.h"

#include <algorithm>

namespace Belay {

bool TraceFilter::matches(const Trace &trace) const
{
    const auto isOrAny = [](const auto &wanted, const auto &value) { return !wanted || *wanted == value; };
    if (!isOrAny(chain, trace.chain) || !isOrAny(ended, trace.ended) || !isOrAny(token, trace.token))
        return false;
    if ((range && (trace.at < range->from || trace.at >= range->to)) || (before && trace.id >= *before))
        return false;
    const auto anyAttempt = [&trace](const auto &wanted, auto member) {
        return !wanted || std::ranges::find(trace.attempts, *wanted, member) != trace.attempts.end();
    };
    return anyAttempt(target, &TraceAttempt::target) && anyAttempt(outcome, &TraceAttempt::outcome);
}

} // namespace Belay
