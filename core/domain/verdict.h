// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"

namespace Belay {

/// What Diagnosis says of a subject. `reason` and `advice` are English prose for people, never parsed.
struct Verdict {
    TargetState state = TargetState::Checking;
    Owner owner = Owner::Unknown;
    Cause cause = Cause::None;
    Confidence confidence = Confidence::Low;
    Outcome outcome = Outcome::Skipped;
    QString reason;
    QString advice;
    bool operator==(const Verdict &) const = default;
};

} // namespace Belay
