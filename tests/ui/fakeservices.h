// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/monitorcontrol.h"

#include <vector>

namespace Belay {

/// Notes what it was asked for.
class FakeMonitorControl final : public MonitorControl
{
    Q_OBJECT
public:
    using MonitorControl::MonitorControl;
    void checkNow(const std::optional<TargetId> &target, Monitor::Paid paid) override;

    std::vector<std::optional<TargetId>> asked;
    std::vector<Monitor::Paid> paid;
};

} // namespace Belay
