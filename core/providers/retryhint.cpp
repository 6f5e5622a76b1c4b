// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/retryhint.h"

#include "core/http/httpdate.h"
#include "core/providers/fault.h"

#include <QRegularExpression>

#include <cmath>

namespace Belay {

namespace {

constexpr double LongestMs = 366.0 * 24 * 3600 * 1000;

std::optional<Milliseconds> fromMs(double ms)
{
    if (!std::isfinite(ms) || ms < 0 || ms > LongestMs)
        return {};
    return Milliseconds(std::llround(std::ceil(ms)));
}

std::optional<Milliseconds> numberOfMs(const QByteArray &text)
{
    bool isNumber = false;
    const double ms = text.trimmed().toDouble(&isNumber);
    return isNumber ? fromMs(ms) : std::nullopt;
}

std::optional<Milliseconds> until(WallTime time, WallTime now)
{
    return fromMs(static_cast<double>((time - now).count()));
}

/// A reset in any of the forms in use: a duration, seconds, an instant, Unix time in seconds or milliseconds.
std::optional<Milliseconds> timeUntil(const QByteArray &value, WallTime now)
{
    constexpr double FirstEpochSeconds = 1e9;
    constexpr double FirstEpochMs = 1e12;
    const QString text = QString::fromLatin1(value.trimmed());
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && number >= FirstEpochMs)
        return fromMs(number - static_cast<double>(now.time_since_epoch().count()));
    if (isNumber && number >= FirstEpochSeconds)
        return fromMs(number * 1000 - static_cast<double>(now.time_since_epoch().count()));
    if (const std::optional<WallTime> time = wallTimeFromIso(text))
        return until(*time, now);
    if (const std::optional<WallTime> time = timeFromHttpDate(text.toLatin1()))
        return until(*time, now);
    return durationOf(text);
}

std::optional<Milliseconds> fromRetryAfter(const HttpHeaders &headers, WallTime now)
{
    for (const char *name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
        if (const auto ms = numberOfMs(headerValue(headers, name)))
            return ms;
    }
    const QByteArray value = headerValue(headers, "retry-after").trimmed();
    bool isNumber = false;
    const double seconds = value.toDouble(&isNumber);
    if (isNumber)
        return fromMs(seconds * 1000);
    const std::optional<WallTime> date = timeFromHttpDate(value);
    return date ? until(*date, now) : std::nullopt;
}

/// The sentences of OpenAI and Groq, Gemini, and Azure.
std::optional<Milliseconds> fromText(const QString &message)
{
    static const QRegularExpression sentence(
        QStringLiteral(R"(\b(?:try again|retry) (?:in|after) ([0-9][0-9.hms]*)(?: (second|minute|hour)s?)?)"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = sentence.match(message);
    if (!match.hasMatch())
        return {};
    QString text = match.captured(1);
    while (text.endsWith(u'.'))
        text.chop(1);
    const QString unit = match.captured(2).toLower();
    return durationOf(unit.isEmpty() ? text : QString(text + unit.front()));
}

struct Dimension {
    QString window;
    QByteArray limit;
    QByteArray remaining;
    QByteArray reset;
};

std::vector<Dimension> dimensionsOf(RateLimitFamily family)
{
    std::vector<Dimension> result;
    const auto add = [&](std::initializer_list<const char *> windows) {
        for (const char *name : windows) {
            const QByteArray window(name);
            result.push_back({QString::fromLatin1(window), "x-ratelimit-limit-" + window,
                "x-ratelimit-remaining-" + window, "x-ratelimit-reset-" + window});
        }
    };
    switch (family) {
    case RateLimitFamily::OpenAi:
        add({"requests", "tokens"});
        break;
    case RateLimitFamily::Cerebras:
        add({"requests-minute", "requests-hour", "requests-day", "tokens-minute", "tokens-hour",
            "tokens-day"});
        break;
    case RateLimitFamily::Mistral: // tells no reset
        add({"req-minute", "tokens-minute", "tokens-month"});
        break;
    case RateLimitFamily::Anthropic:
        for (const char *name : {"requests", "tokens", "input-tokens", "output-tokens"}) {
            const QByteArray before = QByteArray("anthropic-ratelimit-") + name;
            result.push_back(
                {QString::fromLatin1(name), before + "-limit", before + "-remaining", before + "-reset"});
        }
        break;
    case RateLimitFamily::Together:
    case RateLimitFamily::OpenRouter:
        result.push_back(
            {QStringLiteral("requests"), "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"});
        break;
    case RateLimitFamily::None:
        break;
    }
    return result;
}

std::optional<double> numberIn(const HttpHeaders &headers, const QByteArray &name)
{
    bool isNumber = false;
    const double value = headerValue(headers, name).trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The longest reset of those of which nothing remains: before it the next request fails again.
std::optional<Milliseconds> fromLimits(const HttpHeaders &headers, RateLimitFamily family, WallTime now)
{
    std::optional<Milliseconds> longest;
    for (const Dimension &dimension : dimensionsOf(family)) {
        const std::optional<double> remaining = numberIn(headers, dimension.remaining);
        if (!remaining || *remaining > 0)
            continue;
        const auto wait = timeUntil(headerValue(headers, dimension.reset), now);
        if (wait && (!longest || *wait > *longest))
            longest = wait;
    }
    return longest;
}

} // namespace

std::optional<Milliseconds> durationOf(QStringView text)
{
    static const QRegularExpression milliseconds(QStringLiteral(R"(^([0-9]+(?:\.[0-9]+)?)ms$)"));
    static const QRegularExpression parts(QStringLiteral(
        R"(^(?:([0-9]+(?:\.[0-9]+)?)h)?(?:([0-9]+(?:\.[0-9]+)?)m)?(?:([0-9]+(?:\.[0-9]+)?)s?)?$)"));
    if (text.isEmpty())
        return {};
    if (const QRegularExpressionMatch match = milliseconds.match(text.toString()); match.hasMatch())
        return fromMs(match.captured(1).toDouble());
    const QRegularExpressionMatch match = parts.match(text.toString());
    if (!match.hasMatch())
        return {};
    return fromMs(match.captured(1).toDouble() * 3'600'000 + match.captured(2).toDouble() * 60'000
        + match.captured(3).toDouble() * 1'000);
}

std::optional<Milliseconds> retryHint(
    const HttpHeaders &headers, const Fault &fault, RateLimitFamily family, WallTime now)
{
    if (const auto wait = fromRetryAfter(headers, now))
        return wait;
    if (fault.retryAfter)
        return fault.retryAfter;
    if (const auto wait = fromText(fault.message))
        return wait;
    return fromLimits(headers, family, now);
}

std::optional<LimitState> tightestLimit(const HttpHeaders &headers, RateLimitFamily family, WallTime now)
{
    std::optional<LimitState> tightest;
    double leastShare = 0;
    for (const Dimension &dimension : dimensionsOf(family)) {
        const std::optional<double> remaining = numberIn(headers, dimension.remaining);
        if (!remaining)
            continue;
        const std::optional<double> limit = numberIn(headers, dimension.limit);
        const double share = *remaining <= 0 ? 0 : limit && *limit > 0 ? *remaining / *limit : 1;
        const LimitState state {
            dimension.window, *remaining, timeUntil(headerValue(headers, dimension.reset), now)};
        // Of several that are spent, the one that lasts longest.
        const bool longer = tightest && share <= 0 && leastShare <= 0 && state.reset > tightest->reset;
        if (!tightest || share < leastShare || longer) {
            tightest = state;
            leastShare = share;
        }
    }
    return tightest;
}

} // namespace Belay
