// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/verdict.h"
#include "core/monitor/probebudget.h"
#include "core/monitor/targetcomposite.h"

#include <optional>
#include <vector>

namespace Belay {

/// All that is known when a person asks "is it down, or is it me?".
struct DiagnosisEvidence {
    QString provider; ///< its name
    QString model; ///< empty: the provider itself
    QString host; ///< with port, as the base URL says
    bool local = false; ///< on this machine or its own network

    TargetState state = TargetState::Checking;
    EvidencePart part = EvidencePart::Reach; ///< what decided the state
    Outcome outcome = Outcome::Skipped; ///< what the state rests on
    bool confirmed = false; ///< by a second result
    int status = 0;
    QString providerCode;
    std::optional<Milliseconds> retryAfter;
    QString servedBy; ///< the upstream that a gateway named

    NetworkState network = NetworkState::Unknown;
    bool networkCleared = true; ///< someone else answered after the failing request began
    bool issuerShared = false; ///< several hosts showed the same issuer in handshakes that failed
    QString issuer;
    bool clockWrong
        = false; ///< a certificate was refused for its dates, and others show that the clock is wrong
    bool everAnswered = true; ///< this model, here
    bool keyMissing = false;
    KeyStorage keyStorage = KeyStorage::Stored; ///< of the key that is missing
    std::vector<QString> offeredModels; ///< as the provider lists them now
    std::optional<Microseconds> firstContent; ///< the median that *slow* speaks of
    std::optional<Microseconds> slowLimit;
};

/// What `outcome` says of the provider's health once the evidence is weighed (contract 2, column *health*).
Health weighedHealth(Outcome outcome, const DiagnosisEvidence &evidence);
/// The one function that says whose side it is (contract 2, last column, and what else is known).
Verdict diagnose(const DiagnosisEvidence &evidence);
/// Why completions do not run as configured; empty where they do.
QString completionSentence(const CompletionPlan &plan, double monthlyBudgetUsd);

} // namespace Belay
