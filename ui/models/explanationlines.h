// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/explanation.h"

namespace Belay {

/// One thing that was found in a pasted error, or measured around it.
struct ExplanationLine {
    QString name;
    QString value;
};

/// "Out of credit – your quota".
QString explanationTitle(const Explanation &explanation);
/// What the text told and what Belay measured; nothing where neither is known.
std::vector<ExplanationLine> explanationLines(const Explanation &explanation, WallTime now);
/// All of it as text, for a message to somebody else.
QString explanationSummary(const Explanation &explanation, WallTime now);

} // namespace Belay
