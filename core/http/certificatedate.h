// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/http/httpvalues.h"

namespace Belay {

/// Whether a handshake failed because the certificate is not valid today, by this machine's clock.
bool isRefusedByDate(const HttpFailure &failure);
/// What the other end's clock said; nothing where it did not say.
std::optional<WallTime> timeToldBy(const HttpHead &head);

} // namespace Belay
