// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/chainrun.h"
#include "core/routing/lane.h"

namespace Belay {

/// What is behind a ChainRun. Every event ends in proceed(), which decides all that comes next; attempts
/// begin in startAttempt() and end in endAttempt(), and nowhere else.
class ChainMachine final
{
public:
    ChainMachine(TargetBoard &board, ChainPlanPtr plan, RouteRequest request, RandomSource &random);

    void begin(SteadyTime now);
    void attemptContent(AttemptId attempt, SteadyTime now);
    void attemptFinished(AttemptId attempt, const AttemptEnd &end, SteadyTime now);
    void targetUnfit(AttemptId attempt, const QString &needed, SteadyTime now);
    void attemptCost(AttemptId attempt, NanoUsd usd, SteadyTime now);
    void clientGone(SteadyTime now);
    void woke(SteadyTime now);
    std::optional<RunCommand> takeCommand();
    const RunSummary &summary() const { return m_summary; }

private:
    // Its beginning and its ends (chainending.cpp)
    void makeLanes();
    void keepOneModel();
    void keepPinned();
    void finish(RunSummary::Ended ended, SteadyTime now);
    void giveUp(SteadyTime now);
    GiveUpReason reasonOf(SteadyTime now);
    GiveUpReason reasonWithoutAttempts(SteadyTime now) const;
    std::optional<Milliseconds> freeIn(SteadyTime now) const;

    // Attempts (chainmachine.cpp)
    RunningAttempt *runningOf(AttemptId attempt);
    RunAttempt &record(AttemptId attempt) { return m_summary.attempts[static_cast<std::size_t>(attempt)]; }
    bool startAttempt(Lane &lane, AttemptStart start, SteadyTime now);
    std::optional<AttemptNote> noteOf(
        const Lane &lane, const AttemptStart &start, const RoutePermit &permit) const;
    AttemptLimits limitsOf(const Lane &lane, SteadyTime now) const;
    RunningAttempt endAttempt(AttemptId attempt, AttemptEnd end, SteadyTime now);
    void commit(AttemptId winner, SteadyTime now);
    void cancelAll(Outcome outcome, SteadyTime now);
    void expire(SteadyTime now);

    // What comes next (chainschedule.cpp)
    void judge(const RunningAttempt &ended, const AttemptEnd &end, SteadyTime now);
    void moveToNextKey(Lane &lane, int key, Outcome outcome, SteadyTime now);
    void retryOrLeave(Lane &lane, const AttemptEnd &end, SteadyTime now);
    bool mayRetry(const Lane &lane, Outcome outcome, SteadyTime now) const;
    void proceed(SteadyTime now);
    void schedule(SteadyTime now);
    void startDueRetries(SteadyTime now);
    bool startLane(Lane &lane, SteadyTime now);
    bool startRacers(Lane &first, SteadyTime now);
    void startHedge(SteadyTime now);
    void waitOrLastResort(SteadyTime now);
    void weighKeys(Lane &lane, Prospect &prospect, SteadyTime now);
    void arm(SteadyTime now);

    // Questions (chainschedule.cpp)
    bool isOver() const { return m_summary.ended != RunSummary::Ended::Running; }
    bool isHedged() const { return m_current && m_current->step->race && !isAllAtOnce(*m_current->step); }
    static bool isAllAtOnce(const PlannedStep &step)
    {
        return step.race && step.race->after == Milliseconds {0};
    }
    bool isAllowed(const Lane &lane) const;
    bool isUsable(const Lane &lane, SteadyTime now) const;
    std::optional<int> freeKey(const Lane &lane, SteadyTime now) const;
    bool hasPendingRetry() const;
    Lane *nextLane(SteadyTime now);
    Lane *nextOfStep(SteadyTime now);
    LaterSteps laterThan(const Lane &lane, SteadyTime now) const;
    bool fitsWaiting(SteadyTime from, SteadyTime until) const;
    void noteSkipped(Lane &lane, SkippedTarget::Why why);

    TargetBoard &m_board;
    ChainPlanPtr m_plan;
    RouteRequest m_request;
    RandomSource &m_random;
    RunSummary m_summary;
    RetryBudget::Ticket m_active;
    std::vector<Lane> m_lanes;
    std::vector<RunningAttempt> m_running;
    std::vector<RunCommand> m_commands;
    std::size_t m_taken = 0; // of m_commands
    std::vector<std::pair<AttemptId, NanoUsd>> m_heldForHedges;
    const Lane *m_first = nullptr; // whom the chain asks first
    Lane *m_current = nullptr; // started last
    SteadyTime m_deadline {};
    std::optional<SteadyTime> m_wakeAt; // as said to the caller
    std::optional<SteadyTime> m_hedgeAt;
    std::optional<SteadyTime> m_idleUntil; // all that is left is waiting
    std::optional<SteadyTime> m_idleFrom;
    std::optional<SteadyTime> m_testWaitEnd;
    Milliseconds m_poll {0};
    Microseconds m_waited {0};
    std::optional<int> m_windowOver; // context-length: a larger one is wanted
    QStringView m_windowModel;
    bool m_directOnly = false;
    bool m_stopped = false; // an outcome ended the chain
    bool m_lastResortUsed = false;
    bool m_hitDeadline = false;
};

} // namespace Belay
