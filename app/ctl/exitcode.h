// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/domain/statusboard.h"

namespace Belay {

/// The exit codes of contract 5.
enum class ExitCode {
    Done = 0,
    Degraded = 1, ///< check: slow or limited; doctor: found something
    Down = 2,
    NoData = 3,
    Usage = 64,
    NoInput = 66,
    Unavailable = 69,
    Internal = 70,
    Storage = 74,
    OtherInstance = 75,
    SecretMode = 77,
    Config = 78,
};

constexpr int toInt(ExitCode code)
{
    return static_cast<int>(code);
}

ExitCode exitCodeOf(const Error &error);
/// Of check and of keys test.
ExitCode exitCodeOf(OverallState state);

} // namespace Belay
