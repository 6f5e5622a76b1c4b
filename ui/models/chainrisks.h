// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/catalogue.h"
#include "ui/models/chainproblems.h"

#include <optional>

namespace Belay {

/// What keeps the chains in force from doing what they are for.
struct ChainRisk {
    ChainProblem first;
    int others = 0;
};

/// Nobody to fall back on, one company behind all, too little time, or something that is broken. Nothing:
/// what else may be noted about chains concerns their editor alone.
std::optional<ChainRisk> chainRisk(const Config &config, const Catalogue &catalogue);

} // namespace Belay
