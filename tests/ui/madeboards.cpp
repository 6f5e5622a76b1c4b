// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madeboards.h"

#include "core/base/random.h"

#include <QStringList>

namespace Belay {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Named {
    const char16_t *provider;
    const char16_t *name;
    const char16_t *model;
};

constexpr Named Known[] = {{u"openai", u"OpenAI", u"gpt-5-nano"},
    {u"anthropic", u"Anthropic", u"claude-haiku-4-5"},
    {u"gemini", u"Google Gemini", u"gemini-2.5-flash-lite"}, {u"groq", u"Groq", u"llama-3.3-70b-versatile"},
    {u"openrouter", u"OpenRouter", u"meta-llama/llama-3.3-70b-instruct"},
    {u"mistral", u"Mistral", u"mistral-small-latest"}, {u"deepseek", u"DeepSeek", u"deepseek-chat"},
    {u"xai", u"xAI", u"grok-4-fast"}, {u"ollama", u"Ollama on this computer", u"qwen3:4b"},
    {u"openai", u"OpenAI", u"gpt-5-mini"}};

Verdict verdictOf(TargetState state)
{
    switch (state) {
    case TargetState::Down:
        return {state, Owner::Provider, Cause::Outage, Confidence::High, Outcome::Overloaded,
            u"529 overloaded_error, two checks in a row; other providers answer."_s,
            u"Wait, or send your requests to another provider."_s};
    case TargetState::KeyRejected:
        return {state, Owner::You, Cause::Key, Confidence::High, Outcome::Auth,
            u"401 invalid_api_key: the key that ends in 9f2a is refused."_s,
            u"Make a new key on the provider's page and replace it here."_s};
    case TargetState::Limited:
        return {state, Owner::You, Cause::RateLimit, Confidence::High, Outcome::RateLimited,
            u"429 rate_limit_exceeded, retry after 20 s."_s,
            u"Send fewer requests, or raise the limit of your account."_s};
    case TargetState::Slow:
        return {state, Owner::Provider, Cause::Slow, Confidence::Medium, Outcome::Ok,
            u"First content after 4.1 s, 3.4 times as long as at this hour of the last 7 days."_s, {}};
    case TargetState::NoData:
        return {state, Owner::You, Cause::Network, Confidence::Medium, Outcome::Skipped,
            u"Your own network did not answer either, so this says nothing about the provider."_s, {}};
    case TargetState::Paused:
        return {state, Owner::None, Cause::None, Confidence::High, Outcome::Skipped,
            u"You paused its checks."_s, {}};
    case TargetState::Checking:
        return {state, Owner::Unknown, Cause::None, Confidence::Low, Outcome::Skipped, {}, {}};
    case TargetState::Up:
        break;
    }
    return {TargetState::Up, Owner::None, Cause::None, Confidence::High, Outcome::Ok, {}, {}};
}

TargetState mixed(int number)
{
    static constexpr TargetState states[]
        = {TargetState::Up, TargetState::Down, TargetState::Up, TargetState::Slow, TargetState::Up,
            TargetState::Limited, TargetState::Up, TargetState::KeyRejected, TargetState::Up, TargetState::Up,
            TargetState::Up, TargetState::Paused, TargetState::Up, TargetState::Up, TargetState::NoData,
            TargetState::Up, TargetState::Up, TargetState::Up, TargetState::Checking, TargetState::Up};
    return states[static_cast<size_t>(number) % std::size(states)];
}

std::vector<RecentCheck> checksOf(int number, TargetState state)
{
    SeededRandom random(static_cast<std::uint64_t>(number) + 1);
    std::vector<RecentCheck> checks;
    const int count = state == TargetState::Checking ? 0 : 60;
    for (int i = 0; i < count; ++i) {
        RecentCheck check;
        check.at = MadeAt - 60s * (count - i);
        const bool recentPast = i > count - 8;
        check.state = recentPast ? state : (random.uniform() < 0.03 ? TargetState::Slow : TargetState::Up);
        check.outcome = verdictOf(check.state).outcome;
        if (check.outcome == Outcome::Ok)
            check.latency = Microseconds(static_cast<qint64>(random.between(280'000, 520'000)));
        checks.push_back(check);
    }
    return checks;
}

} // namespace

TargetStatus madeTarget(int number, TargetState state)
{
    const Named &known = Known[static_cast<size_t>(number) % std::size(Known)];
    const int round = number / static_cast<int>(std::size(Known));
    TargetStatus status;
    const QString suffix = round == 0 ? QString() : u"-%1"_s.arg(round + 1);
    status.id
        = {ProviderId(QString::fromUtf16(known.provider)), QString(QString::fromUtf16(known.model) + suffix)};
    status.providerName = QString::fromUtf16(known.name);
    status.verdict = verdictOf(state);
    status.since = MadeAt - 6min - 37min * number;
    status.proof = Proof::Stream;
    status.recent = checksOf(number, state);
    if (state == TargetState::Checking)
        return status;
    status.uptime24h = {24h, 23h, state == TargetState::Down ? 6min : 0min, 10min, 0min};
    status.uptime30d = {24h * 30, 24h * 29, 130min, 10min, 0min};
    status.firstContent
        = {288, Microseconds(380'000 + 7'000 * number), Microseconds(910'000 + 31'000 * number)};
    status.lastCheckAt = MadeAt - 12s - 1s * (number % 40);
    status.nextCheckAt = MadeAt + 48s;
    return status;
}

StatusBoard madeBoard(int targets)
{
    StatusBoard board;
    board.generatedAt = MadeAt;
    board.network = {NetworkState::Online, MadeAt - 3h};
    for (int i = 0; i < targets; ++i)
        board.targets.push_back(madeTarget(i, mixed(i)));
    board.overall = overallOf(board.targets, board.network, MadeAt);
    return board;
}

std::shared_ptr<const StatusBoard> sharedBoard(StatusBoard board)
{
    return std::make_shared<const StatusBoard>(std::move(board));
}

} // namespace Belay
