// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/history/incidentfilter.h"
#include "core/history/readquery.h"

namespace Belay {

/// Reads incidents.
class IncidentReader final
{
public:
    explicit IncidentReader(Database &database);

    /// The newest first.
    std::vector<Incident> newest(const IncidentFilter &filter);
    std::optional<Incident> one(const Ulid &id);

private:
    ReadQuery m_newest;
    ReadQuery m_one;
};

} // namespace Belay
