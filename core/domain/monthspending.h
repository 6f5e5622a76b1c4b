// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/money.h"

#include <optional>

namespace Belay {

/// What the probes of one provider cost in this month (UTC).
struct MonthSpending {
    NanoUsd spent = 0;
    std::optional<NanoUsd> byMonthEnd; ///< at today's intervals; empty where a price is unknown
    NanoUsd budget = 0;
    bool operator==(const MonthSpending &) const = default;
};

} // namespace Belay
