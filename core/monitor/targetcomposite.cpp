// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/targetcomposite.h"

#include "core/domain/statusboard.h"

#include <algorithm>

namespace Belay {

namespace {

bool isKnown(TargetState state)
{
    return state == TargetState::Down || state == TargetState::KeyRejected || state == TargetState::Limited
        || state == TargetState::Slow || state == TargetState::Up;
}

} // namespace

PartState TargetComposite::bestKey() const
{
    PartState best {EvidencePart::Auth, TargetState::NoData, Outcome::Skipped, false};
    std::optional<PartState> awaited;
    for (const PartState &key : keys) {
        if (key.unconfirmed || (key.state == TargetState::Checking && !awaited))
            awaited = key;
        if (isKnown(key.state)
            && (!isKnown(best.state) || severityRank(key.state) > severityRank(best.state)))
            best = key;
    }
    // A key that was not asked yet, or refused only once, may be the best one.
    return awaited && best.state != TargetState::Up ? *awaited : best;
}

/// A probe's first failure, where no answer of the model proves the contrary. One of traffic is none: whether
/// and when a second request comes is not ours to say.
std::optional<PartState> TargetComposite::unconfirmed() const
{
    const auto answers
        = [](TargetState state) { return state == TargetState::Up || state == TargetState::Slow; };
    if (answers(completion.state) || answers(traffic.state))
        return {};
    for (const PartState &part : {reach, bestKey(), completion}) {
        if (part.unconfirmed)
            return part;
    }
    return {};
}

PartState TargetComposite::worst() const
{
    std::vector<PartState> parts {reach, bestKey(), completion, traffic};
    const auto known = [](const PartState &part) { return isKnown(part.state); };
    const auto worse = [](const PartState &a, const PartState &b) {
        return severityRank(a.state) < severityRank(b.state);
    };
    std::erase_if(parts, [&](const PartState &part) { return !known(part); });
    PartState result {EvidencePart::Reach, TargetState::NoData, reach.outcome, false};
    if (!parts.empty())
        result = *std::min_element(parts.begin(), parts.end(), worse);
    else if (reach.state == TargetState::Checking)
        result.state = TargetState::Checking;
    if (const auto first = unconfirmed(); first && (parts.empty() || result.state == TargetState::Up)) {
        result = *first;
        result.state = TargetState::Checking;
    }
    if (!keyMissing && !ownModelUnknown)
        return result;
    const bool saysNoHarm = result.state == TargetState::Up || result.state == TargetState::Slow
        || result.state == TargetState::Checking;
    if (!saysNoHarm)
        return result;
    if (keyMissing)
        return {EvidencePart::Auth, TargetState::NoData, Outcome::Skipped, false};
    return {EvidencePart::Completion, TargetState::NoData, Outcome::ModelNotFound, false};
}

} // namespace Belay
