// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

#include <map>

namespace Belay {

/// The Atom feed of contract 7 (RFC 4287): the newest `MostInFeed` of `incidents`, which come newest first.
/// `names` says what providers are called. `since` dates a feed without entries. The same incidents give the
/// same bytes.
QByteArray atomFeed(
    const std::vector<Incident> &incidents, const std::map<ProviderId, QString> &names, WallTime since);

constexpr size_t MostInFeed = 50;

} // namespace Belay
