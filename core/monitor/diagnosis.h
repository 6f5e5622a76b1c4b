// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/monitor/diagnosisevidence.h"
#include "core/monitor/probebudget.h"

namespace Belay {

/// What `outcome` says of the provider's health once the evidence is weighed (contract 2, column *health*).
Health weighedHealth(Outcome outcome, const DiagnosisEvidence &evidence);
/// The one function that says whose side it is (contract 2, last column, and what else is known). Pure.
Verdict diagnose(const DiagnosisEvidence &evidence);
/// The words for what was diagnosed before, of which only the span is left.
Verdict recalled(const Span &span, const ProviderConfig &provider, NetworkConfig::Local local);
/// Why completions do not run as configured; empty where they do.
QString completionSentence(const CompletionPlan &plan, double monthlyBudgetUsd);

} // namespace Belay
