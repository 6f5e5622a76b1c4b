// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/routing/routepermit.h"
#include "core/routing/runcommand.h"
#include "core/routing/targetboard.h"

namespace Belay {

class ChainMachine;

/// What routing has to know of a request.
struct RouteRequest {
    enum class Kind {
        Chat,
        Embeddings, ///< moves on only to the same model name
        Pinned, ///< the first target that serves Responses itself, and no other
        Once, ///< passed through: nobody knows what it does, so that it is never sent again
    };
    Kind kind = Kind::Chat;
    bool stream = false;
    SteadyTime arrived {}; ///< when its last byte had come: deadlines start here
    std::uint64_t conversation = 0; ///< conversationHash(); 0: none, keys and pools are drawn by lot
    int tokensIn = 0; ///< guessed, for what a hedge may cost
    int tokensOut = 0;
    QString pinnedBy; ///< the field that pins it: named where no target serves it
};

/// Decides for one request who is called, when, and whose answer it gets: contract 2 and 3. A pure machine:
/// events come in with their time, commands are taken out until there are none. It keeps what it must not
/// break: an attempt ends once, one attempt wins, none starts after commit, end or deadline. Times may not go
/// back. The board and the source of randomness must outlive it.
class ChainRun final
{
public:
    ChainRun(TargetBoard &board, ChainPlanPtr plan, RouteRequest request, RandomSource &random);
    ~ChainRun();
    ChainRun(const ChainRun &) = delete;
    ChainRun &operator=(const ChainRun &) = delete;

    /// Once, first.
    void begin(SteadyTime now);
    /// The first real content of a stream (contract 8, last line): the commit point.
    void attemptContent(AttemptId attempt, SteadyTime now);
    /// Once for each attempt that was not cancelled; `ok` without content before it commits too (a whole
    /// answer that was read), `cancelled` is clientGone(), and with `skipped` (its key is not to be had) the
    /// attempt never was. Of an attempt that has ended nothing is heard.
    void attemptFinished(AttemptId attempt, const AttemptEnd &end, SteadyTime now);
    /// The request cannot be made for this target, which lacks `needed`: nothing was sent, the attempt is
    /// recorded as skipped and counts for nothing.
    void targetUnfit(AttemptId attempt, const QString &needed, SteadyTime now);
    /// What an attempt cost, told at any time, also after the end: for the summary and the hedges' budget.
    void attemptCost(AttemptId attempt, NanoUsd usd, SteadyTime now);
    void clientGone(SteadyTime now);
    void woke(SteadyTime now);

    /// The next thing to do. Take until empty after every event; an event may come between two takes.
    std::optional<RunCommand> takeCommand();

    /// Answered to its end, given up, or the client gone: no command follows but those not yet taken.
    bool isOver() const { return summary().ended != RunSummary::Ended::Running; }
    bool isCommitted() const { return summary().winner.has_value(); }
    const RunSummary &summary() const;

private:
    std::unique_ptr<ChainMachine> m_machine;
};

} // namespace Belay
