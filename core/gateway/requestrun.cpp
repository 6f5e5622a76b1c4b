// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/requestrun.h"

#include "core/gateway/forwardedheaders.h"
#include "core/gateway/modelnames.h"
#include "core/gateway/runtrace.h"
#include "core/http/httpgrammar.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace Belay {

namespace {

// What a request may cost is guessed from its size, at four bytes a token, and from an answer of this length.
constexpr int BytesPerToken = 4;
constexpr int GuessedAnswer = 512;

void setHeader(HttpHeaders &headers, const QByteArray &name, const QByteArray &value)
{
    std::erase_if(headers, [&name](const HttpHeader &header) { return equalAnyCase(header.first, name); });
    headers.emplace_back(name, value);
}

/// Without those that were left out because their target could not take the request.
int startedAttempts(const RunSummary &summary)
{
    return static_cast<int>(std::ranges::count_if(summary.attempts,
        [](const RunAttempt &attempt) { return !attempt.endedAt || attempt.outcome != Outcome::Skipped; }));
}

int guessedTokens(const GatewayRequest &request)
{
    return static_cast<int>(request.body.size() / BytesPerToken);
}

std::int64_t secondsOf(WallTime at)
{
    return std::chrono::duration_cast<Seconds>(at.time_since_epoch()).count();
}

} // namespace

RequestRun::RequestRun(RunSurroundings &around, RunListener &listener, GatewayRequest request,
    std::shared_ptr<HttpExchange> exchange)
    : m_around(around)
    , m_listener(listener)
    , m_request(std::move(request))
    , m_exchange(std::move(exchange))
    , m_writer(m_request)
{
    m_exchange->setListener(this);
}

RequestRun::~RequestRun()
{
    m_exchange->setListener(nullptr);
}

void RequestRun::exchangeWritable()
{
    if (UpstreamAttempt *const winner = m_winner ? attemptOf(*m_winner) : nullptr)
        winner->resume();
}

void RequestRun::begin(RouteRequest route, ChainPlanPtr plan)
{
    route.stream = m_request.stream;
    route.arrived = m_request.complete;
    route.tokensIn = guessedTokens(m_request);
    route.tokensOut = GuessedAnswer;
    m_run = std::make_unique<ChainRun>(m_around.board, std::move(plan), std::move(route), m_around.random);
    m_run->begin(m_around.clock.steady());
    carryOut();
}

void RequestRun::wake()
{
    m_wakeAt.reset();
    m_run->woke(m_around.clock.steady());
    carryOut();
}

void RequestRun::carryOut()
{
    if (m_isCarryingOut)
        return;
    {
        const QScopedValueRollback guard {m_isCarryingOut, true};
        while (const std::optional<RunCommand> command = m_run->takeCommand())
            std::visit([this](const auto &order) { carryOut(order); }, *command);
    }
    // Only now: what the losers of a race cost is a part of it.
    if (m_isAnswered && !m_isOver)
        finish(TraceEnd::Ok);
    m_listener.runChanged(*this);
}

void RequestRun::carryOut(const WakeAt &order)
{
    m_wakeAt = order.time;
}

void RequestRun::carryOut(const StartAttempt &order)
{
    m_attempts.resize(std::max(m_attempts.size(), static_cast<size_t>(order.attempt) + 1));
    Result<UpstreamRequest, Unfit> upstream = m_writer.write(order);
    if (!upstream) {
        m_unfitReason = upstream.error().reason;
        m_run->targetUnfit(order.attempt, upstream.error().needed, m_around.clock.steady());
        return;
    }
    Running &running = m_attempts[static_cast<size_t>(order.attempt)];
    running.attempt = std::make_unique<UpstreamAttempt>(
        m_around.http, m_around.clock, static_cast<AttemptListener &>(*this), setupOf(order, *upstream));
    running.passage = upstream->passage;
    running.dropped = std::move(upstream->dropped);
    running.attempt->start(std::move(upstream->http));
}

void RequestRun::carryOut(const CancelAttempt &order)
{
    UpstreamAttempt *const attempt = attemptOf(order.attempt);
    if (!attempt || attempt->hasEnded())
        return;
    const RunAttempt &told = m_run->summary().attempts[static_cast<size_t>(order.attempt)];
    attempt->cancel(told.isCutShort ? Outcome::Cancelled : told.outcome);
    record(order.attempt);
}

void RequestRun::carryOut(const Commit &order)
{
    m_winner = order.attempt;
    UpstreamAttempt &winner = *attemptOf(order.attempt);
    if (m_request.stream || m_request.face == Face::Passthrough)
        startStream(winner);
    else
        answerWhole(winner);
}

void RequestRun::carryOut(const GiveUp &)
{
    const RunSummary &summary = m_run->summary();
    if (summary.decisive)
        answerAsProvider(*summary.decisive);
    else
        refuse(refusalOf(faultOf(summary.reason.value_or(GiveUpReason::AllFailed), m_request.face)));
    finish(TraceEnd::Error);
}

