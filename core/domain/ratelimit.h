// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>

#include <optional>
#include <vector>

namespace Belay {

/// One limit of a key as its provider counts it, told in the headers of an answer.
struct RateLimit {
    QString window; ///< the provider's word: `requests`, `input-tokens`, `tokens-minute`
    std::optional<double> limit;
    std::optional<double> remaining;
    std::optional<WallTime> resetsAt; ///< empty where it does not say (Mistral), or says what has passed
    bool operator==(const RateLimit &) const = default;
};

/// The limits that the newest answer with any told for a key, of one model: providers count each apart.
struct ToldLimits {
    QString model; ///< empty: told by a free check
    WallTime at;
    std::vector<RateLimit> limits;
    bool operator==(const ToldLimits &) const = default;

    static constexpr size_t MostModels = 8; ///< of a key that are kept
};

} // namespace Belay
