// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <algorithm>

namespace Belay {

/// How long a sample vouches (contract 3, *Cover*): two of its intervals, or 1.2 of them and the longest that
/// a probe takes where that is more.
constexpr Milliseconds coverOf(Milliseconds interval, Milliseconds longestProbe = Milliseconds {0})
{
    return std::max(2 * interval, interval + interval / 5 + longestProbe);
}

} // namespace Belay
