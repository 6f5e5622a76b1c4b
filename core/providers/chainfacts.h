// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/configvalidator.h"
#include "core/providers/catalogue.h"

namespace Belay {

/// Every warning of contract 4: those of the config alone, then those that need to know providers and models
/// (same-upstream, unknown-model, unknown-price, mixed-embeddings, lacks-capability).
ConfigWarnings validateConfig(const Config &config, const Catalogue &catalogue);

} // namespace Belay
