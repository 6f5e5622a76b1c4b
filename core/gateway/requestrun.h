// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"
#include "core/gateway/runanswers.h"
#include "core/gateway/upstreamattempt.h"
#include "core/routing/chainrun.h"

#include <QObject>

#include <functional>

namespace Belay {

/// What a request needs of its surroundings; they outlive it.
struct RunSurroundings {
    HttpClient &http;
    Clock &clock;
    RandomSource &random;
    TargetBoard &board;
    /// Whether a failure on the way to this target says nothing of it: our own network is down.
    std::function<bool(const TargetId &)> ownNetworkHides;
    std::function<void(const Sample &)> sampleTaken;
    std::function<void(const Trace &)> traceEnded;
};

class RequestRun;

/// Told that a run's wakeTime() has changed, or that it is over; must not delete it at once.
class RunListener
{
public:
    virtual ~RunListener() = default;
    virtual void runChanged(RequestRun &run) = 0;
};

/// Plays one client's request: carries out what its ChainRun commands, and passes the winner's answer on.
/// Ends exactly once: answered, or its client gone.
class RequestRun final : public QObject, private AttemptListener, private ExchangeListener
{
public:
    /// What is named outlives it.
    RequestRun(RunSurroundings &around, RunListener &listener, GatewayRequest request,
        std::shared_ptr<HttpExchange> exchange);
    ~RequestRun() override;
    Q_DISABLE_COPY_MOVE(RequestRun)

    void begin(RouteRequest route, ChainPlanPtr plan);
    /// When it wants to be woken; nothing once it is over.
    std::optional<SteadyTime> wakeTime() const { return m_wakeAt; }
    void wake();
    /// The gateway stops: what is under way is cancelled, the client is told.
    void abort();
    bool isOver() const { return m_isOver; }
    UpstreamWriter &writer() { return m_writer; }
    const GatewayRequest &request() const { return m_request; }

private:
    struct Running {
        std::unique_ptr<UpstreamAttempt> attempt; // empty where the target was unfit
        Passage passage = Passage::Native;
        std::vector<std::string> dropped;
    };

    void attemptProgressed(AttemptId id) override;
    void attemptEnded(AttemptId id) override;
    void exchangeWritable() override;
    void clientGone() override;

    void carryOut();
    void carryOut(const StartAttempt &order);
    void carryOut(const CancelAttempt &order);
    void carryOut(const WakeAt &order);
    void carryOut(const Commit &order);
    void carryOut(const GiveUp &order);
    void record(AttemptId id);

    void answerWhole(UpstreamAttempt &winner);
    void startStream(UpstreamAttempt &winner);
    void passOn();
    void holdBack(UpstreamAttempt &winner) const;
    void endStream();
    void answerAsProvider(AttemptId id);
    void refuse(const Refusal &refusal);
    void breakOff(GatewayFault fault);
    void finish(TraceEnd ended);

    AttemptSetup setupOf(const StartAttempt &order, const UpstreamRequest &upstream) const;
    AnswerContext contextOf() const;
    HttpHeaders answerHeaders(AttemptId id) const;
    Refusal refusalOf(GatewayFault fault) const;
    UpstreamAttempt *attemptOf(AttemptId id) const;
    Trace outline() const;
    Trace traceOf(TraceEnd ended) const;

    RunSurroundings &m_around;
    RunListener &m_listener;
    GatewayRequest m_request;
    std::shared_ptr<HttpExchange> m_exchange;
    UpstreamWriter m_writer;
    std::unique_ptr<ChainRun> m_run;
    std::vector<Running> m_attempts; // by AttemptId; kept until the end, for the trace
    std::optional<AttemptId> m_winner;
    QString m_unfitReason;
    std::optional<SteadyTime> m_wakeAt;
    std::optional<SteadyTime> m_firstContent;
    int m_status = 0;
    bool m_isCarryingOut = false;
    bool m_isOver = false;
    bool m_isAnswered = false; // whole, by the winner
};

} // namespace Belay
