// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/configissue.h"

namespace Belay {

/// What is allowed and yet unlikely to be meant, as far as the config alone tells. With the catalogue there
/// is more to say: core/providers/chainfacts.h has all of it.
ConfigWarnings validateConfig(const Config &config);

} // namespace Belay
