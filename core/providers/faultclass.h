// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"
#include "core/providers/fault.h"

namespace Belay {

/// The outcome of a failure that the provider told: what its body says outranks the status, and a status
/// told inside counts where the outer one is 200. Nothing where neither says anything (contract 2,
/// *Evidence*).
std::optional<Outcome> outcomeOf(ProviderKindId kind, int status, const Fault &fault);

} // namespace Belay
