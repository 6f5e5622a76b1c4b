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

RoutingRule routingRuleOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return {SameTarget::No, MoveOn::No, Feeds::Success, true};
    case Outcome::Auth:
        return {SameTarget::No, MoveOn::NextKey, Feeds::Key, true};
    case Outcome::Forbidden:
        return {SameTarget::No, MoveOn::NextKey, Feeds::KeyModel, true};
    case Outcome::Quota:
        return {SameTarget::No, MoveOn::NextKey, Feeds::KeyQuota, true};
    case Outcome::RateLimited:
        return {SameTarget::AfterWait, MoveOn::NextKey, Feeds::KeyModelWait, true};
    case Outcome::Overloaded:
    case Outcome::ServerError:
    case Outcome::Cut:
        return {SameTarget::Yes, MoveOn::NextStep, Feeds::KeyModel, true};
    case Outcome::ModelNotFound:
        return {SameTarget::No, MoveOn::NextStep, Feeds::KeyModel, true};
    case Outcome::ContextLength:
        return {SameTarget::No, MoveOn::LargerWindow, Feeds::Nothing, true};
    case Outcome::ContentFilter:
    case Outcome::TooLarge:
    case Outcome::BadRequest:
    case Outcome::Misfit:
        return {SameTarget::No, MoveOn::No, Feeds::Nothing, true};
    case Outcome::Dns:
    case Outcome::Connect:
    case Outcome::Reset:
    case Outcome::TimeoutConnect:
        return {SameTarget::Yes, MoveOn::NextStep, Feeds::Endpoint, false};
    case Outcome::Tls:
        return {SameTarget::No, MoveOn::NextStep, Feeds::Endpoint, false};
    case Outcome::Proxy:
        return {SameTarget::No, MoveOn::DirectRoute, Feeds::Nothing, false};
    case Outcome::TimeoutContent:
    case Outcome::TimeoutIdle:
    case Outcome::TimeoutTotal:
        return {SameTarget::LastStep, MoveOn::NextStep, Feeds::KeyModel, false};
    case Outcome::Empty:
        return {SameTarget::Once, MoveOn::NextStep, Feeds::KeyModel, true};
    case Outcome::NotAnAnswer:
        // It may be a captive portal's page.
        return {SameTarget::No, MoveOn::NextStep, Feeds::KeyModel, false};
    case Outcome::Cancelled:
    case Outcome::Skipped:
        break;
    }
    return {SameTarget::No, MoveOn::No, Feeds::Nothing, false};
}

TargetState stateAlone(Outcome outcome, Health health)
{
    switch (health) {
    case Health::Good:
        return TargetState::Up;
    case Health::Hard:
        return TargetState::Down;
    case Health::Limited:
        return TargetState::Limited;
    case Health::Yours:
        return outcome == Outcome::Auth || outcome == Outcome::Forbidden ? TargetState::KeyRejected
                                                                         : TargetState::NoData;
    case Health::Void:
        break;
    }
    return TargetState::NoData;
}

TargetState stateAlone(Outcome outcome)
{
    return stateAlone(outcome, ruleOf(outcome).health);
}

std::optional<KeyHealth> keyHealthOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok:
        return KeyHealth::Ok;
    case Outcome::Auth:
        return KeyHealth::Rejected;
    case Outcome::Forbidden:
        return KeyHealth::Forbidden;
    case Outcome::Quota:
        return KeyHealth::OutOfCredit;
    case Outcome::RateLimited:
        return KeyHealth::Limited;
    default:
        return {};
    }
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
