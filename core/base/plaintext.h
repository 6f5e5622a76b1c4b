// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Belay {

/// Whether a character has no shape of its own and hides, joins or turns other text: marks of direction,
/// blanks of no width, tags.
bool isUnseen(char32_t character);

/// What somebody else wrote, as a terminal and a label may show it: without escape sequences, controls and
/// what is unseen. Ends of lines (as `\n`) and tabs stay.
QString withoutControls(const QString &text);

} // namespace Belay
