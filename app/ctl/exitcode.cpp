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
    case ErrorKind::Permission:
    case ErrorKind::Busy:
    case ErrorKind::Newer:
    case ErrorKind::Protocol: // of a file that is damaged: what a provider says is never an Error
        return ExitCode::Storage;
    case ErrorKind::Unavailable:
        return ExitCode::Unavailable;
    case ErrorKind::Conflict:
        return ExitCode::OtherInstance;
    case ErrorKind::Network:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal:
        break;
    }
    return ExitCode::Internal;
}

ExitCode exitCodeOf(OverallState state)
{
    switch (state) {
    case OverallState::Up:
        return ExitCode::Done;
    case OverallState::Degraded:
        return ExitCode::Degraded;
    case OverallState::Down:
        return ExitCode::Down;
    case OverallState::Unknown:
        break;
    }
    return ExitCode::NoData;
}

} // namespace Belay
