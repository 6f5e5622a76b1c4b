// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/diagnosisevidence.h"

namespace Belay {

// Used by diagnose() alone.

struct Side {
    Owner owner = Owner::Unknown;
    Cause cause = Cause::None;
    bool operator==(const Side &) const = default;
};

/// Whose side it is. A side is taken only on evidence for it: where that is missing, nobody is blamed
/// instead.
Side sideOf(const DiagnosisEvidence &evidence);
/// Grows with what speaks for the side; what speaks against it is told, and takes nothing away.
Confidence confidenceOf(const DiagnosisEvidence &evidence, const Side &side);

bool isNetworkDown(const DiagnosisEvidence &evidence);
/// The page was read and tells of trouble.
bool isTroubleOnPage(const NoticeSeen &notice);
/// The page was read and tells of none.
bool isPageGreen(const NoticeSeen &notice);
/// Whether a notice is of keys and signing in, as far as its title says.
bool isNoticeOfKeys(const QString &title);
/// Several keys that worked are refused, and none is accepted.
bool areAllKeysRefused(const KeysSeen &keys);
/// The connection stood soon, so that the waiting was for the server; nothing where that was not measured.
std::optional<bool> isWaitAtServer(const DiagnosisEvidence &evidence);

} // namespace Belay
