// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/recentcheck.h"

namespace Belay {

void noteSlow(RecentCheck &check, Microseconds limit)
{
    if (check.state == TargetState::Up && check.isCompletion && check.latency > limit)
        check.state = TargetState::Slow;
}

} // namespace Belay
