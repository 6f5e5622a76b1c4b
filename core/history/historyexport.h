// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/history/historyqueries.h"

class QIODevice;

namespace Belay {

enum class ExportForm { Csv, Json };

/// Writes the raw samples of a range, the newest first, as SAMPLE (contract 5): a table with a head, or one
/// array of objects. Nothing in history is secret, so nothing is left out. Ends at the first write that
/// fails.
Result<void> exportSamples(HistoryQueries &queries, const std::vector<TargetId> &targets, TimeRange range,
    ExportForm form, QIODevice &device);

} // namespace Belay
