// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secrets/secretstore.h"

namespace Belay {

// Keys of machines without a desktop. Both answer at once and only read; without a value there is an error.

/// Unavailable: not set, or empty.
SecretReading readEnvironmentSecret(const QString &name);

/// Permission: a mode beyond 0600, or another owner. Storage: not there, no regular file, not readable.
/// Config: empty, over 64 KiB or not one line. The newline at the end is not part of the value.
SecretReading readFileSecret(const QString &path);

} // namespace Belay
