// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/figures.h"

namespace Belay {

/// The gateway, pinned to one core, before an nginx with a canned answer and a paced upstream, beside the
/// same load directly and through nginx as a plain reverse proxy (buffering of answers off; bodies are held
/// in memory, as by one who may have to send them twice). What is left out of the figures could not be
/// measured, and why was said.
std::vector<Figure> runGatewayBench(const BenchCall &call);

} // namespace Belay
