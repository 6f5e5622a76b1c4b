// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

namespace Belay {

enum class IncidentForm { Json, Markdown, Csv };

/// Incidents as a file, UTF-8, times UTC. JSON is that of `belayctl incidents --json`.
QByteArray exportIncidents(const std::vector<Incident> &incidents, IncidentForm form);

} // namespace Belay
