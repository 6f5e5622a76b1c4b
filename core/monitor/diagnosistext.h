// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosisside.h"

namespace Belay {

/// The two sentences of a verdict: what was seen and whose side it is, and what to do. Plain English, never a
/// secret.
struct DiagnosisText {
    QString reason;
    QString advice;
};

/// Used by diagnose() alone.
DiagnosisText textOf(const DiagnosisEvidence &evidence, const Side &side);

// By family of outcomes; empty where the outcome is of another one.
DiagnosisText keyText(const DiagnosisEvidence &evidence, const Side &side); ///< key, credit, limits
DiagnosisText requestText(const DiagnosisEvidence &evidence, const Side &side); ///< request, model, probe
DiagnosisText serverText(const DiagnosisEvidence &evidence, const Side &side); ///< what the server did
DiagnosisText wayText(const DiagnosisEvidence &evidence, const Side &side); ///< what lies in between

} // namespace Belay
