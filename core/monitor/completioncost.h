// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/catalogue.h"

namespace Belay {

/// What every completion of a probe asks for.
const QString &probePrompt();

/// What one usually costs, for forecasts until one has been paid; nothing where the price is unknown.
std::optional<NanoUsd> usualCostOfOne(const ModelInfo &model, const std::optional<Price> &price);

/// The price that a person is told before: what a bill says is not more. Tokens in are at most the bytes of
/// the prompt and 128 of what a provider wraps around it; tokens out the recipe's limit, and 4 096 of
/// reasoning where neither the recipe switches it off nor that limit holds it.
std::optional<NanoUsd> mostCostOfOne(
    const ProviderKind &kind, const ModelInfo &model, const std::optional<Price> &price);

} // namespace Belay
