// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/retryhint.h"

#include "core/http/httpdate.h"
#include "core/providers/fault.h"
#include "core/providers/ratelimits.h"

#include <QRegularExpression>

#include <cmath>

namespace Belay {

namespace {

std::optional<Milliseconds> numberOfMs(const QByteArray &text)
{
    bool isNumber = false;
    const double ms = text.trimmed().toDouble(&isNumber);
    return isNumber ? waitOf(ms) : std::nullopt;
}

std::optional<Milliseconds> until(WallTime time, WallTime now)
{
    return waitOf(static_cast<double>((time - now).count()));
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
        return waitOf(seconds * 1000);
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

} // namespace

std::optional<Milliseconds> waitOf(double ms)
{
    constexpr double LongestMs = 366.0 * 24 * 3600 * 1000;
    if (!std::isfinite(ms) || ms < 0 || ms > LongestMs)
        return {};
    return Milliseconds(std::llround(std::ceil(ms)));
}

/// By hand: the resets of every answer of the gateway pass here.
std::optional<Milliseconds> durationOf(QStringView text)
{
    constexpr double Factors[] = {3'600'000, 60'000, 1'000};
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && text[at] >= u'0' && text[at] <= u'9')
            ++at;
        return at > from;
    };
    const auto number = [&]() -> std::optional<double> {
        const qsizetype from = at;
        if (!digits() || (at < text.size() && text[at] == u'.' && (++at, !digits())))
            return {};
        return text.sliced(from, at - from).toDouble();
    };
    double ms = 0;
    for (qsizetype next = 0; at < text.size() || next == 0; ++next) {
        const std::optional<double> value = number();
        if (!value)
            return {};
        if (next == 0 && text.sliced(at) == u"ms")
            return waitOf(*value);
        const qsizetype unit = at < text.size() ? QStringView(u"hms").indexOf(text[at++]) : 2;
        if (unit < next) // unknown, or not after the one before
            return {};
        ms += *value * Factors[unit];
        next = unit;
    }
    return waitOf(ms);
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
    return waitForLimits(rateLimitsOf(headers, family, now), now);
}

} // namespace Belay
