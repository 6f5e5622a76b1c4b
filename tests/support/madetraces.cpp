// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/madetraces.h"

namespace Belay {

namespace {

const std::array<TargetId, 3> &targets()
{
    static const std::array<TargetId, 3> all {TargetId::fromString(QStringLiteral("openai/gpt-4o-mini")),
        TargetId::fromString(QStringLiteral("anthropic/claude-haiku-4-5")),
        TargetId::fromString(QStringLiteral("groq/llama-3.3-70b-versatile"))};
    return all;
}

constexpr Microseconds Wait {500'000};

} // namespace

TraceAttempt MadeTraces::attempt(size_t target, int step, Outcome outcome, std::optional<AttemptNote> note)
{
    TraceAttempt attempt;
    attempt.target = targets()[target];
    attempt.key = KeyId {QStringLiteral("main")};
    attempt.step = step;
    attempt.outcome = outcome;
    attempt.status = outcome == Outcome::Ok ? 200 : outcome == Outcome::Overloaded ? 529 : 0;
    attempt.length = Microseconds {static_cast<std::int64_t>(m_random.between(200'000, 4'000'000))};
    attempt.note = note;
    return attempt;
}

void MadeTraces::answer(Trace &trace)
{
    trace.status = 200;
    trace.target = trace.attempts.back().target;
    trace.firstContent = Microseconds {static_cast<std::int64_t>(m_random.between(200'000, 900'000))};
    trace.tokensIn = static_cast<int>(m_random.between(20, 8'000));
    trace.tokensOut = static_cast<int>(m_random.between(1, 2'000));
    trace.usd = static_cast<NanoUsd>(m_random.between(1'000, 5'000'000));
}

Trace MadeTraces::next()
{
    Trace trace;
    trace.id = m_ids.next();
    trace.at = m_clock.wall();
    trace.token = m_random.uniform() < 0.5 ? QStringLiteral("default") : QStringLiteral("editor");
    trace.chain = ChainId {QStringLiteral("main")};
    trace.dialect = m_random.uniform() < 0.7 ? Dialect::OpenAi : Dialect::Anthropic;
    trace.stream = m_random.uniform() < 0.8;
    const double dice = m_random.uniform();
    if (dice >= 0.9) {
        trace.attempts.push_back(attempt(0, 0, Outcome::Overloaded, {}));
        trace.attempts.push_back(attempt(0, 0, Outcome::TimeoutContent, AttemptNote::Retry));
        trace.attempts.back().wait = Wait;
        trace.attempts.push_back(attempt(1, 1, Outcome::Ok, AttemptNote::Fallback));
    } else {
        trace.attempts.push_back(attempt(0, 0, Outcome::Ok, {}));
    }
    answer(trace);
    if (dice < 0.01) {
        trace.attempts.front().note = AttemptNote::LostRace;
        trace.attempts.push_back(attempt(2, 0, Outcome::Ok, AttemptNote::Race));
        trace.losersUsd = 1'000;
        trace.target = trace.attempts.back().target;
        trace.dropped = {QStringLiteral("seed")};
    } else if (dice < 0.02) {
        trace.ended = TraceEnd::Cut;
        trace.attempts.back().outcome = Outcome::Cut;
    } else if (dice < 0.03) {
        trace.ended = TraceEnd::ClientGone;
        trace.attempts.back().outcome = Outcome::Cancelled;
        trace.target.reset();
        trace.status = 0;
    } else if (dice < 0.04) {
        trace.ended = TraceEnd::Error;
        trace.attempts.back().outcome = Outcome::Connect;
        trace.target.reset();
        trace.usd.reset();
        trace.status = 503;
    }
    for (size_t i = 1; i < trace.attempts.size(); ++i) {
        const TraceAttempt &before = trace.attempts[i - 1];
        trace.attempts[i].start = before.start + before.length + trace.attempts[i].wait;
    }
    trace.total = trace.attempts.back().start + trace.attempts.back().length;
    return trace;
}

} // namespace Belay
