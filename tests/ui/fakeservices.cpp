// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakeservices.h"

namespace Belay {

void FakeMonitorControl::checkNow(const std::optional<TargetId> &target, Monitor::Paid price)
{
    asked.push_back(target);
    paid.push_back(price);
}

} // namespace Belay
