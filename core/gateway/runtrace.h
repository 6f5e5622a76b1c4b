// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"
#include "core/domain/trace.h"
#include "core/gateway/gatewayrequest.h"
#include "core/routing/runsummary.h"

namespace Belay {

/// The trace of a request as far as it has come: what the request says of itself, and what routing tells of
/// its attempts. What the client was given, and what that cost, is added by who has it.
Trace traceOf(const GatewayRequest &request, const RunSummary &summary, SteadyTime now);

/// Those that nobody asked although they could have answered: blocked, waiting, refused, or without time. A
/// request that was given up is explained by them too.
std::vector<SkippedTarget> notAsked(const RunSummary &summary);
/// One of them, as an attempt that was not made.
TraceAttempt skippedAttempt(const SkippedTarget &target, Microseconds at);

/// What the answer of the winner, or of a loser, cost.
void addWinner(Trace &trace, const Sample &sample, const std::vector<std::string> &dropped);
void addLoser(Trace &trace, const Sample &sample);

} // namespace Belay
