// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/explanationtext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Explanation)
};

constexpr Milliseconds SameTime {std::chrono::minutes {10}};

Verdict verdictOf(
    const ErrorReading &reading, Owner owner, Cause cause, const QString &reason, const QString &advice)
{
    Verdict verdict;
    verdict.outcome = reading.what.outcome;
    verdict.state = stateAlone(verdict.outcome);
    verdict.owner = owner;
    verdict.cause = cause;
    verdict.confidence = owner == Owner::Unknown ? Confidence::Low : Confidence::High;
    verdict.reason = reason;
    verdict.advice = advice;
    return verdict;
}

Verdict nothingRecognised(const ErrorReading &reading)
{
    return verdictOf(reading, Owner::Unknown, Cause::None,
        Words::tr("Nothing in this text says what went wrong with a provider."),
        Words::tr(
            "Paste the whole error: the status line with its headers, the body, or all that your program "
            "printed."));
}

Verdict notSent(const ErrorReading &reading)
{
    switch (reading.notSent) {
    case NotSent::KeyMissing:
        return verdictOf(reading, Owner::You, Cause::Key,
            Words::tr("Your program has no key to send, so no request was sent."),
            Words::tr("Set the variable that holds the key where the program runs, and start it again."));
    case NotSent::WrongAddress:
        return verdictOf(reading, Owner::You, Cause::Configuration,
            Words::tr("The address that your program was given is none, so no request was sent."),
            Words::tr("Correct the base URL: it begins with https:// and names a host."));
    case NotSent::WrongCommand:
    case NotSent::No:
        break;
    }
    return verdictOf(reading, Owner::You, Cause::Configuration,
        Words::tr("The command itself is wrong, so no request was sent."),
        Words::tr("Correct the command: its address, its options or the files that it names."));
}

/// What Belay's gateway says by itself, without having asked anybody (contract 8).
std::optional<Verdict> ofGateway(const ErrorReading &reading)
{
    const Outcome outcome = reading.what.outcome;
    if (outcome == Outcome::Auth)
        return verdictOf(reading, Owner::You, Cause::Key,
            Words::tr("Belay's own gateway refuses the key of your program: it is not the gateway's token."),
            Words::tr("Give your program the token that `belayctl token` prints, as its API key."));
    if (outcome == Outcome::Forbidden)
        return verdictOf(reading, Owner::You, Cause::Configuration,
            Words::tr("Belay's own gateway does not serve this host or this page's origin."),
            Words::tr("Use the address on the Gateway page, or allow the host or origin in the gateway's "
                      "settings."));
    if (outcome == Outcome::ModelNotFound)
        return verdictOf(reading, Owner::You, Cause::Configuration,
            Words::tr("Belay's own gateway has no model of this name."),
            Words::tr("Name a chain, one of its aliases or provider/model; GET /v1/models lists them."));
    if (outcome == Outcome::Skipped)
        return verdictOf(reading, Owner::You, Cause::Key,
            Words::tr("Belay's own gateway had no usable key for this model, or all of its targets are off."),
            Words::tr("See what is missing: `belayctl keys list`, or the Keys page."));
    if (outcome == Outcome::Overloaded)
        return verdictOf(reading, Owner::Belay, Cause::Gateway,
            Words::tr("Belay's own gateway is busy or shutting down."),
            Words::tr("Send the request again in a moment."));
    if (outcome == Outcome::ServerError)
        return verdictOf(reading, Owner::Belay, Cause::Gateway, Words::tr("Belay's own gateway failed."),
            Words::tr("Send the request again; its log says why it failed."));
    if (ruleOf(outcome).cause == Cause::Request || outcome == Outcome::Reset)
        return verdictOf(reading, Owner::You, Cause::Request,
            Words::tr("Belay's own gateway cannot take the request as it was sent (%1).")
                .arg(reading.gatewayCode),
            Words::tr("Correct the request: the message of the error names what is wrong."));
    return {};
}

QString attemptText(const ToldAttempt &attempt)
{
    QString text = attempt.target + u' ' + toString(attempt.outcome);
    QStringList parts;
    if (attempt.status > 0)
        parts << QStringLiteral("HTTP %1").arg(attempt.status);
    if (attempt.took)
        parts << QStringLiteral("%1 ms").arg(attempt.took->count());
    if (!parts.isEmpty())
        text += QStringLiteral(" (") + parts.join(u", ") + u')';
    return text;
}

QString attemptsText(const std::vector<ToldAttempt> &attempts)
{
    constexpr size_t Named = 6;
    QStringList texts;
    for (size_t i = 0; i < std::min(Named, attempts.size()); ++i)
        texts << attemptText(attempts[i]);
    if (attempts.size() > Named)
        texts << QStringLiteral("…");
    return Words::tr("Belay's gateway tried: %1.").arg(texts.join(u"; "));
}

