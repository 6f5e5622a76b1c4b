// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/configissue.h"

namespace Belay {

/// What is allowed and yet unlikely to be meant. Warnings that need the catalogue (same-upstream,
/// unknown-model, unknown-price, mixed-embeddings, lacks-capability) are not among them.
ConfigWarnings validateConfig(const Config &config);

} // namespace Belay
