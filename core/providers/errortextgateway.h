// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/errortextfinding.h"

namespace Belay {

/// Takes over what an answer of Belay's own gateway lists (contract 8): its attempts, and which of them says
/// why it failed. False where it is no such answer.
bool readGatewayAnswer(const ErrorFinding &finding, ErrorReading &reading);

} // namespace Belay
