// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/runtrace.h"

#include <algorithm>

namespace Belay {

namespace {

TraceAttempt attemptOf(const RunAttempt &run, SteadyTime arrived, SteadyTime now)
{
    TraceAttempt attempt;
    attempt.target = run.target;
    attempt.key = run.key;
    attempt.step = run.step;
    attempt.start = run.startedAt - arrived;
    attempt.outcome = run.outcome;
    attempt.status = run.status;
    attempt.length = run.endedAt.value_or(now) - run.startedAt;
    attempt.wait = run.waited;
    attempt.note = run.note;
    return attempt;
}

} // namespace

Trace traceOf(const GatewayRequest &request, const RunSummary &summary, SteadyTime now)
{
    Trace trace;
    trace.id = request.id;
    trace.at = request.at;
    trace.token = request.token;
    trace.chain = request.isChain ? request.chain.id : ChainId {};
    trace.dialect = speaksAnthropic(request.face) ? Dialect::Anthropic : Dialect::OpenAi;
    trace.stream = request.stream;
    trace.total = now - request.complete;
    if (summary.winner)
        trace.target = summary.attempts[static_cast<size_t>(*summary.winner)].target;
    for (const RunAttempt &run : summary.attempts)
        trace.attempts.push_back(attemptOf(run, request.complete, now));
    return trace;
}

std::vector<SkippedTarget> notAsked(const RunSummary &summary)
{
    using Why = SkippedTarget::Why;
    std::vector<SkippedTarget> targets;
    if (summary.ended == RunSummary::Ended::GaveUp)
        std::ranges::copy_if(summary.skipped, std::back_inserter(targets), [](const SkippedTarget &skipped) {
            return skipped.why != Why::Unfit && skipped.why != Why::OtherModel;
        });
    return targets;
}

TraceAttempt skippedAttempt(const SkippedTarget &target, Microseconds at)
{
    TraceAttempt attempt;
    attempt.target = target.target;
    attempt.step = target.step;
    attempt.start = at;
    return attempt;
}

void addWinner(Trace &trace, const Sample &sample, const std::vector<std::string> &dropped)
{
    trace.tokensIn = sample.tokensIn;
    trace.tokensOut = sample.tokensOut;
    trace.usd = sample.usd;
    for (const std::string &field : dropped)
        trace.dropped.push_back(QString::fromStdString(field));
}

void addLoser(Trace &trace, const Sample &sample)
{
    if (sample.usd && *sample.usd > 0)
        trace.losersUsd = trace.losersUsd.value_or(0) + *sample.usd;
}

} // namespace Belay
