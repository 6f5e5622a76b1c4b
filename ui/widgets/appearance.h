// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

class QApplication;

namespace Belay {

enum class Appearance { Light, Dark };

/// Which of the two colour sets fits on a palette: decided by how light its base is.
Appearance appearanceOf(const QPalette &palette);

/// Belay's own palettes, for `--theme`: text at 7:1 on its ground, secondary text at 4.5:1.
QPalette applicationPalette(Appearance appearance);
/// Fusion with applicationPalette().
/// Belay's style in the colours of the desktop; in Belay's own where the desktop names none.
void applyDesktopAppearance(QApplication &application);
void applyAppearance(QApplication &application, Appearance appearance);

/// Text that matters less than the rest, still at 4.5:1 on base and window.
QColor secondaryText(const QPalette &palette);
/// The hairline around cards and panes.
QColor frameColour(const QPalette &palette);

} // namespace Belay
