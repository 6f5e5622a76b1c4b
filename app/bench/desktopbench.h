// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/figures.h"

namespace Belay {

/// The window with a year of history of 20 targets (10.5 million samples taken in, default retention).
///
/// interactiveMs, idleCpuPercent and residentMiB are those of the real program in a process of its own: the
/// median of five starts to the first painted dashboard with targets; 30 s of watching 20 simulated providers
/// at the intervals of a fresh config, after the first round; VmRSS after that.
/// worstFrameMs and searchKeystrokeMs are those of the same window in this process, because no one can look
/// into another's turns: the longest turn of its event loop while the 20 targets are probed, completions
/// included, round after round; and with 200 targets the slowest letter typed into the search, to the end of
/// the painting (the best of three rounds for each letter).
/// Without QT_QPA_PLATFORM it draws offscreen. Empty when something could not be opened.
std::vector<Figure> runDesktopBench(const BenchCall &call);

} // namespace Belay