/// The provider's own word ends the chain: a client of its dialect gets it as it came.
void RequestRun::answerAsProvider(AttemptId id)
{
    const UpstreamAttempt &attempt = *attemptOf(id);
    HttpHeaders headers = answerHeaders(id);
    if (m_attempts[static_cast<size_t>(id)].passage != Passage::Translated && attempt.head().status >= 400) {
        m_status = attempt.head().status;
        m_exchange->answer(m_status, headers, attempt.errorBody());
        return;
    }
    const QByteArray requestId = m_request.id.toString().toLatin1();
    const ClientFault fault = retoldFault(attempt.classification(), attempt.head().status, requestId);
    setHeader(headers, "content-type", "application/json");
    m_status = fault.status;
    m_exchange->answer(m_status, headers, faultBody(fault, faultFormOf(m_request.face, m_request.path)));
}

Refusal RequestRun::refusalOf(GatewayFault fault) const
{
    const RunSummary &summary = m_run->summary();
    const Trace trace = outline();
    Exhaustion exhaustion {trace.chain, trace.attempts, summary.retryAfter};
    exhaustion.notAsked = notAsked(summary);
    if (fault == GatewayFault::UnknownUpstream && !m_request.isChain)
        exhaustion.nearest
            = nearestModels(offeredModels(*m_request.setup->config, *m_request.setup->catalogue,
                                exhaustion.attempts.front().target.provider),
                m_request.modelName);
    Refusal refusal = Belay::refusalOf(fault, exhaustion, m_request.id.toString().toLatin1());
    if (fault == GatewayFault::UnsupportedParameter) {
        refusal.param = summary.needed.toStdString();
        if (!m_unfitReason.isEmpty())
            refusal.message = m_unfitReason.toStdString();
    }
    return refusal;
}

void RequestRun::refuse(const Refusal &refusal)
{
    HttpHeaders first = m_request.answerHeaders;
    const HttpHeaders route = routeHeaders({}, startedAttempts(m_run->summary()), {});
    first.insert(first.end(), route.begin(), route.end());
    const FaultForm form = faultFormOf(m_request.face, m_request.path);
    const HttpAnswer answer = toAnswer(refusal, form, m_request.id.toString().toLatin1(), first);
    m_status = answer.status;
    m_exchange->answer(answer.status, answer.headers, answer.body, connectionAfter(refusal.fault));
}

AttemptSetup RequestRun::setupOf(const StartAttempt &order, const UpstreamRequest &upstream) const
{
    const GatewaySetup &setup = *m_request.setup;
    const ProviderConfig &provider = *setup.config->provider(order.target.provider);
    const ProviderKind &kind = setup.catalogue->kind(provider.kind);
    AttemptSetup result;
    result.order = order;
    result.kind = provider.kind;
    result.price
        = setup.catalogue->price(provider.kind, order.target.model, setup.config->enteredPrice(order.target));
    result.cancelStopsBilling = kind.cancelStopsBilling;
    if (const KeyRingEntry *const key = setup.keys ? setup.keys->entry(provider.id, order.key) : nullptr)
        result.key = key->value;
    result.form = {m_request.face, m_request.stream, upstream.passage, upstream.dialect, contextOf()};
    result.tokensIn = guessedTokens(m_request);
    result.tokensOut = GuessedAnswer;
    return result;
}

AnswerContext RequestRun::contextOf() const
{
    AnswerContext context;
    context.requestId = m_request.id.toString().toStdString();
    context.model = m_request.modelName.toStdString();
    context.createdS = secondsOf(m_around.clock.wall());
    m_writer.describe(context);
    return context;
}

UpstreamAttempt *RequestRun::attemptOf(AttemptId id) const
{
    const auto place = static_cast<size_t>(id);
    return place < m_attempts.size() ? m_attempts[place].attempt.get() : nullptr;
}

void RequestRun::attemptProgressed(AttemptId id)
{
    const bool isSpoilt = attemptOf(id)->isSpoilt();
    if (!isSpoilt && !m_run->isCommitted()) {
        m_run->attemptContent(id, m_around.clock.steady());
        carryOut();
    }
    if (m_winner == id)
        passOn();
    // Later: its call may not be destroyed from here.
    if (isSpoilt)
        QMetaObject::invokeMethod(
            this, [this, id] { attemptOf(id)->breakOff(); }, Qt::QueuedConnection);
}

void RequestRun::attemptEnded(AttemptId id)
{
    AttemptEnd end = attemptOf(id)->end();
    end.counts = !isTransportFailure(end.outcome) || !m_around.ownNetworkHides(attemptOf(id)->target());
    m_run->attemptFinished(id, end, m_around.clock.steady());
    carryOut();
    if (m_winner == id && !m_isOver)
        endStream();
    record(id); // last: the client, or the next target, does not wait for it
}

