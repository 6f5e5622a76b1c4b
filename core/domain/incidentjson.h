// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

#include <nlohmann/json.hpp>

namespace Belay {

/// INCIDENT of contract 5.
nlohmann::ordered_json toJson(const Incident &incident);

} // namespace Belay
