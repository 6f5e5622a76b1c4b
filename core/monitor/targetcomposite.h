// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"

#include <optional>
#include <vector>

namespace Belay {

/// What a target's state is made of.
enum class EvidencePart { Reach, Auth, Completion, Traffic };

struct PartState {
    EvidencePart part = EvidencePart::Reach;
    TargetState state = TargetState::Checking;
    Outcome outcome = Outcome::Skipped;
    bool unconfirmed = false; ///< `outcome` is a first failure that a second is to confirm
    bool operator==(const PartState &) const = default;
};

/// The state of one target out of the series that speak for it (contract 3, *A target's state*).
struct TargetComposite {
    PartState reach {EvidencePart::Reach, {}, {}, {}};
    std::vector<PartState> keys; ///< one for every key that has a value; the best of them counts
    bool keyMissing = false; ///< the kind needs a key and none has a value: nothing can be up
    PartState completion {EvidencePart::Completion, {}, {}, {}};
    PartState traffic {EvidencePart::Traffic, {}, {}, {}};
    bool ownModelUnknown = false; ///< model-not-found where it never answered: yours, so nothing is known

    /// The part that decides, with its state. When nothing is known: checking while the first word of
    /// reach is awaited, else no-data. A first failure that waits for its confirmation is checking, too,
    /// where up was all that could be said without it.
    PartState worst() const;
    PartState bestKey() const;

private:
    std::optional<PartState> unconfirmed() const;
};

} // namespace Belay
