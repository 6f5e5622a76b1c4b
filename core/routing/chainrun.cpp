// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/chainrun.h"

#include "core/routing/chainmachine.h"

namespace Belay {

ChainRun::ChainRun(TargetBoard &board, ChainPlanPtr plan, RouteRequest request, RandomSource &random)
    : m_machine(std::make_unique<ChainMachine>(board, std::move(plan), std::move(request), random))
{ }

ChainRun::~ChainRun() = default;

void ChainRun::begin(SteadyTime now)
{
    m_machine->begin(now);
}

void ChainRun::attemptContent(AttemptId attempt, SteadyTime now)
{
    m_machine->attemptContent(attempt, now);
}

void ChainRun::attemptFinished(AttemptId attempt, const AttemptEnd &end, SteadyTime now)
{
    m_machine->attemptFinished(attempt, end, now);
}

void ChainRun::targetUnfit(AttemptId attempt, const QString &needed, SteadyTime now)
{
    m_machine->targetUnfit(attempt, needed, now);
}

void ChainRun::attemptCost(AttemptId attempt, NanoUsd usd, SteadyTime now)
{
    m_machine->attemptCost(attempt, usd, now);
}

void ChainRun::clientGone(SteadyTime now)
{
    m_machine->clientGone(now);
}

void ChainRun::woke(SteadyTime now)
{
    m_machine->woke(now);
}

std::optional<RunCommand> ChainRun::takeCommand()
{
    return m_machine->takeCommand();
}

const RunSummary &ChainRun::summary() const
{
    return m_machine->summary();
}

} // namespace Belay
