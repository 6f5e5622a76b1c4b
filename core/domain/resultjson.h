// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/histogram.h"
#include "core/domain/incident.h"
#include "core/domain/statusboard.h"

#include <nlohmann/json.hpp>

namespace Belay {

// The results of contract 5 as JSON. Shares are null where nothing is known, durations carry their unit in
// the name.

nlohmann::ordered_json toJson(const StatusBoard &board); ///< STATUS
nlohmann::ordered_json toJson(const TargetStatus &target);
nlohmann::ordered_json toJson(const Sample &sample); ///< SAMPLE
nlohmann::ordered_json toJson(const NetworkStatus &network);
/// Q of `history`: `{"n","min","p50","p95","p99","max"}`, in milliseconds.
nlohmann::ordered_json toJson(const LatencyHistogram &histogram);

/// UTF-8 of a text, for JSON values and keys.
std::string toUtf8(const QString &text);
/// On one line; text that is no UTF-8 is replaced rather than thrown at.
QByteArray toLine(const nlohmann::ordered_json &json);

} // namespace Belay
