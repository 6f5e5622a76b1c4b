// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Belay {

/// Levenshtein's: how many letters must be put in, left out or replaced to make `b` of `a`.
int editDistance(const QString &a, const QString &b);

} // namespace Belay
