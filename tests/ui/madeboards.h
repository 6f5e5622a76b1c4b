// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <memory>

namespace Belay {

/// When the made boards were made: the clock of a test starts here.
inline constexpr WallTime MadeAt {Milliseconds {1'790'000'000'000}};

/// A target in a state, with the figures and words that such a target has.
TargetStatus madeTarget(int number, TargetState state);
/// A board of so many targets in a fixed mixture of states: one in twenty down, and so on.
StatusBoard madeBoard(int targets);
std::shared_ptr<const StatusBoard> sharedBoard(StatusBoard board);

} // namespace Belay
