// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/historyreader.h"

#include <functional>

namespace Belay {

/// Writes every check of a range that is still kept one by one into a file, on the reader's thread: CSV for a
/// name that ends with `.csv`, else JSON. A file that was there before stays as it was when the writing
/// fails.
void exportRange(HistoryReader &reader, QObject *context, const std::vector<TargetId> &targets,
    TimeRange range, const QString &path, std::function<void(const Result<void> &)> done);

} // namespace Belay
