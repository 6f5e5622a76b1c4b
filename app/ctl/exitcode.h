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
/// The worst of the targets: down, slow, no data, up, in this order (contract 5: "worst wins: 2, 1, 3, 0").
ExitCode exitCodeOf(const std::vector<TargetStatus> &targets);

} // namespace Belay