/// Every attempt is a sample, and its cost part of the run's.
void RequestRun::record(AttemptId id)
{
    attemptOf(id)->settle();
    const Sample &sample = attemptOf(id)->sample();
    if (sample.usd)
        m_run->attemptCost(id, *sample.usd, m_around.clock.steady());
    m_around.sampleTaken(sample);
}

HttpHeaders RequestRun::answerHeaders(AttemptId id) const
{
    const Running &running = m_attempts[static_cast<size_t>(id)];
    HttpHeaders passed = running.attempt->passedBack();
    if (running.passage == Passage::Translated)
        setHeader(passed, "content-type", m_request.stream ? "text/event-stream" : "application/json");
    const HttpHeaders route = routeHeaders(
        running.attempt->target().toString(), startedAttempts(m_run->summary()), running.dropped);
    HttpHeaders headers;
    headers.reserve(m_request.answerHeaders.size() + passed.size() + route.size());
    for (const HttpHeaders *const part : {&m_request.answerHeaders, &std::as_const(passed), &route})
        headers.insert(headers.end(), part->begin(), part->end());
    return headers;
}

void RequestRun::answerWhole(UpstreamAttempt &winner)
{
    m_firstContent = m_around.clock.steady();
    m_status = winner.head().status;
    m_exchange->answer(m_status, answerHeaders(*m_winner), winner.relay()->take());
    m_isAnswered = true;
}

void RequestRun::startStream(UpstreamAttempt &winner)
{
    m_firstContent = m_around.clock.steady();
    m_status = winner.head().status;
    m_exchange->start(m_status, answerHeaders(*m_winner), {}, winner.relay()->take());
    holdBack(winner);
}

void RequestRun::passOn()
{
    UpstreamAttempt &winner = *attemptOf(*m_winner);
    const QByteArray bytes = winner.relay()->take();
    if (!bytes.isEmpty())
        m_exchange->write(bytes);
    holdBack(winner);
}

void RequestRun::holdBack(UpstreamAttempt &winner) const
{
    if (!m_exchange->isWritable() && !m_exchange->isOver())
        winner.pause();
}

void RequestRun::endStream()
{
    passOn();
    if (m_run->summary().ended == RunSummary::Ended::Answered) {
        m_exchange->end();
        finish(TraceEnd::Ok);
        return;
    }
    breakOff(GatewayFault::UpstreamInterrupted);
    finish(TraceEnd::Cut);
}

/// After content there is no way back: the client is told. Bytes of a dialect that nobody knows have no error
/// event, so that only a body without its end tells that they are not all.
void RequestRun::breakOff(GatewayFault fault)
{
    if (m_request.face == Face::Passthrough) {
        m_exchange->cut();
        return;
    }
    const ClientFault told = toClientFault(
        refusalOf(fault), faultFormOf(m_request.face, m_request.path), m_request.id.toString().toLatin1());
    m_exchange->write(attemptOf(*m_winner)->lastWords(told));
    m_exchange->end(connectionAfter(fault));
}

void RequestRun::clientGone()
{
    if (m_isOver)
        return;
    m_run->clientGone(m_around.clock.steady());
    carryOut();
    finish(TraceEnd::ClientGone);
}

void RequestRun::abort()
{
    if (m_isOver)
        return;
    // Attempts end first, so that the answer can say of each that it was cancelled.
    m_run->clientGone(m_around.clock.steady());
    carryOut();
    if (m_exchange->isStarted())
        breakOff(GatewayFault::ShuttingDown);
    else
        refuse(refusalOf(GatewayFault::ShuttingDown));
    finish(TraceEnd::Error);
}

void RequestRun::finish(TraceEnd ended)
{
    m_isOver = true;
    m_wakeAt.reset();
    for (const Running &running : m_attempts) {
        if (running.attempt)
            running.attempt->settle();
    }
    m_around.traceEnded(traceOf(ended));
    m_listener.runChanged(*this);
}

/// What routing tells, and of an attempt that a limit of the chain ended the status that had come by then.
Trace RequestRun::outline() const
{
    Trace trace = Belay::traceOf(m_request, m_run->summary(), m_around.clock.steady());
    for (size_t id = 0; id < m_attempts.size(); ++id) {
        if (m_attempts[id].attempt && trace.attempts[id].status == 0)
            trace.attempts[id].status = m_attempts[id].attempt->head().status;
    }
    return trace;
}

Trace RequestRun::traceOf(TraceEnd ended) const
{
    Trace trace = outline();
    trace.status = m_status;
    trace.ended = ended;
    if (m_firstContent)
        trace.firstContent = *m_firstContent - m_request.complete;
    for (size_t id = 0; id < m_attempts.size(); ++id) {
        const Running &running = m_attempts[id];
        if (!running.attempt)
            continue;
        if (m_winner == static_cast<AttemptId>(id))
            addWinner(trace, running.attempt->sample(), running.dropped);
        else
            addLoser(trace, running.attempt->sample());
    }
    for (const SkippedTarget &target : notAsked(m_run->summary()))
        trace.attempts.push_back(skippedAttempt(target, trace.total));
    return trace;
}

} // namespace Belay
