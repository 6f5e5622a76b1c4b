// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosis.h"

#include "core/domain/statusboard.h"
#include "core/monitor/diagnosistext.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

struct Side {
    Owner owner = Owner::Unknown;
    Cause cause = Cause::None;
};

/// A failure that another host in the same request path may have made.
bool mayBeUpstream(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Overloaded:
    case Outcome::ServerError:
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
    case Outcome::Empty:
    case Outcome::NotAnAnswer:
    case Outcome::Cut:
        return true;
    default:
        return false;
    }
}

bool isNetworkDown(const DiagnosisEvidence &evidence)
{
    return !evidence.local && isDown(evidence.network);
}

Side sideOfOutcome(const DiagnosisEvidence &evidence)
{
    const Outcome outcome = evidence.outcome;
    if (outcome == Outcome::Tls && evidence.clockWrong) // before the issuer: many hosts have theirs of one
        return {Owner::You, Cause::Clock};
    if (outcome == Outcome::Tls && evidence.issuerShared)
        return {Owner::You, Cause::Proxy};
    if (outcome == Outcome::NotAnAnswer && evidence.network == NetworkState::Captive && !evidence.local)
        return {Owner::You, Cause::Network};
    if (outcome == Outcome::ModelNotFound && !evidence.everAnswered)
        return {Owner::You, Cause::Configuration};
    if (isTransportFailure(outcome) && !evidence.local && !evidence.networkCleared)
        return isNetworkDown(evidence) ? Side {Owner::You, Cause::Network}
                                       : Side {Owner::Unknown, Cause::None};
    if (mayBeUpstream(outcome) && !evidence.servedBy.isEmpty() && evidence.part != EvidencePart::Reach)
        return {Owner::Upstream, Cause::Outage};
    const OutcomeRule rule = ruleOf(outcome);
    return {rule.owner, rule.cause};
}

Side sideOf(const DiagnosisEvidence &evidence)
{
    switch (evidence.state) {
    case TargetState::Paused:
        return {Owner::None, Cause::None};
    case TargetState::Slow:
        return {evidence.servedBy.isEmpty() ? Owner::Provider : Owner::Upstream, Cause::Slow};
    case TargetState::NoData:
        if (isNetworkDown(evidence))
            return {Owner::You, Cause::Network};
        if (evidence.keyMissing)
            return {Owner::You, Cause::Key};
        if (evidence.outcome == Outcome::Ok || ruleOf(evidence.outcome).health == Health::Hard)
            return evidence.outcome == Outcome::ModelNotFound || evidence.issuerShared || evidence.clockWrong
                ? sideOfOutcome(evidence)
                : Side {Owner::Unknown, Cause::None};
        if (evidence.outcome == Outcome::Skipped)
            return {Owner::Unknown, Cause::None};
        return sideOfOutcome(evidence);
    case TargetState::Checking:
        if (evidence.outcome == Outcome::Skipped || evidence.outcome == Outcome::Cancelled)
            return {Owner::Unknown, Cause::None};
        return sideOfOutcome(evidence);
    case TargetState::Up:
    case TargetState::Limited:
    case TargetState::KeyRejected:
    case TargetState::Down:
        break;
    }
    return sideOfOutcome(evidence);
}

Confidence confidenceOf(const DiagnosisEvidence &evidence, const Side &side)
{
    if (evidence.state == TargetState::Paused)
        return Confidence::High;
    if (side.owner == Owner::Unknown)
        return Confidence::Low;
    if (evidence.state == TargetState::NoData && !evidence.keyMissing && !isNetworkDown(evidence))
        return Confidence::Medium;
    if (evidence.keyMissing || isNetworkDown(evidence))
        return Confidence::High;
    if (!evidence.confirmed)
        return evidence.outcome == Outcome::Ok ? Confidence::High : Confidence::Low;
    switch (evidence.outcome) {
    case Outcome::Tls: // the certificate may be refused for something on this machine
        return evidence.issuerShared || evidence.clockWrong ? Confidence::High : Confidence::Medium;
    case Outcome::Dns:
    case Outcome::Connect:
    case Outcome::Reset:
    case Outcome::TimeoutConnect:
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
        return evidence.local ? Confidence::Medium : Confidence::High;
    case Outcome::NotAnAnswer: // whatever stands in between may have answered
    case Outcome::Misfit:
        return Confidence::Medium;
    default:
        return Confidence::High;
    }
}

} // namespace

Health weighedHealth(Outcome outcome, const DiagnosisEvidence &evidence)
{
    if (outcome == Outcome::ModelNotFound && !evidence.everAnswered)
        return Health::Yours;
    if (outcome == Outcome::Tls && (evidence.issuerShared || evidence.clockWrong))
        return Health::Yours;
    if (outcome == Outcome::NotAnAnswer && isNetworkDown(evidence))
        return Health::Void;
    if (isTransportFailure(outcome) && !evidence.local && !evidence.networkCleared)
        return Health::Void;
    return ruleOf(outcome).health;
}

Verdict diagnose(const DiagnosisEvidence &evidence)
{
    const Side side = sideOf(evidence);
    Verdict verdict;
    verdict.state = evidence.state;
    verdict.owner = side.owner;
    verdict.cause = side.cause;
    verdict.confidence = confidenceOf(evidence, side);
    verdict.outcome = evidence.outcome;
    const DiagnosisText text = textOf(evidence, side.owner, side.cause);
    verdict.reason = text.reason;
    verdict.advice = text.advice;
    return verdict;
}

QString completionSentence(const CompletionPlan &plan, double monthlyBudgetUsd)
{
    const QString budget = QString::number(monthlyBudgetUsd, 'f', 2) + QStringLiteral(" USD");
    switch (plan.note) {
    case CompletionNote::None:
        return {};
    case CompletionNote::Stretched:
        return Words::tr("Completions run every %1 so that the month stays within %2.")
            .arg(toDurationString(plan.every.value_or(Milliseconds {0})), budget);
    case CompletionNote::Spent:
        return Words::tr("Completions stopped: this month's budget of %1 is spent.").arg(budget);
    case CompletionNote::UnknownPrice:
        return Words::tr("Completions do not run: the price of this model is unknown. Enter a price or "
                         "accept \"price unknown\".");
    case CompletionNote::Off:
        return Words::tr("Completions are switched off.");
    case CompletionNote::Paused:
        return Words::tr("Probes of this model are paused.");
    case CompletionNote::NoModel:
        return Words::tr("No model is chosen, so only reach and key are checked.");
    }
    return {};
}

} // namespace Belay
