// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusshape.h"

#include "ui/widgets/statuspalette.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>

namespace Belay {

namespace {

constexpr qreal Grid = 16.0; // the shapes are drawn on 16 x 16 and scaled

QPen linePen(const QColor &colour, qreal width, Qt::PenStyle style = Qt::SolidLine)
{
    return {colour, width, style, Qt::RoundCap, Qt::RoundJoin};
}

void paintUp(QPainter &painter, const QColor &colour, const QColor &ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(1, 1, 14, 14));
    painter.setPen(linePen(ground, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({{4.6, 8.3}, {7.1, 10.8}, {11.5, 5.6}}));
}

void paintSlow(QPainter &painter, const QColor &colour)
{
    painter.setPen(linePen(colour, 1.6));
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({{8, 2}, {14.4, 13.6}, {1.6, 13.6}}));
}

void paintDown(QPainter &painter, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRect(QRectF(1.5, 1.5, 13, 13));
    painter.setPen(linePen(Qt::white, 2));
    painter.drawLine(QPointF(5, 5), QPointF(11, 11));
    painter.drawLine(QPointF(11, 5), QPointF(5, 11));
}

void paintKeyRejected(QPainter &painter, const QColor &colour)
{
    painter.setPen(linePen(colour, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(QPolygonF({{8, 1.8}, {14.2, 8}, {8, 14.2}, {1.8, 8}}));
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(8, 8), 1, 1);
}

void paintLimited(QPainter &painter, const QColor &colour)
{
    const QRectF circle(1.9, 1.9, 12.2, 12.2);
    painter.setPen(linePen(colour, 1.8));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(circle);
    painter.setBrush(colour);
    painter.drawPie(circle, 90 * 16, 180 * 16);
}

void paintPaused(QPainter &painter, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(3, 2, 3.6, 12), 1, 1);
    painter.drawRoundedRect(QRectF(9.4, 2, 3.6, 12), 1, 1);
}

void paintRing(QPainter &painter, const QColor &colour, Qt::PenStyle style)
{
    QPen pen = linePen(colour, 2, style);
    if (style == Qt::CustomDashLine)
        pen.setDashPattern({0.1, 1.9}); // in pen widths: round dots
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(2, 2, 12, 12));
}

class ShapeEngine final : public QIconEngine
{
public:
    explicit ShapeEngine(TargetState state)
        : m_state(state)
    { }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        paintStatusShape(*painter, rect, m_state, QGuiApplication::palette());
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new ShapeEngine(m_state); }

private:
    TargetState m_state;
};

class ThemedEngine final : public QIconEngine
{
public:
    explicit ThemedEngine(QString path)
        : m_path(std::move(path))
    { }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        painter->drawPixmap(rect, pixmap(rect.size() * painter->device()->devicePixelRatio(), mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(m_path).render(&painter, QRectF({}, size));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        const QPalette palette = QGuiApplication::palette();
        painter.fillRect(pixmap.rect(),
            mode == QIcon::Selected
                ? palette.color(QPalette::HighlightedText)
                : palette.color(
                    mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::Text));
        return pixmap;
    }
    QIconEngine *clone() const override { return new ThemedEngine(m_path); }

private:
    QString m_path;
};

} // namespace

void paintStatusShape(QPainter &painter, const QRectF &rect, TargetState state, const QPalette &palette)
{
    const qreal side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / Grid, side / Grid);
    const QColor colour = statusColour(state, palette);
    switch (state) {
    case TargetState::Up:
        paintUp(painter, colour, palette.color(QPalette::Base));
        break;
    case TargetState::Slow:
        paintSlow(painter, colour);
        break;
    case TargetState::Down:
        paintDown(painter, colour);
        break;
    case TargetState::KeyRejected:
        paintKeyRejected(painter, colour);
        break;
    case TargetState::Limited:
        paintLimited(painter, colour);
        break;
    case TargetState::Paused:
        paintPaused(painter, colour);
        break;
    case TargetState::NoData:
        paintRing(painter, colour, Qt::CustomDashLine);
        break;
    case TargetState::Checking:
        paintRing(painter, colour, Qt::SolidLine);
        break;
    }
    painter.restore();
}

QIcon iconFor(TargetState state)
{
    return QIcon(new ShapeEngine(state));
}

QIcon themedIcon(const QString &name)
{
    return QIcon(new ThemedEngine(QStringLiteral(":/icons/%1.svg").arg(name)));
}

} // namespace Belay
