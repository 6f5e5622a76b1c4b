// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/diagnosis.h"

#include "core/http/localhost.h"
#include "core/monitor/diagnosisclues.h"
#include "core/monitor/diagnosisside.h"
#include "core/monitor/diagnosistext.h"
#include "core/monitor/diagnosiswords.h"
#include "core/monitor/probeendpoint.h"
#include "core/providers/codec.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Belay::Diagnosis)
};

/// Says what was found in words.
Verdict worded(const DiagnosisEvidence &evidence, const Side &side)
{
    Verdict verdict;
    verdict.state = evidence.state;
    verdict.owner = side.owner;
    verdict.cause = side.cause;
    verdict.confidence = confidenceOf(evidence, side);
    verdict.outcome = evidence.outcome;
    const DiagnosisText text = textOf(evidence, side);
    // What stands for a name is written small inside a sentence.
    const bool beginsSmall = evidence.unnamed && text.reason.startsWith(evidence.provider);
    verdict.reason = beginsSmall && evidence.host.isEmpty() ? capitalised(text.reason) : text.reason;
    verdict.advice = text.advice;
    return verdict;
}

} // namespace

Health weighedHealth(Outcome outcome, const DiagnosisEvidence &evidence)
{
    if (outcome == Outcome::ModelNotFound && !evidence.everAnswered.value_or(true))
        return Health::Yours;
    if (outcome == Outcome::Tls && (evidence.issuerShared || evidence.clock == ClockWord::Wrong))
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
    Verdict verdict = worded(evidence, side);
    verdict.evidence = cluesOf(evidence, side);
    verdict.handled = handledBy(evidence.moved);
    return verdict;
}

Verdict recalled(const Span &span, const ProviderConfig &provider, NetworkConfig::Local local)
{
    const QUrl baseUrl = baseUrlOf(provider, Catalogue::builtIn().kind(provider.kind));
    DiagnosisEvidence evidence;
    evidence.provider = provider.name;
    evidence.local = needsNoInternet(local, baseUrl);
    evidence.host = evidence.local ? hostAndPort(baseUrl) : baseUrl.host();
    evidence.model = span.subject.model;
    evidence.part = span.subject.hasModel() ? EvidencePart::Completion : EvidencePart::Reach;
    evidence.state = span.state;
    evidence.outcome = span.outcome;
    evidence.confirmed = true;
    evidence.everAnswered = span.cause != Cause::Configuration;
    // Who was asked about the network is not kept: whose side it was is, and nothing more may be said of it.
    evidence.networkCleared = true;
    if (span.cause == Cause::Network)
        evidence.network
            = span.outcome == Outcome::NotAnAnswer ? NetworkState::Captive : NetworkState::Offline;
    return worded(evidence, {span.owner, span.cause});
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
