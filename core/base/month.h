// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

namespace Belay {

/// The first instant of the month (UTC) that `time` is in, or of one so many months `later`. UTC: the one
/// calendar that does not depend on where the laptop travels.
inline WallTime startOfMonth(WallTime time, int later = 0)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return std::chrono::sys_days((day.year() / day.month() + std::chrono::months(later)) / 1);
}

} // namespace Belay
