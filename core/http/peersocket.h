// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qglobal.h>

namespace Belay {

/// Who has ended its side of a connection may have closed it, or may still wait for the answer, as a client
/// does that shuts its sending side behind the request: both look alike here. On one machine Linux knows
/// whether any program still holds the other end; elsewhere, and of another machine, it is taken for closed.
bool isPeerHeld(qintptr socket);

} // namespace Belay
