// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"
#include "core/gateway/gatewayrequest.h"
#include "core/http/httpexchange.h"
#include "core/http/httpserver.h"
#include "core/providers/translation/dialectface.h"
#include "core/routing/runsummary.h"

namespace Belay {

/// The answers that are not the provider's: the closed table of contract 8, in its order.
enum class GatewayFault {
    BadFraming,
    HostNotAllowed,
    OriginNotAllowed,
    InvalidToken,
    UnknownRoute,
    MethodNotAllowed,
    UnsupportedMediaType,
    InvalidJson,
    ModelRequired,
    UnknownModel,
    PayloadTooLarge,
    HeadersTooLarge,
    RequestTimeout,
    TooBusy,
    ShuttingDown,
    UnsupportedParameter,
    NobodyCounts, ///< no target of the model has count_tokens
    NoUsableTarget,
    RateLimited,
    OutOfQuota,
    UpstreamAuthFailed,
    UnknownUpstream, ///< no provider that was asked knows the model
    UpstreamTimeout,
    AllProvidersFailed,
    UpstreamInterrupted, ///< after commit: the error event, never an answer of its own
    Internal
};

/// The form in which a client reads errors: Anthropic's on its paths, OpenAI's everywhere else.
enum class FaultForm { OpenAi, Anthropic };
FaultForm faultFormOf(QByteArrayView path);
FaultForm faultFormOf(Face face, QByteArrayView path);

/// One refusal, before it takes a form.
struct Refusal {
    GatewayFault fault = GatewayFault::Internal;
    std::string message = {}; ///< empty: the fault's own sentence
    std::string param = {};
    QByteArray allow = {}; ///< of MethodNotAllowed
    std::optional<Milliseconds> retryAfter = {}; ///< of RateLimited
    Json belay = {}; ///< null: none
};

/// What an answer or an error event tells. `id` is the request's own.
ClientFault toClientFault(const Refusal &refusal, FaultForm form, const QByteArray &id);
/// The body of an error answer in its form.
QByteArray faultBody(const ClientFault &fault, FaultForm form);
/// The whole answer; its headers begin with `first`, which holds the request's id.
HttpAnswer toAnswer(const Refusal &refusal, FaultForm form, const QByteArray &id, const HttpHeaders &first);
/// Whether the connection ends with this answer.
HttpExchange::Connection connectionAfter(GatewayFault fault);

/// A chain that nobody answered, or whose answer broke off.
struct Exhaustion {
    ChainId chain; ///< empty: a target was named
    std::vector<TraceAttempt> attempts; ///< in the order of their start
    std::optional<Milliseconds> retryAfter; ///< until the first key may be used again
    std::vector<QString> nearest {}; ///< of UnknownUpstream, where a target was named: names that are offered
    std::vector<SkippedTarget> notAsked {}; ///< told behind the attempts, as skipped ones
};

/// With one sentence that lists the attempts, says whose side it is and what to do, and the `belay` object.
Refusal refusalOf(GatewayFault fault, const Exhaustion &exhaustion, const QByteArray &id);

} // namespace Belay
