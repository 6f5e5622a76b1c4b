// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcanvas.h"

#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace Belay {

namespace {

constexpr double DragThreshold = 6;
constexpr double ZoomStep = 1.5;
constexpr double Notch = 120; ///< of a wheel, in the units of QWheelEvent

} // namespace

ChartCanvas::ChartCanvas(QWidget *parent)
    : QGraphicsView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(parent);
}

void ChartCanvas::setScenery(ChartScenery scenery)
{
    m_scenery = std::move(scenery);
    viewport()->update();
}

void ChartCanvas::drawBackground(QPainter *painter, const QRectF &exposed)
{
    painter->fillRect(exposed, m_scenery.colors.ground);
    painter->setFont(font());
    paintPaper(*painter, m_scenery.paper, m_scenery.colors, m_scenery.bands);
}

void ChartCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    const ChartScenery &scenery = m_scenery;
    painter->setFont(font());
    if (!scenery.emptyText.isEmpty())
        paintEmpty(*painter, scenery.paper, scenery.colors, scenery.emptyText);
    if (scenery.focused) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(scenery.colors.line, 2));
        painter->drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    if (m_dragTo) {
        const QRectF chosen(
            QPointF(m_dragFrom, scenery.paper.plot.top()), QPointF(*m_dragTo, scenery.paper.plot.bottom()));
        painter->fillRect(chosen.normalized(), scenery.colors.band);
    } else if (scenery.cursor) {
        paintCursor(*painter, scenery.paper, scenery.colors, scenery.cursor->time, scenery.cursor->point,
            scenery.cursor->text);
    }
}

void ChartCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton;
    m_dragFrom = event->position().x();
    Q_EMIT pressed();
}

void ChartCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF &plot = m_scenery.paper.plot;
    const double x = std::clamp(event->position().x(), plot.left(), plot.right());
    if (m_pressed && (m_dragTo || std::abs(x - m_dragFrom) > DragThreshold)) {
        m_dragTo = x;
        viewport()->update();
    } else {
        Q_EMIT pointedAt(x);
    }
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_pressed = false;
    if (!m_dragTo)
        return;
    const auto [left, right] = std::minmax(m_dragFrom, *m_dragTo);
    m_dragTo.reset();
    viewport()->update();
    Q_EMIT rangeDragged(m_scenery.paper.timeAt(left), m_scenery.paper.timeAt(right));
}

void ChartCanvas::mouseDoubleClickEvent(QMouseEvent *)
{
    Q_EMIT doubleClicked();
}

void ChartCanvas::leaveEvent(QEvent *event)
{
    QGraphicsView::leaveEvent(event);
    Q_EMIT pointerLeft();
}

void ChartCanvas::wheelEvent(QWheelEvent *event)
{
    // A page that is scrolled past the chart must not be caught by it.
    const bool meant = m_scenery.focused || event->modifiers().testFlag(Qt::ControlModifier);
    if (!meant || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    event->accept();
    Q_EMIT wheelTurned(
        std::pow(ZoomStep, -event->angleDelta().y() / Notch), m_scenery.paper.timeAt(event->position().x()));
}

} // namespace Belay
