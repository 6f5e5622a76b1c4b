// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/upstreamattempt.h"

#include "core/gateway/forwardedheaders.h"
#include "core/providers/documentreader.h"
#include "core/providers/evidence.h"
#include "core/providers/ratelimits.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr qsizetype LargestError = 64 * 1024;
// Of a stream that goes on without saying anything: what a client may have to be told at its start.
constexpr qsizetype LargestPrelude = 1024 * 1024;

} // namespace

UpstreamAttempt::UpstreamAttempt(
    HttpClient &http, const Clock &clock, AttemptListener &listener, AttemptSetup setup)
    : m_http(http)
    , m_clock(clock)
    , m_listener(listener)
    , m_setup(std::move(setup))
{
    m_sample.at = m_clock.wall();
    m_sample.target = m_setup.order.target;
    m_sample.key = m_setup.order.key;
    m_sample.source = SampleSource::Traffic;
    m_sample.kind = ProbeKind::Completion;
}

UpstreamAttempt::~UpstreamAttempt() = default;

void UpstreamAttempt::start(HttpRequest request)
{
    m_call = m_http.start(std::move(request), *this);
}

void UpstreamAttempt::cancel(Outcome why)
{
    if (hasEnded())
        return;
    m_call.reset();
    m_end = AttemptEnd {why, m_head.status, {}, false};
    m_isSettled = true;
    m_sample.outcome = why;
    m_sample.status = m_head.status;
    m_sample.usd = cost();
    if (why != Outcome::Cancelled)
        m_sample.evidence = evidenceOf({why, {}, {}, {}}, "over its limit in the chain", {}, m_setup.key);
}

void UpstreamAttempt::breakOff()
{
    if (hasEnded())
        return;
    m_call.reset();
    conclude({});
    m_listener.attemptEnded(m_setup.order.attempt);
}

void UpstreamAttempt::pause()
{
    if (m_call)
        m_call->pause();
}

void UpstreamAttempt::resume()
{
    if (m_call)
        m_call->resume();
}

void UpstreamAttempt::headReceived(const HttpHead &head)
{
    m_head = head;
    const bool isRaw = m_setup.form.passage == Passage::Raw;
    if (isSuccess(head.status) || (isRaw && head.status < 400))
        m_relay = createRelay(m_setup.form, head);
}

HttpHeaders UpstreamAttempt::passedBack() const
{
    HttpHeaders headers = passedBackHeaders(m_head.headers);
    const QByteArray &key = m_setup.key.reveal();
    for (auto &[name, value] : headers) {
        if (!key.isEmpty() && value.contains(key))
            value = withoutKey(value, m_setup.key);
    }
    return headers;
}

void UpstreamAttempt::takeError(QByteArrayView bytes)
{
    const qsizetype room = LargestError - m_errorBody.size();
    m_errorBody.append(bytes.first(std::clamp<qsizetype>(room, 0, bytes.size())));
}

bool UpstreamAttempt::isBeyondHope() const
{
    return m_relay->isFull() || m_relay->state().garbled
        || (m_setup.form.stream && !m_contentSeen && m_relay->held() > LargestPrelude);
}

void UpstreamAttempt::bodyReceived(QByteArrayView bytes)
{
    if (!m_relay) {
        takeError(bytes);
        return;
    }
    if (m_isSpoilt)
        return;
    m_relay->feed(bytes);
    if (!m_contentSeen && m_relay->state().content) {
        m_contentSeen = true;
        m_call->contentSeen();
    }
    m_isSpoilt = isBeyondHope();
    const bool comesAsItIs = m_setup.form.stream || m_setup.form.passage == Passage::Raw;
    if (comesAsItIs && (m_contentSeen || m_isSpoilt))
        m_listener.attemptProgressed(m_setup.order.attempt);
}

void UpstreamAttempt::finished(const HttpTimings &timings, const std::optional<HttpFailure> &failure)
{
    if (m_relay && !failure && !m_isSpoilt)
        m_relay->end();
    m_timings = timings;
    conclude(failure);
    m_listener.attemptEnded(m_setup.order.attempt);
}

