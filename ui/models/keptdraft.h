// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/chaindraft.h"

class QSettings;

namespace Belay {

/// Notes what is not applied yet, unfinished or not, so that a later start can go on with it; a draft
/// without changes takes the note away.
void keepDraft(const ChainDraft &draft, QSettings &settings);
/// Goes on with what was kept, on the chains that are in force by now. False where there is nothing of it.
bool resumeDraft(ChainDraft &draft, QSettings &settings);

} // namespace Belay
