// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/configissue.h"

namespace Belay {

/// What is allowed and yet unlikely to be meant, as far as the config alone tells. With the catalogue there
/// is more to say: core/providers/chainfacts.h has all of it.
ConfigWarnings validateConfig(const Config &config);

/// Risk: chains may fail to do what they are for, which is worth a word wherever they are at work. Note: it
/// concerns whoever edits them.
enum class WarningSeverity { Note, Risk };
/// Of a warning code of contract 4.
WarningSeverity severityOf(const QString &warningCode);

} // namespace Belay
