// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/classifier.h"

#include "core/base/logging.h"
#include "core/providers/catalogue.h"
#include "core/providers/faultclass.h"
#include "core/providers/retryhint.h"

namespace Belay {

namespace {

constexpr qsizetype LongestMessage = 1024;
constexpr qsizetype LongestCode = 128;
constexpr qsizetype LongestBody = 64 * 1024;

bool isFreeCheck(RequestPurpose purpose)
{
    return purpose == RequestPurpose::ReachProbe || purpose == RequestPurpose::AuthProbe;
}

bool looksLikeHtml(const Ending &ending)
{
    return ending.body.trimmed().startsWith('<')
        || headerValue(ending.head.headers, "content-type").trimmed().toLower().startsWith("text/html");
}

Outcome ofTransport(HttpFailureKind failure, const HttpHead &head)
{
    switch (failure) {
    case HttpFailureKind::Dns:
        return Outcome::Dns;
    case HttpFailureKind::Connect:
        return Outcome::Connect;
    case HttpFailureKind::Reset:
        return isSuccess(head.status) ? Outcome::Cut : Outcome::Reset;
    case HttpFailureKind::Tls:
        return Outcome::Tls;
    case HttpFailureKind::Proxy:
        return Outcome::Proxy;
    case HttpFailureKind::TimeoutConnect:
        return Outcome::TimeoutConnect;
    case HttpFailureKind::TimeoutContent:
        return Outcome::TimeoutContent;
    case HttpFailureKind::TimeoutIdle:
        return Outcome::TimeoutIdle;
    case HttpFailureKind::TimeoutTotal:
        return Outcome::TimeoutTotal;
    case HttpFailureKind::TooLarge:
    case HttpFailureKind::Encoded:
    case HttpFailureKind::Malformed:
        break;
    }
    return Outcome::NotAnAnswer;
}

/// What a key check says in an answer with status 200 (DeepSeek's balance, xAI's and OpenRouter's key,
/// Cohere's check).
Outcome ofKeyCheck(ProviderKindId kind, const Json &body)
{
    const auto isFalse = [](const Json *value) { return value && value->is_boolean() && !isTrue(value); };
    switch (kind) {
    case ProviderKindId::DeepSeek:
        return isFalse(member(body, "is_available")) ? Outcome::Quota : Outcome::Ok;
    case ProviderKindId::XAi:
        if (isTrue(member(body, "api_key_blocked")) || isTrue(member(body, "api_key_disabled")))
            return Outcome::Auth;
        return isTrue(member(body, "team_blocked")) ? Outcome::Forbidden : Outcome::Ok;
    case ProviderKindId::OpenRouter: {
        const std::optional<double> left = numberOf(member(body, {"data", "limit_remaining"}));
        return left && *left <= 0 ? Outcome::Quota : Outcome::Ok;
    }
    case ProviderKindId::Cohere:
        return isFalse(member(body, "valid")) ? Outcome::Auth : Outcome::Ok;
    default:
        return Outcome::Ok;
    }
}

/// A log-in page of a network answers 200 to everything; JSON it does not answer.
Outcome ofFreeCheck(const Ending &ending)
{
    if (looksLikeHtml(ending))
        return Outcome::NotAnAnswer;
    if (ending.purpose == RequestPurpose::ReachProbe)
        return Outcome::Ok;
    const QByteArray body = ending.body.trimmed();
    if (!body.startsWith('{') && !body.startsWith('['))
        return Outcome::NotAnAnswer;
    const std::optional<Json> document = parseJson(body);
    if (document)
        return ofKeyCheck(ending.kind, *document);
    // A long list is handed over by its beginning; a short piece of JSON is broken.
    return body.size() >= LongestBody ? Outcome::Ok : Outcome::NotAnAnswer;
}

Outcome ofCompletion(const Ending &ending)
{
    if (!ending.readable) {
        const QByteArray type = headerValue(ending.head.headers, "content-type").trimmed().toLower();
        const QByteArray body = ending.body.trimmed();
        const bool onlyPings = body.isEmpty() || body.startsWith(':');
        return type.startsWith("text/event-stream") && onlyPings ? Outcome::Cut : Outcome::NotAnAnswer;
    }
    if (!ending.complete)
        return Outcome::Cut;
    return ending.answered ? Outcome::Ok : Outcome::Empty;
}

/// The answer that the provider itself gave, if it is one.
std::optional<Outcome> ofAnswer(const Ending &ending, const Fault &fault)
{
    const int status = ending.head.status;
    if (status >= 400 && status <= 599)
        return outcomeOf(ending.kind, status, fault);
    if (isSuccess(status) && fault.stated)
        return outcomeOf(ending.kind, status, fault).value_or(Outcome::NotAnAnswer);
    return {};
}

Outcome plainOutcome(const Ending &ending, const Fault &fault)
{
    if (ending.failure && ending.failure->kind == HttpFailureKind::Proxy)
        return Outcome::Proxy;
    constexpr int LoginOfNetwork = 511; // RFC 6585, 6: of a network in between, never of the server
    if (ending.head.status == LoginOfNetwork)
        return Outcome::NotAnAnswer;
    if (const std::optional<Outcome> told = ofAnswer(ending, fault))
        return *told;
    if (ending.head.status >= 300)
        return Outcome::NotAnAnswer; // a redirect: none is followed with a key
    const bool freeCheck = isFreeCheck(ending.purpose);
    // What broke after the terminal marker does not matter any more.
    const bool done = !freeCheck && isSuccess(ending.head.status) && ending.complete && ending.answered;
    if (ending.failure && !done)
        return ofTransport(ending.failure->kind, ending.head);
    if (!isSuccess(ending.head.status))
        return Outcome::NotAnAnswer;
    return freeCheck ? ofFreeCheck(ending) : ofCompletion(ending);
}

/// What an outcome means for the one who asked.
Outcome forPurpose(Outcome outcome, const Ending &ending)
{
    const bool noModelAsked = isFreeCheck(ending.purpose) && outcome == Outcome::ModelNotFound;
    if (noModelAsked || (outcome == Outcome::BadRequest && ending.purpose != RequestPurpose::Traffic))
        return Outcome::Misfit;
    const bool refused = outcome == Outcome::Auth || outcome == Outcome::Forbidden
        || outcome == Outcome::Quota || outcome == Outcome::RateLimited;
    // A filter in between refuses too: with a page, and not for want of a key.
    const bool byAPage = looksLikeHtml(ending) && ending.head.status != 401;
    if (refused && ending.purpose == RequestPurpose::ReachProbe && !byAPage)
        return Outcome::Ok;
    return outcome;
}

QString shortened(QString text, qsizetype most)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    QByteArray bytes = redacted(text.simplified()).toUtf8();
    if (bytes.size() <= most)
        return QString::fromUtf8(bytes);
    while (most > 0 && (static_cast<unsigned char>(bytes[most]) & 0xC0) == 0x80)
        --most; // not inside of a character
    return QString::fromUtf8(bytes.left(most));
}

QString messageOf(const Ending &ending, const Fault &fault)
{
    if (!fault.message.isEmpty())
        return shortened(fault.message, LongestMessage);
    if (ending.failure && !ending.failure->detail.isEmpty())
        return shortened(ending.failure->detail, LongestMessage);
    return shortened(QString::fromUtf8(ending.body.left(4 * LongestMessage)), LongestMessage);
}

} // namespace

Classification classify(const Ending &ending)
{
    const Fault fault = readFault(ending.body);
    Classification result;
    result.outcome = forPurpose(plainOutcome(ending, fault), ending);
    if (result.outcome == Outcome::Ok)
        return result;
    const int status = ending.head.status;
    if (status >= 400 || fault.stated) {
        if (!fault.words.isEmpty())
            result.providerCode = shortened(fault.words.front(), LongestCode);
        const RateLimitFamily family = Catalogue::builtIn().kind(ending.kind).rateLimits;
        result.retryAfter = retryHint(ending.head.headers, fault, family, ending.now);
    }
    result.message = messageOf(ending, fault);
    return result;
}

} // namespace Belay
