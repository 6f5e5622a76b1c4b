// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/recentcheck.h"

#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;
class QPalette;

namespace Belay {

/// The row of recent checks as one painter, for cards and pages: the newest check at the end of the line.
class RecentBar final
{
public:
    RecentBar(const std::vector<RecentCheck> &checks, const QRectF &rect, Qt::LayoutDirection direction);

    void paint(QPainter &painter, const QPalette &palette) const;
    /// The check under a point, for tooltips.
    const RecentCheck *checkAt(QPointF point) const;
    /// The oldest check that has room, for the label at the beginning.
    std::optional<WallTime> firstShown() const;

private:
    QRectF slot(size_t shownIndex, qreal devicePixel) const;
    void paintCheck(QPainter &painter, const QRectF &bar, TargetState state, const QPalette &palette) const;

    const std::vector<RecentCheck> &m_checks;
    QRectF m_rect;
    Qt::LayoutDirection m_direction;
    size_t m_slots = 0;
    size_t m_first = 0; ///< index of the oldest check that has room
};

/// "14:05: Up, 412 ms", for a tooltip.
QString recentCheckText(const RecentCheck &check);
/// "60 checks: 58 up, 2 down", for those who cannot see the bars.
QString recentSummary(const std::vector<RecentCheck> &checks);

} // namespace Belay
