// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"

namespace Belay {

/// Whom the monitor's memory is read for.
struct MemorySubject {
    std::vector<TargetId> targets;
    std::vector<ProviderId> providers;
};
MemorySubject memorySubjectOf(const Config &config, const Catalogue &catalogue);

/// Start: all of it. Refresh: what may have changed since. Round: for one round of probes beside the owner,
/// whose own results alone make states: which models ever answered, which keys were accepted, since when.
enum class MemoryUse { Start, Refresh, Round };

/// What history knows that the monitor's rules need. On the reader's thread.
MonitorMemory readMemory(HistoryQueries &queries, MemorySubject subject, MemoryUse use, WallTime now);

} // namespace Belay
