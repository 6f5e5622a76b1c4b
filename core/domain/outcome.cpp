// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/outcome.h"

namespace Belay {

OutcomeRule ruleOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return {Health::Good, Owner::None, Cause::None};
    case Outcome::Auth:
    case Outcome::Forbidden:
        return {Health::Yours, Owner::You, Cause::Key};
    case Outcome::Quota:
        return {Health::Limited, Owner::You, Cause::Quota};
    case Outcome::RateLimited:
        return {Health::Limited, Owner::You, Cause::RateLimit};
    case Outcome::ModelNotFound:
        return {Health::Hard, Owner::Provider, Cause::Model};
    case Outcome::ContextLength:
    case Outcome::ContentFilter:
    case Outcome::TooLarge:
    case Outcome::BadRequest:
        return {Health::Void, Owner::You, Cause::Request};
    case Outcome::Misfit:
        return {Health::Void, Owner::Belay, Cause::ProbeMisfit};
    case Outcome::Proxy:
        return {Health::Yours, Owner::You, Cause::Proxy};
    case Outcome::Overloaded:
    case Outcome::ServerError:
    case Outcome::Dns:
    case Outcome::Connect:
    case Outcome::Reset:
    case Outcome::Tls:
    case Outcome::TimeoutConnect:
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
    case Outcome::Empty:
    case Outcome::NotAnAnswer:
    case Outcome::Cut:
        return {Health::Hard, Owner::Provider, Cause::Outage};
    case Outcome::Cancelled:
    case Outcome::Skipped:
        break;
    }
    return {Health::Void, Owner::None, Cause::None};
}

bool isTransportFailure(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Dns:
    case Outcome::Connect:
    case Outcome::Reset:
    case Outcome::Tls:
    case Outcome::TimeoutConnect:
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
        return true;
    default:
        return false;
    }
}

} // namespace Belay
