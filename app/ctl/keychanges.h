// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/keyscommand.h"

namespace Belay {

/// What becomes of a value whose prefix is another kind's.
enum class OtherKind { Refused, Stored };

std::unique_ptr<Command> makeSetKey(const std::string &name, OtherKind otherKind);
std::unique_ptr<Command> makeDeleteKey(const std::string &name);

} // namespace Belay
