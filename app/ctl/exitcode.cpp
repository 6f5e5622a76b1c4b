// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/exitcode.h"

namespace Belay {

ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Config:
        return ExitCode::Config;
    case ErrorKind::Storage:
        return ExitCode::Storage;
    case ErrorKind::Unavailable:
        return ExitCode::Unavailable;
    case ErrorKind::Permission:
        return ExitCode::SecretMode;
    case ErrorKind::Conflict:
        return ExitCode::OtherInstance;
    case ErrorKind::Network:
    case ErrorKind::Cancelled:
    case ErrorKind::Protocol:
    case ErrorKind::Internal:
        break;
    }
    return ExitCode::Internal;
}

namespace {

ExitCode exitCodeOf(TargetState state)
{
    switch (state) {
    case TargetState::Down:
    case TargetState::KeyRejected:
        return ExitCode::Down;
    case TargetState::Slow:
    case TargetState::Limited:
        return ExitCode::Degraded;
    case TargetState::NoData:
    case TargetState::Checking:
        return ExitCode::NoData;
    case TargetState::Up:
    case TargetState::Paused:
        break;
    }
    return ExitCode::Done;
}

int rank(ExitCode code)
{
    switch (code) {
    case ExitCode::Down:
        return 3;
    case ExitCode::Degraded:
        return 2;
    case ExitCode::NoData:
        return 1;
    default:
        return 0;
    }
}

} // namespace

ExitCode exitCodeOf(const std::vector<TargetStatus> &targets)
{
    ExitCode worst = ExitCode::Done;
    for (const TargetStatus &target : targets) {
        const ExitCode code = exitCodeOf(target.verdict.state);
        if (rank(code) > rank(worst))
            worst = code;
    }
    return worst;
}

} // namespace Belay
