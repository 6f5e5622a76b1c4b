// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosis.h"

namespace Belay {

/// The two sentences of a verdict: what was seen and whose side it is, and what to do. Plain English, never a
/// secret.
struct DiagnosisText {
    QString reason;
    QString advice;
};

/// Used by diagnose() alone.
DiagnosisText textOf(const DiagnosisEvidence &evidence, Owner owner, Cause cause);

} // namespace Belay
