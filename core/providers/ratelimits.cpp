// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ratelimits.h"

#include "core/http/httpdate.h"
#include "core/providers/retryhint.h"

#include <algorithm>
#include <cmath>

namespace Belay {

namespace {

/// A reset in any of the forms in use: a duration, seconds, an instant, Unix time in seconds or milliseconds.
std::optional<Milliseconds> timeUntil(const QByteArray &value, WallTime now)
{
    constexpr double FirstEpochSeconds = 1e9;
    constexpr double FirstEpochMs = 1e12;
    const auto sinceNow = [now](double epochMs) {
        return waitOf(epochMs - static_cast<double>(now.time_since_epoch().count()));
    };
    const QString text = QString::fromLatin1(value.trimmed());
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && number >= FirstEpochMs)
        return sinceNow(number);
    if (isNumber && number >= FirstEpochSeconds)
        return sinceNow(number * 1000);
    if (const std::optional<Milliseconds> wait = durationOf(text)) // the most usual one
        return wait;
    if (const std::optional<WallTime> time = wallTimeFromIso(text))
        return waitOf(static_cast<double>((*time - now).count()));
    if (const std::optional<WallTime> time = timeFromHttpDate(text.toLatin1()))
        return waitOf(static_cast<double>((*time - now).count()));
    return {};
}

struct Dimension {
    QString window;
    QByteArray limit;
    QByteArray remaining;
    QByteArray reset;
};

std::vector<Dimension> dimensionsNamed(std::initializer_list<const char *> windows)
{
    std::vector<Dimension> result;
    for (const char *name : windows) {
        const QByteArray window(name);
        result.push_back({QString::fromLatin1(window), "x-ratelimit-limit-" + window,
            "x-ratelimit-remaining-" + window, "x-ratelimit-reset-" + window});
    }
    return result;
}

std::vector<Dimension> anthropicDimensions()
{
    std::vector<Dimension> result;
    for (const char *name : {"requests", "tokens", "input-tokens", "output-tokens"}) {
        const QByteArray before = QByteArray("anthropic-ratelimit-") + name;
        result.push_back(
            {QString::fromLatin1(name), before + "-limit", before + "-remaining", before + "-reset"});
    }
    return result;
}

/// Read with every answer of the gateway: made once.
const std::vector<Dimension> &dimensionsOf(RateLimitFamily family)
{
    static const std::vector<Dimension> none;
    static const std::vector<Dimension> openAi = dimensionsNamed({"requests", "tokens"});
    static const std::vector<Dimension> cerebras = dimensionsNamed(
        {"requests-minute", "requests-hour", "requests-day", "tokens-minute", "tokens-hour", "tokens-day"});
    static const std::vector<Dimension> mistral
        = dimensionsNamed({"req-minute", "tokens-minute", "tokens-month"}); // tells no reset
    static const std::vector<Dimension> anthropic = anthropicDimensions();
    static const std::vector<Dimension> openRouter {
        {QStringLiteral("requests"), "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"}};
    static const std::vector<Dimension> together {openRouter.front(),
        {QStringLiteral("tokens"), "x-tokenlimit-limit", "x-tokenlimit-remaining", "x-tokenlimit-reset"}};
    switch (family) {
    case RateLimitFamily::OpenAi:
        return openAi;
    case RateLimitFamily::Cerebras:
        return cerebras;
    case RateLimitFamily::Mistral:
        return mistral;
    case RateLimitFamily::Anthropic:
        return anthropic;
    case RateLimitFamily::Together:
        return together;
    case RateLimitFamily::OpenRouter:
        return openRouter;
    case RateLimitFamily::None:
        break;
    }
    return none;
}

std::optional<double> numberIn(const HttpHeaders &headers, const QByteArray &name)
{
    bool isNumber = false;
    const double value = headerValue(headers, name).trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<Milliseconds> untilReset(const RateLimit &limit, WallTime now)
{
    return limit.resetsAt ? std::optional<Milliseconds>(*limit.resetsAt - now) : std::nullopt;
}

} // namespace

std::vector<RateLimit> rateLimitsOf(const HttpHeaders &headers, RateLimitFamily family, WallTime now)
{
    std::vector<RateLimit> limits;
    for (const Dimension &dimension : dimensionsOf(family)) {
        RateLimit limit {
            dimension.window, numberIn(headers, dimension.limit), numberIn(headers, dimension.remaining), {}};
        if (!limit.limit && !limit.remaining)
            continue;
        if (const auto wait = timeUntil(headerValue(headers, dimension.reset), now))
            limit.resetsAt = now + *wait;
        limits.push_back(std::move(limit));
    }
    return limits;
}

std::optional<LimitState> tightestLimit(const std::vector<RateLimit> &limits, WallTime now)
{
    std::optional<LimitState> tightest;
    double leastShare = 0;
    for (const RateLimit &limit : limits) {
        if (!limit.remaining)
            continue;
        const double left = *limit.remaining;
        const double share = left <= 0 ? 0 : limit.limit && *limit.limit > 0 ? left / *limit.limit : 1;
        const LimitState state {limit.window, left, untilReset(limit, now)};
        // Of several that are spent, the one that lasts longest.
        const bool longer = tightest && share <= 0 && leastShare <= 0 && state.reset > tightest->reset;
        if (!tightest || share < leastShare || longer) {
            tightest = state;
            leastShare = share;
        }
    }
    return tightest;
}

std::optional<Milliseconds> waitForLimits(const std::vector<RateLimit> &limits, WallTime now)
{
    std::optional<Milliseconds> longest;
    for (const RateLimit &limit : limits) {
        if (limit.remaining && *limit.remaining <= 0)
            longest = std::max(longest, untilReset(limit, now)); // nothing is the least
    }
    return longest;
}

} // namespace Belay
