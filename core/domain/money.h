// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace Belay {

/// Money: billionths of a US dollar.
using NanoUsd = std::int64_t;

/// What a million tokens cost.
struct Price {
    NanoUsd inputPerM = 0;
    NanoUsd outputPerM = 0;
    bool operator==(const Price &) const = default;
};

/// Rounded up: a probe is never announced cheaper than it is.
constexpr NanoUsd costOf(const Price &price, std::int64_t tokensIn, std::int64_t tokensOut)
{
    constexpr std::int64_t Million = 1'000'000;
    return (price.inputPerM * tokensIn + price.outputPerM * tokensOut + Million - 1) / Million;
}

constexpr double toUsd(NanoUsd amount)
{
    return static_cast<double>(amount) / 1e9;
}

} // namespace Belay
