// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"
#include "ui/widgets/appearance.h"

#include <QColor>
#include <QString>

namespace Belay {

/// How a bar of the row of recent checks is filled: states differ without their colours too.
enum class StatusFill { Full, ThreeQuarters, FullCrossed, Outline, Half, Hatch, Gap, Ring };

/// The colour of a state's shape and bars: at least 3:1 on the base of its palette. Never for text.
QColor statusColour(TargetState state, Appearance appearance);
QColor statusColour(TargetState state, const QPalette &palette);
StatusFill fillOf(TargetState state);
/// One word for one state, the same everywhere: "Key rejected".
QString statusWord(TargetState state);
/// As part of a count: "2 key rejected".
QString statusCount(TargetState state, int count);

} // namespace Belay