void UpstreamAttempt::conclude(const std::optional<HttpFailure> &failure)
{
    m_errorBody = withoutKey(m_errorBody, m_setup.key); // it is whole now, and shown from here on
    const bool isPassedOn = m_setup.form.passage == Passage::Raw && m_relay && !failure;
    m_seen = isPassedOn ? Classification {Outcome::Ok, {}, {}, {}} : classify(endingOf(failure));
    if (m_isSpoilt)
        m_seen.outcome = Outcome::NotAnAnswer;
    // What is not there may be a file of the client's: that no model was named says nothing of the provider.
    if (m_seen.outcome == Outcome::ModelNotFound && !m_setup.order.target.hasModel())
        m_seen.outcome = Outcome::BadRequest;
    m_end = AttemptEnd {m_seen.outcome, m_head.status, m_seen.retryAfter, true};
    if (failure)
        m_failure = failure->detail;
    else if (m_isSpoilt)
        m_failure = m_relay->state().garbled ? QStringLiteral("an event of the stream is no JSON")
                                             : QStringLiteral("more came than is kept of an answer");
}

void UpstreamAttempt::settle()
{
    if (hasEnded() && !std::exchange(m_isSettled, true))
        fillSample();
}

Ending UpstreamAttempt::endingOf(const std::optional<HttpFailure> &failure) const
{
    Ending ending;
    ending.kind = m_setup.kind;
    ending.purpose = RequestPurpose::Traffic;
    ending.failure = failure;
    ending.head = m_head;
    ending.now = m_clock.wall();
    ending.body = m_errorBody;
    if (!m_relay || m_isSpoilt)
        return ending;
    const AnswerState &state = m_relay->state();
    // Who sends the terminal marker and then keeps the connection has answered all the same.
    if (state.complete && state.error.isEmpty())
        ending.failure.reset();
    if (!state.error.isEmpty())
        ending.body = withoutKey(state.error, m_setup.key);
    else if (!state.readable)
        ending.body = withoutKey(m_relay->beginning(), m_setup.key);
    ending.answered = isAnswer(state);
    ending.complete = state.complete;
    ending.readable = state.readable;
    return ending;
}

void UpstreamAttempt::fillSample()
{
    m_sample.outcome = m_seen.outcome;
    m_sample.status = m_head.status;
    m_sample.cold = m_timings.cold;
    m_sample.timings = m_timings.phases;
    if (m_relay) {
        const AnswerState &state = m_relay->state();
        m_sample.tokensIn = state.tokensIn;
        m_sample.tokensOut = state.tokensOut;
        m_sample.servedModel = state.servedModel;
        m_sample.servedBy = state.servedBy;
        m_sample.requestId = state.requestId;
    }
    m_sample.usd = cost();
    if (m_sample.requestId.isEmpty())
        m_sample.requestId = requestIdOf(m_head.headers);
    m_sample.limits
        = rateLimitsOf(m_head.headers, Catalogue::builtIn().kind(m_setup.kind).rateLimits, m_clock.wall());
    if (m_seen.outcome == Outcome::Ok) {
        m_sample.proof = m_setup.form.stream ? Proof::Stream : Proof::Model;
    } else {
        QByteArray text = m_relay && !m_relay->state().error.isEmpty() ? m_relay->state().error : m_errorBody;
        if (text.isEmpty())
            text = m_failure.toUtf8();
        m_sample.evidence = evidenceOf(m_seen, text, m_timings.address, m_setup.key);
    }
    m_sample = withoutKey(std::move(m_sample), m_setup.key);
}

/// What the provider counted; for an answer that was left before it told, what it may have cost by then.
std::optional<NanoUsd> UpstreamAttempt::cost() const
{
    if (!m_relay && m_sample.outcome != Outcome::Cancelled)
        return NanoUsd {0};
    if (!m_setup.price)
        return {};
    const AnswerState *const state = m_relay ? &m_relay->state() : nullptr;
    if (state && state->tokensIn && state->tokensOut)
        return costOf(*m_setup.price, *state->tokensIn, *state->tokensOut);
    if (m_sample.outcome != Outcome::Cancelled)
        return {};
    const bool runsOn = m_setup.cancelStopsBilling != std::optional<bool> {true};
    return costOf(*m_setup.price, m_setup.tokensIn, runsOn ? m_setup.tokensOut : 0);
}

} // namespace Belay