/// What was measured of the provider at that time, in one sentence.
QString measuredText(const Sample &sample, const QString &when, Outcome told)
{
    const QString what = sample.target.toString();
    if (sample.outcome == Outcome::Ok)
        return Words::tr("Belay's own check of %1, %2, was answered.").arg(what, when);
    if (sample.outcome == told)
        return Words::tr("Belay's own check of %1, %2, met the same.").arg(what, when);
    return Words::tr("Belay's own check of %1, %2, ended as %3.").arg(what, when, toString(sample.outcome));
}

/// What follows from a check that was answered while the pasted request was not.
QString adviceBesideAGoodCheck(Outcome told)
{
    if (told == Outcome::Dns || told == Outcome::Tls || told == Outcome::Proxy || told == Outcome::Connect)
        return Words::tr(
            "From this machine Belay gets through: look at the proxy, DNS and certificates of the "
            "program that failed.");
    if (ruleOf(told).health == Health::Hard)
        return Words::tr("It passed by then, or it meets your request alone: try once more.");
    return {};
}

/// A server's failure in a text from which nobody can tell whose server it is.
bool isNobodyNamed(const Explanation &explanation)
{
    return explanation.provider.isEmpty() && explanation.reading.host.isEmpty()
        && explanation.verdict.owner == Owner::Provider;
}

} // namespace

QString unknownProvider()
{
    return Words::tr("the provider");
}

QString distanceText(const ErrorReading &reading, WallTime measuredAt, WallTime now)
{
    const Milliseconds distance = reading.at.value_or(now) - measuredAt;
    const Milliseconds length = distance < Milliseconds {0} ? -distance : distance;
    if (length < Milliseconds {1'000})
        return Words::tr("in the same second");
    if (!reading.at)
        return Words::tr("%1 ago").arg(spokenDuration(length));
    return distance > Milliseconds {0} ? Words::tr("%1 before it").arg(spokenDuration(length))
                                       : Words::tr("%1 after it").arg(spokenDuration(length));
}

std::optional<Verdict> verdictWithoutProvider(const ErrorReading &reading, const QString &providerName)
{
    if (!reading.recognised)
        return nothingRecognised(reading);
    if (reading.notSent != NotSent::No)
        return notSent(reading);
    if (reading.what.outcome == Outcome::Cancelled)
        return verdictOf(reading, Owner::None, Cause::None,
            Words::tr("Your own program broke the request off before its answer was there."),
            Words::tr("Give it more time if it was a limit of yours; else there is nothing to do."));
    if (reading.what.outcome == Outcome::Ok)
        return verdictOf(reading, Owner::None, Cause::None,
            providerName.isEmpty()
                ? Words::tr("This is a good answer, not an error.")
                : Words::tr("This is a good answer of %1, not an error.").arg(providerName),
            Words::tr("Nothing to do."));
    if (reading.byGateway && reading.attempts.empty())
        return ofGateway(reading);
    return {};
}

void addWhatBelayKnows(Explanation &explanation, WallTime now)
{
    const ErrorReading &reading = explanation.reading;
    Verdict &verdict = explanation.verdict;
    if (!reading.attempts.empty())
        verdict.reason += u' ' + attemptsText(reading.attempts);
    if (explanation.ownKeyWorks)
        verdict.advice += u' ' + Words::tr("The key that Belay has works: your program uses another one.");
    if (isNobodyNamed(explanation)) {
        verdict.confidence = Confidence::Low;
        verdict.advice += u' '
            + Words::tr(
                "Nothing here names who answered: if a server or proxy of your own stands in between, "
                "look there first.");
    }
    if (!explanation.measured)
        return;
    const Sample &sample = *explanation.measured;
    const Milliseconds distance = reading.at.value_or(now) - sample.at;
    if (distance > SameTime || distance < -SameTime)
        return;
    verdict.reason
        += u' ' + measuredText(sample, distanceText(reading, sample.at, now), reading.what.outcome);
    const QString more
        = sample.outcome == Outcome::Ok ? adviceBesideAGoodCheck(reading.what.outcome) : QString();
    if (!more.isEmpty())
        verdict.advice += u' ' + more;
}

std::vector<QString> notesOf(const ErrorReading &reading)
{
    std::vector<QString> notes;
    if (reading.errors > 1)
        notes.push_back(Words::tr("The text holds %n different errors; this is about the most telling one.",
            nullptr, reading.errors));
    if (reading.cut)
        notes.push_back(Words::tr("The text is long: its beginning and its end were read."));
    return notes;
}

} // namespace Belay
