// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/completionrun.h"

#include "core/http/certificatedate.h"
#include "core/monitor/completioncost.h"
#include "core/providers/documentreader.h"
#include "core/providers/ratelimits.h"

#include <algorithm>
#include <utility>

namespace Belay {

namespace {

constexpr Milliseconds ConnectLimit {5'000};
constexpr Milliseconds ContentLimit {20'000};
constexpr Milliseconds HiddenContentLimit {120'000};
constexpr Milliseconds IdleLimit {30'000};
constexpr Milliseconds TotalLimit {60'000};
constexpr Milliseconds HiddenTotalLimit {160'000};
constexpr qint64 LargestAnswer = 1024 * 1024; // of a completion of a few tokens
constexpr qsizetype LargestError = 64 * 1024;

HttpLimits limitsOf(const ModelInfo &model)
{
    if (model.hidesReasoning)
        return {ConnectLimit, HiddenContentLimit, IdleLimit, CompletionRun::longest(model)};
    return {ConnectLimit, ContentLimit, IdleLimit, CompletionRun::longest(model)};
}

} // namespace

CompletionRun::CompletionRun(HttpClient &http, const Clock &clock, const Catalogue &catalogue,
    ProbeEndpoint endpoint, QString model, std::optional<Price> price)
    : m_http(http)
    , m_clock(clock)
    , m_kind(catalogue.kind(endpoint.provider.kind))
    , m_model(catalogue.model(endpoint.provider.kind, model))
    , m_endpoint(std::move(endpoint))
    , m_name(std::move(model))
    , m_price(price)
{ }

CompletionRun::~CompletionRun() = default;

void CompletionRun::start(Done done)
{
    m_done = std::move(done);
    const Codec &codec = codecFor(m_kind.dialect);
    const CompletionRequest ask {m_name, probePrompt(), m_model.recipe, AnswerForm::Stream};
    HttpRequest request = codec.completion(m_kind, m_endpoint.baseUrl, ask);
    request.auth = authHeader(m_kind, m_endpoint.key);
    request = m_endpoint.dressed(std::move(request), limitsOf(m_model));
    request.maxBody = LargestAnswer;
    m_reader = codec.reader(AnswerForm::Stream);
    m_at = m_clock.wall();
    m_began = m_clock.steady();
    m_call = m_http.start(std::move(request), *this);
}

void CompletionRun::headReceived(const HttpHead &head)
{
    m_head = head;
    m_reader->head(head);
}

void CompletionRun::bodyReceived(QByteArrayView bytes)
{
    if (m_head.status < 200 || m_head.status >= 300) {
        const qsizetype room = LargestError - m_errorBody.size();
        m_errorBody.append(bytes.data(), std::clamp<qsizetype>(room, 0, bytes.size()));
        return;
    }
    // What cannot be read as a stream is evidence, or an error in a 200.
    if (!m_reader->state().readable) {
        const qsizetype room = LargestError - m_errorBody.size();
        m_errorBody.append(bytes.data(), std::clamp<qsizetype>(room, 0, bytes.size()));
    }
    m_reader->feed(bytes);
    if (!m_contentSeen && m_reader->state().content) {
        m_contentSeen = true;
        m_call->contentSeen();
    }
}

Ending CompletionRun::endingOf(const std::optional<HttpFailure> &failure) const
{
    const AnswerState &state = m_reader->state();
    Ending ending;
    ending.kind = m_kind.id;
    ending.purpose = RequestPurpose::CompletionProbe;
    // Who sends the terminal marker and then keeps the connection has answered all the same.
    if (!state.complete || !state.error.isEmpty())
        ending.failure = failure;
    ending.head = m_head;
    if (!state.error.isEmpty())
        ending.body = withoutKey(state.error, m_endpoint.key);
    else if (!state.readable)
        ending.body = withoutKey(m_errorBody, m_endpoint.key);
    ending.answered = isAnswer(state);
    ending.complete = state.complete;
    ending.readable = state.readable;
    ending.now = m_clock.wall();
    return ending;
}

void CompletionRun::finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure)
{
    if (!failure)
        m_reader->end();
    const Classification seen = classify(endingOf(failure));
    ProbeResult result;
    result.began = m_began;
    result.answered = m_head.status > 0;
    if (failure && failure->kind == HttpFailureKind::Tls && timings.tlsIssuer)
        result.failedIssuer = *timings.tlsIssuer;
    result.refusedByDate = failure && isRefusedByDate(*failure);
    result.proxyFault = failure ? failure->proxy : ProxyFault::None;
    result.samples.push_back(sampleOf(timings, seen, failure));
    const Done done = std::exchange(m_done, {});
    done(result);
}

Sample CompletionRun::sampleOf(
    const HttpTimings &timings, const Classification &seen, const std::optional<HttpFailure> &failure) const
{
    const AnswerState &state = m_reader->state();
    Sample sample;
    sample.at = m_at;
    sample.target = {m_endpoint.provider.id, m_name};
    sample.key = m_endpoint.keyId;
    sample.kind = ProbeKind::Completion;
    const bool ours = seen.outcome == Outcome::BadRequest || seen.outcome == Outcome::TooLarge;
    sample.outcome = ours ? Outcome::Misfit : seen.outcome;
    sample.status = m_head.status;
    sample.cold = timings.cold;
    sample.timings = timings.phases;
    sample.tokensIn = state.tokensIn;
    sample.tokensOut = state.tokensOut;
    sample.usd = costOf(sample.outcome);
    sample.servedModel = state.servedModel;
    sample.servedBy = state.servedBy;
    sample.requestId = state.requestId.isEmpty() ? requestIdOf(m_head.headers) : state.requestId;
    sample.limits = rateLimitsOf(m_head.headers, m_kind.rateLimits, m_clock.wall());
    if (sample.outcome == Outcome::Ok) {
        sample.proof = state.complete ? Proof::Stream : Proof::Model;
        return withoutKey(std::move(sample), m_endpoint.key);
    }
    QByteArray text = state.error.isEmpty() ? m_errorBody : state.error;
    if (text.isEmpty() && failure)
        text = failure->detail.toUtf8();
    sample.evidence = evidenceOf(seen, text, timings.address, m_endpoint.key);
    return withoutKey(std::move(sample), m_endpoint.key);
}

Milliseconds CompletionRun::longest(const ModelInfo &model)
{
    return model.hidesReasoning ? HiddenTotalLimit : TotalLimit;
}

/// What the provider counted, else the most it can be. An answer that is an error costs nothing, whatever the
/// price.
std::optional<NanoUsd> CompletionRun::costOf(Outcome outcome) const
{
    const AnswerState &state = m_reader->state();
    const bool counted = state.tokensIn && state.tokensOut;
    const bool refused = m_head.status >= 300;
    const bool neverThere = m_head.status == 0
        && (outcome == Outcome::Dns || outcome == Outcome::Connect || outcome == Outcome::Tls
            || outcome == Outcome::Proxy || outcome == Outcome::TimeoutConnect);
    if (!counted && (refused || neverThere))
        return NanoUsd {0};
    if (!m_price)
        return {};
    return counted ? Belay::costOf(*m_price, *state.tokensIn, *state.tokensOut)
                   : mostCostOfOne(m_kind, m_model, m_price);
}

ProbeResult CompletionRun::cancel()
{
    m_call.reset();
    m_done = {};
    ProbeResult result;
    result.began = m_began;
    Sample sample;
    sample.at = m_at;
    sample.target = {m_endpoint.provider.id, m_name};
    sample.key = m_endpoint.keyId;
    sample.kind = ProbeKind::Completion;
    sample.outcome = Outcome::Cancelled;
    sample.usd = costOf(Outcome::Cancelled);
    result.samples.push_back(sample);
    return result;
}

} // namespace Belay
