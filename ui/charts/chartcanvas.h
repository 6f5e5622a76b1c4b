// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartpaper.h"

#include <QGraphicsView>

namespace Belay {

/// What stands below and above the series.
struct ChartScenery {
    struct Cursor {
        WallTime time;
        SeriesPoint point;
        QStringList text;
    };
    ChartPaper paper;
    ChartColors colors;
    std::vector<ChartBand> bands;
    QString emptyText; ///< shown unless empty
    std::optional<Cursor> cursor;
    bool focused = false;
};

/// Paints grid, bands and cursor around the series of its scene, and turns what the mouse does into times.
class ChartCanvas final : public QGraphicsView
{
    Q_OBJECT
public:
    explicit ChartCanvas(QWidget *parent);

    void setScenery(ChartScenery scenery);

Q_SIGNALS:
    void rangeDragged(Belay::WallTime from, Belay::WallTime to);
    /// Over 1 is away from the person: more is seen.
    void wheelTurned(double factor, Belay::WallTime around);
    void pointedAt(double x);
    void pointerLeft();
    void pressed();
    void doubleClicked();

protected:
    void drawBackground(QPainter *painter, const QRectF &exposed) override;
    void drawForeground(QPainter *painter, const QRectF &exposed) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    ChartScenery m_scenery;
    bool m_pressed = false;
    double m_dragFrom = 0;
    std::optional<double> m_dragTo;
};

} // namespace Belay
