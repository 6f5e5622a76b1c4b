// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/domain/incident.h"
#include "core/domain/sample.h"
#include "core/domain/span.h"

#include <map>

namespace Belay {

/// The incidents that the rules make of a past: what `spans` call trouble, counted by `failures` (the oldest
/// first). Longer outages of providers are told of by a made-up page, some minutes late.
std::vector<Incident> makeDemoIncidents(const std::vector<Span> &spans, const std::vector<Sample> &failures,
    const std::map<ProviderId, QString> &names, WallTime now, RandomSource &random);

} // namespace Belay
