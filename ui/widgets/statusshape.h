// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sets.h"

#include <QIcon>

class QPainter;
class QPalette;
class QRectF;

namespace Belay {

/// Paints the shape of a state into the largest square in the middle of `rect`; vector, any size.
void paintStatusShape(QPainter &painter, const QRectF &rect, TargetState state, const QPalette &palette);

/// The same as an icon. It is painted when it is asked for, so it follows the application's palette and the
/// screen's scale.
QIcon iconFor(TargetState state);

/// A picture of resources/icons in the text colour of the palette in force: `themedIcon(u"dashboard"_s)`.
QIcon themedIcon(const QString &name);

} // namespace Belay
