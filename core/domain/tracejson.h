// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"

#include <nlohmann/json.hpp>

namespace Belay {

nlohmann::ordered_json toJson(const Trace &trace); ///< TRACE of contract 5
/// Reads what toJson writes. Fields it does not know are passed over, missing ones are as in a new Trace;
/// nothing without an id and a time, and for a field of another type or outside its closed set.
std::optional<Trace> traceFromJson(const nlohmann::ordered_json &json);

} // namespace Belay
