// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/outcome.h"

#include <QString>

#include <vector>

namespace Belay {

/// What a piece of evidence is about (contract 1).
enum class ClueKind {
    Answer,
    Reach,
    Auth,
    Model,
    Traffic,
    SameProvider,
    SameUpstream,
    Others,
    Network,
    Proxy,
    Tls,
    Clock,
    Notice,
    Limits,
    Usual,
    ServedBy,
    Region,
    Keys,
    Models
};
template <>
struct EnumNames<ClueKind> {
    static constexpr auto values = std::to_array<std::string_view>(
        {"answer", "reach", "auth", "model", "traffic", "same-provider", "same-upstream", "others", "network",
            "proxy", "tls", "clock", "notice", "limits", "usual", "served-by", "region", "keys", "models"});
};

/// One piece of the evidence behind a verdict, as a short sentence.
struct Clue {
    ClueKind kind = ClueKind::Answer;
    bool supports = true; ///< speaks for the verdict; false: against it, or it leaves it open
    QString text;
    bool operator==(const Clue &) const = default;
};

/// What Diagnosis says of a subject. All text is English prose for people, never parsed.
struct Verdict {
    TargetState state = TargetState::Checking;
    Owner owner = Owner::Unknown;
    Cause cause = Cause::None;
    Confidence confidence = Confidence::Low;
    Outcome outcome = Outcome::Skipped;
    QString reason;
    QString advice;
    std::vector<Clue> evidence {}; ///< for and against; what speaks for it first
    QString handled {}; ///< what the chains have done about it; empty: nothing
    bool operator==(const Verdict &) const = default;
};

} // namespace Belay
