// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Belay {

/// All that a person can read, hover over or have read out, in every window of the program, shown or not:
/// every text among the properties of widgets and actions, what assistive technology is told, headings and
/// cells. Of a field of dots only what is shown.
QStringList heldWords();

/// What the windows that are shown paint, one piece after the other: a word that was wrapped is whole again.
QString paintedWords();

} // namespace Belay
