// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayanswers.h"

#include "core/domain/resultjson.h"
#include "core/gateway/routetable.h"
#include "core/gateway/runtrace.h"

#include <algorithm>
#include <array>

namespace Belay {

namespace {

struct Row {
    GatewayFault fault;
    int status;
    int anthropicStatus;
    bool mayRetry; // false: x-should-retry says so
    bool closes;
    const char *type;
    const char *code;
    const char *anthropicType;
    const char *message;
};

constexpr bool Again = true;
constexpr bool Never = false; // the same request would meet the same answer
constexpr bool Close = true;
constexpr bool Keep = false;
constexpr auto Invalid = "invalid_request_error";
constexpr auto Server = "server_error";

constexpr auto Rows = std::to_array<Row>({
    {GatewayFault::BadFraming, 400, 400, Again, Close, Invalid, "bad_framing", Invalid,
        "This is not a request that HTTP/1.1 (RFC 9112) allows."},
    {GatewayFault::HostNotAllowed, 403, 403, Again, Keep, Invalid, "host_not_allowed", "permission_error",
        "The Host of this request is not allowed."},
    {GatewayFault::OriginNotAllowed, 403, 403, Again, Keep, Invalid, "origin_not_allowed", "permission_error",
        "Requests of this origin are not allowed."},
    {GatewayFault::InvalidToken, 401, 401, Never, Keep, Invalid, "invalid_api_key", "authentication_error",
        "The API key must be the gateway's token: `belayctl token` prints it."},
    {GatewayFault::UnknownRoute, 404, 404, Never, Keep, Invalid, "unknown_route", "not_found_error",
        "The gateway has no such path; paths of its API begin with /v1/."},
    {GatewayFault::MethodNotAllowed, 405, 405, Never, Keep, Invalid, "method_not_allowed", "not_found_error",
        "This path takes another method."},
    {GatewayFault::UnsupportedMediaType, 415, 415, Again, Keep, Invalid, "unsupported_media_type", Invalid,
        "The body must be sent as content-type: application/json, not encoded."},
    {GatewayFault::InvalidJson, 400, 400, Again, Keep, Invalid, "invalid_json", Invalid,
        "The body must be one JSON object in UTF-8."},
    {GatewayFault::ModelRequired, 400, 400, Again, Keep, Invalid, "model_required", Invalid,
        "The body must name a model: a chain, an alias or provider/model."},
    {GatewayFault::UnknownModel, 404, 404, Never, Keep, Invalid, "model_not_found", "not_found_error",
        "The gateway has no model of this name."},
    {GatewayFault::PayloadTooLarge, 413, 413, Again, Close, Invalid, "payload_too_large", "request_too_large",
        "The body is larger than 64 MiB."},
    {GatewayFault::HeadersTooLarge, 431, 431, Again, Close, Invalid, "headers_too_large", "request_too_large",
        "The head of the request is larger than 64 KiB or has more than 128 fields."},
    {GatewayFault::RequestTimeout, 408, 408, Again, Close, Invalid, "request_timeout", "timeout_error",
        "The request did not arrive in time."},
    {GatewayFault::TooBusy, 503, 503, Again, Keep, Server, "too_busy", "overloaded_error",
        "The gateway has as many clients as it can serve; try again in a moment."},
    {GatewayFault::ShuttingDown, 503, 503, Again, Close, Server, "shutting_down", "overloaded_error",
        "The gateway is shutting down."},
    {GatewayFault::UnsupportedParameter, 400, 400, Never, Keep, Invalid, "unsupported_parameter", Invalid,
        "No target of this model can do what the request needs"},
    {GatewayFault::NobodyCounts, 404, 404, Never, Keep, Invalid, "unknown_route", "not_found_error",
        "No target of this model counts tokens"},
    {GatewayFault::NoUsableTarget, 503, 503, Never, Keep, Server, "no_usable_target", "api_error",
        "No target has a usable key, or all are switched off"},
    {GatewayFault::RateLimited, 429, 429, Never, Keep, "requests", "rate_limit_exceeded", "rate_limit_error",
        "Every attempt met a rate limit"},
    {GatewayFault::OutOfQuota, 429, 402, Never, Keep, "insufficient_quota", "insufficient_quota",
        "billing_error", "Every account is out of credit"},
    {GatewayFault::UpstreamAuthFailed, 502, 502, Never, Keep, Server, "upstream_auth_failed", "api_error",
        "Every provider refused its key"},
    {GatewayFault::UnknownUpstream, 404, 404, Never, Keep, Invalid, "model_not_found", "not_found_error",
        "No provider that was asked knows this model"},
    {GatewayFault::UpstreamTimeout, 504, 504, Never, Keep, Server, "upstream_timeout", "timeout_error",
        "No provider answered in time"},
    {GatewayFault::AllProvidersFailed, 503, 503, Never, Keep, Server, "all_providers_failed",
        "overloaded_error", "Every provider failed"},
    {GatewayFault::UpstreamInterrupted, 502, 502, Again, Keep, Server, "upstream_interrupted", "api_error",
        "The provider broke off in the middle of its answer"},
    {GatewayFault::Internal, 500, 500, Again, Keep, Server, "internal_error", "api_error",
        "The gateway itself failed; its log says why."},
});

constexpr bool isInOrder()
{
    for (size_t i = 0; i < Rows.size(); ++i) {
        if (Rows[i].fault != static_cast<GatewayFault>(i))
            return false;
    }
    return Rows.back().fault == GatewayFault::Internal;
}
static_assert(isInOrder(), "a fault finds its row by its place");

const Row &rowOf(GatewayFault fault)
{
    return Rows.at(static_cast<size_t>(fault));
}

/// Keys, limits and accounts of the client's own, of different kinds.
bool areAllYours(const std::vector<TraceAttempt> &attempts)
{
    return !attempts.empty() && std::ranges::all_of(attempts, [](const TraceAttempt &attempt) {
        return ruleOf(attempt.outcome).owner == Owner::You;
    });
}

/// Whose side it is and what to do.
const char *adviceOf(GatewayFault fault, const Exhaustion &exhaustion)
{
    switch (fault) {
    case GatewayFault::NoUsableTarget:
        return "This is on your side: `belayctl keys list` shows what is missing.";
    case GatewayFault::UnsupportedParameter:
        return "This is on your side: leave out what `param` names, or give the chain a target that can do "
               "it.";
    case GatewayFault::NobodyCounts:
        return "This is on your side: give the chain a target that speaks Anthropic's API, or count without "
               "the gateway.";
    case GatewayFault::RateLimited:
        return "These are your limits at the providers: wait as long as retry-after says, or add a key or a "
               "step "
               "to the chain.";
    case GatewayFault::OutOfQuota:
        return "This is on your side: add credit, or a key of another account.";
    case GatewayFault::UpstreamAuthFailed:
        return "This is on your side: `belayctl keys test` says which key is refused.";
    case GatewayFault::UnknownUpstream:
        return "This is on your side: name a model that its provider has.";
    case GatewayFault::UpstreamTimeout:
        return "This is on the providers' side or on the way there: try again, or give the chain more time "
               "or "
               "another step.";
    case GatewayFault::ShuttingDown:
        return "This is on the gateway's side: ask again when it runs.";
    case GatewayFault::UpstreamInterrupted:
        return "This is on the provider's side; what came so far is not the whole answer: ask again.";
    default:
        return areAllYours(exhaustion.attempts)
            ? "This is on your side: keys or limits of yours stop each of them; `belayctl keys test` and the "
              "list above say which."
            : "This is on the providers' side: try again, or give the chain another step.";
    }
}

constexpr size_t LongestMessage = 1'000;

/// At most so many characters, cut between them.
std::string shortened(const QString &text)
{
    constexpr auto Most = static_cast<qsizetype>(LongestMessage);
    return toUtf8(text.size() <= Most ? text : QString(text.left(Most - 1) + QChar(u'…')));
}

QString sentenceOf(const SkippedTarget &skipped)
{
    const auto why = [&] {
        switch (skipped.why) {
        case SkippedTarget::Why::Waiting:
            return "its limit is not over";
        case SkippedTarget::Why::KeyRefused:
            return "its key was refused before";
        case SkippedTarget::Why::SmallWindow:
            return "its window is too small";
        case SkippedTarget::Why::NoTime:
            return "no time was left";
        case SkippedTarget::Why::Blocked:
        case SkippedTarget::Why::Unfit:
        case SkippedTarget::Why::OtherModel:
            break;
        }
        return "blocked after failures";
    };
    return QStringLiteral("%1: not asked, %2").arg(skipped.target.toString(), QLatin1StringView(why()));
}

/// What became of the attempts, and why there were no more.
QString listOf(const Exhaustion &exhaustion)
{
    Trace trace;
    trace.attempts = exhaustion.attempts;
    QStringList parts;
    if (const QString made = whyOf(trace); !made.isEmpty())
        parts << made;
    for (const SkippedTarget &skipped : exhaustion.notAsked)
        parts << sentenceOf(skipped);
    return parts.join(u"; ");
}

std::string sentenceOf(GatewayFault fault, const Exhaustion &exhaustion)
{
    QString advice = u". " + QString::fromUtf8(adviceOf(fault, exhaustion));
    if (!exhaustion.nearest.empty())
        advice += u" Nearest: "
            + QStringList(exhaustion.nearest.begin(), exhaustion.nearest.end()).join(u", ") + u'.';
    QString text = QString::fromUtf8(rowOf(fault).message);
    if (text.endsWith(u'.'))
        text.chop(1); // a sentence by itself, here the beginning of one
    const QString why = listOf(exhaustion);
    if (!why.isEmpty()) {
        const qsizetype room = std::max<qsizetype>(
            static_cast<qsizetype>(LongestMessage) - text.size() - advice.size() - 4, 1);
        text += u" (" + (why.size() <= room ? why : QString(why.left(room - 1) + QChar(u'…'))) + u')';
    }
    return shortened(text + advice);
}

/// The `belay` object of contract 8.
Json belayObject(const Exhaustion &exhaustion, const QByteArray &id)
{
    std::vector<TraceAttempt> attempts = exhaustion.attempts;
    for (const SkippedTarget &skipped : exhaustion.notAsked)
        attempts.push_back(skippedAttempt(skipped, {}));
    Json list = Json::array();
    for (const TraceAttempt &attempt : attempts) {
        const auto length = std::chrono::duration_cast<Milliseconds>(attempt.length).count();
        list.push_back({{"target", toUtf8(attempt.target.toString())},
            {"key", attempt.key.isEmpty() ? Json() : Json(toUtf8(attempt.key.value))},
            {"outcome", std::string(nameOf(attempt.outcome))},
            {"status", attempt.status > 0 ? Json(attempt.status) : Json()}, {"ms", length},
            {"note", attempt.note ? Json(std::string(nameOf(*attempt.note))) : Json()}});
    }
    const ChainId &chain = exhaustion.chain;
    return {{"requestId", id.toStdString()}, {"chain", chain.isEmpty() ? Json() : Json(toUtf8(chain.value))},
        {"attempts", std::move(list)}};
}

} // namespace

FaultForm faultFormOf(QByteArrayView path)
{
    return isAnthropicPath(path) ? FaultForm::Anthropic : FaultForm::OpenAi;
}

FaultForm faultFormOf(Face face, QByteArrayView path)
{
    return speaksAnthropic(face) ? FaultForm::Anthropic : faultFormOf(path);
}

ClientFault toClientFault(const Refusal &refusal, FaultForm form, const QByteArray &id)
{
    const Row &row = rowOf(refusal.fault);
    ClientFault fault;
    fault.status = form == FaultForm::Anthropic ? row.anthropicStatus : row.status;
    fault.openAiType = row.type;
    fault.openAiCode = row.code;
    fault.anthropicType = row.anthropicType;
    fault.param = refusal.param;
    fault.message = refusal.message.empty() ? row.message : refusal.message;
    fault.requestId = id.toStdString();
    fault.belay = refusal.belay;
    return fault;
}

QByteArray faultBody(const ClientFault &fault, FaultForm form)
{
    const bool isAnthropic = form == FaultForm::Anthropic;
    return clientFace(isAnthropic ? DialectForm::Messages : DialectForm::Chat).fault(fault);
}

HttpAnswer toAnswer(const Refusal &refusal, FaultForm form, const QByteArray &id, const HttpHeaders &first)
{
    const Row &row = rowOf(refusal.fault);
    const ClientFault fault = toClientFault(refusal, form, id);
    HttpAnswer answer {fault.status, first, faultBody(fault, form)};
    answer.headers.emplace_back("content-type", "application/json");
    if (!row.mayRetry)
        answer.headers.emplace_back("x-should-retry", "false");
    if (!refusal.allow.isEmpty())
        answer.headers.emplace_back("allow", refusal.allow);
    const bool isBusy = refusal.fault == GatewayFault::TooBusy || refusal.fault == GatewayFault::ShuttingDown;
    if (isBusy || refusal.fault == GatewayFault::RateLimited) {
        const auto wait = std::chrono::ceil<Seconds>(refusal.retryAfter.value_or(Milliseconds {1'000}));
        answer.headers.emplace_back(
            "retry-after", QByteArray::number(static_cast<qint64>(std::max(wait, Seconds {1}).count())));
    }
    return answer;
}

HttpExchange::Connection connectionAfter(GatewayFault fault)
{
    return rowOf(fault).closes ? HttpExchange::Connection::Close : HttpExchange::Connection::KeepAlive;
}

Refusal refusalOf(GatewayFault fault, const Exhaustion &exhaustion, const QByteArray &id)
{
    Refusal refusal {fault};
    refusal.message = sentenceOf(fault, exhaustion);
    refusal.belay = belayObject(exhaustion, id);
    refusal.retryAfter = exhaustion.retryAfter;
    return refusal;
}

} // namespace Belay
