// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"

namespace Belay {

/// A server that repeats the key wherever a server can write something; the first part of the path says how
/// it answers: auth page redirect gone fake garbage noise, or well.
void echoKey(ScriptedRequest &request);

} // namespace Belay
