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
    PartState best {EvidencePart::Auth, TargetState::NoData, Outcome::Skipped};
    bool awaited = false;
    for (const PartState &key : keys) {
        awaited = awaited || key.state == TargetState::Checking;
        if (isKnown(key.state)
            && (!isKnown(best.state) || severityRank(key.state) > severityRank(best.state)))
            best = key;
    }
    // A key that was not asked yet may be the best one.
    if (awaited && best.state != TargetState::Up)
        return {EvidencePart::Auth, TargetState::Checking, Outcome::Skipped};
    return best;
}

PartState TargetComposite::worst() const
{
    std::vector<PartState> parts {reach, bestKey(), completion, traffic};
    const auto known = [](const PartState &part) { return isKnown(part.state); };
    const auto worse = [](const PartState &a, const PartState &b) {
        return severityRank(a.state) < severityRank(b.state);
    };
    std::erase_if(parts, [&](const PartState &part) { return !known(part); });
    PartState result {EvidencePart::Reach, TargetState::NoData, reach.outcome};
    if (!parts.empty())
        result = *std::min_element(parts.begin(), parts.end(), worse);
    else if (reach.state == TargetState::Checking)
        result.state = TargetState::Checking;
    if (!keyMissing && !ownModelUnknown)
        return result;
    const bool saysNoHarm = result.state == TargetState::Up || result.state == TargetState::Slow
        || result.state == TargetState::Checking;
    if (!saysNoHarm)
        return result;
    if (keyMissing)
        return {EvidencePart::Auth, TargetState::NoData, Outcome::Skipped};
    return {EvidencePart::Completion, TargetState::NoData, Outcome::ModelNotFound};
}

} // namespace Belay
