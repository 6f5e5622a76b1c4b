// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qglobal.h>

namespace Belay {

/// Of a connection whose other side has ended: whether it only shut its sending side behind the request and
/// waits for the answer, which RFC 9112 allows, or has closed. Both look alike here; where the other end is
/// on this machine, Linux knows. False where nobody can tell. Costs about as much as one small request to the
/// kernel and never waits.
bool isPeerStillReading(qintptr socket);

} // namespace Belay
