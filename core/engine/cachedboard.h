// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/config.h"
#include "core/domain/statusboard.h"

namespace Belay {

/// The newest known of a home, from its history alone: no request is made. What no span vouches for any more
/// is no data; the own network's trouble is told where that was the last word. Without a history yet, every
/// target is no data; one that cannot be read is its error.
Result<StatusBoard> cachedBoard(const QString &historyPath, const Config &config, WallTime now);

} // namespace Belay
