// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace Belay {

using Milliseconds = std::chrono::milliseconds;
using Microseconds = std::chrono::microseconds;
using Seconds = std::chrono::seconds;
/// An instant of the calendar: UTC, milliseconds since 1970.
using WallTime = std::chrono::sys_time<Milliseconds>;
/// Decisions use this clock only; it never jumps.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Microseconds>;

/// `2026-11-22T07:28:00.000Z`, the one form of an instant in results (contract, head).
QString toIsoString(WallTime time);
/// Reads RFC 3339 with `Z` or an offset; nothing for anything else.
std::optional<WallTime> wallTimeFromIso(const QString &text);

/// `500ms`, `8s`, `5m`, `24h`: a whole number with its unit, the largest unit that is exact.
QString toDurationString(Milliseconds duration);
/// Reads what toDurationString writes; nothing for a bare number, a sign or a fraction.
std::optional<Milliseconds> durationFromString(const QString &text);

} // namespace Belay
