// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/incidentcontrol.h"

#include <vector>

namespace Belay {

/// Notes what a person adds.
class FakeIncidentControl final : public IncidentControl
{
    Q_OBJECT
public:
    using IncidentControl::IncidentControl;
    void remark(const IncidentRemark &remark) override
    {
        remarks.push_back(remark);
        Q_EMIT remarked(remark);
    }

    std::vector<IncidentRemark> remarks;
};

} // namespace Belay
