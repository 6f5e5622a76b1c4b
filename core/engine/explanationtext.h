// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/explanation.h"

namespace Belay {

// The words of explainError(), and the verdicts that no provider has a part in.

/// Nothing was recognised, nothing was sent, somebody broke it off, or Belay's own gateway refused.
std::optional<Verdict> verdictWithoutProvider(const ErrorReading &reading, const QString &providerName);
/// Adds to the reason what the gateway tried and what Belay measured, and to the advice what follows from it.
void addWhatBelayKnows(Explanation &explanation, WallTime now);
std::vector<QString> notesOf(const ErrorReading &reading);
/// Stands for a name inside of a sentence.
QString unknownProvider();

} // namespace Belay
