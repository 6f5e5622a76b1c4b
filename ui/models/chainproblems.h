// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/configissue.h"
#include "core/providers/catalogue.h"

#include <optional>
#include <vector>

namespace Belay {

/// An error or warning of contract 4 in the words of a person, at the card that it belongs to.
struct ChainProblem {
    ChainId chain;
    std::optional<std::size_t> step; ///< empty: the chain as a whole
    std::optional<std::size_t> target;
    bool isError = false; ///< it cannot be applied as it is
    QString code; ///< of contract 4
    QString text; ///< what is wrong
    QString advice; ///< what to do
    bool operator==(const ChainProblem &) const = default;
};

/// What core finds in the chains of `config`, errors first. One of a provider is told at each of its targets.
std::vector<ChainProblem> chainProblems(const Config &config, const Catalogue &catalogue);

} // namespace Belay
