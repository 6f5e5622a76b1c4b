// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"

#include <QUrl>

namespace Belay {

/// Loopback and private addresses, and names that cannot be of the internet.
bool isLocalHost(const QUrl &url);

/// Whether a provider there is judged without the own network (contract 3, *Own network*).
bool needsNoInternet(NetworkConfig::Local local, const QUrl &baseUrl);

} // namespace Belay
