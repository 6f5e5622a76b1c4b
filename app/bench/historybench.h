// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/figures.h"

namespace Belay {

/// One year of 20 targets, one sample a minute each (10.5 million), taken in as live results are and read
/// with the queries of the pages; ten days where a quick run will do. Says how far it is. No figures when the
/// disk refuses.
std::vector<Figure> runHistoryBench(const BenchCall &call);

} // namespace Belay
