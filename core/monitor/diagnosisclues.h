// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosisside.h"

namespace Belay {

// Used by diagnose() alone.

/// What speaks for a verdict and against it, as short sentences: at most one of a kind and side, what speaks
/// for it first. Nothing is made of what nobody told.
std::vector<Clue> cluesOf(const DiagnosisEvidence &evidence, const Side &side);
/// "2 requests moved on to Groq."; empty where nothing had to be done.
QString handledBy(const MovedOn &moved);

} // namespace Belay
