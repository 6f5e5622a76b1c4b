// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/belaystyle.h"

#include "ui/widgets/appearance.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTreeView>

namespace Belay {

namespace {

constexpr int Room = 8;
constexpr int ButtonRoom = 10; // both sides together; Fusion lets a long text touch the frame
constexpr int RowRoom = 8; // above and below together; a tree's rows have none
constexpr qreal FocusWidth = 2.0;
constexpr float FieldEdge = 0.45F; // 3:1 on the window
constexpr float ButtonEdge = 0.25F; // a button has a ground of its own

void drawOutline(const QStyleOption &option, QPainter &painter, float strength, qreal radius = 2.0)
{
    if (appearanceOf(option.palette) == Appearance::Light || option.state.testFlag(QStyle::State_HasFocus))
        return;
    QColor edge = option.palette.color(QPalette::Text);
    edge.setAlphaF(strength);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

/// Fusion's own frame has the colour of the highlight, and is not seen on the row that is chosen.
void drawFocus(const QStyleOption &option, QPainter &painter)
{
    if (!option.state.testFlag(QStyle::State_KeyboardFocusChange))
        return;
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    painter.save();
    painter.setPen(
        QPen(option.palette.color(chosen ? QPalette::HighlightedText : QPalette::Link), FocusWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(option.rect).adjusted(2, 2, -2, -2));
    painter.restore();
}

} // namespace

BelayStyle::BelayStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

QSize BelayStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const QSize needed = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        return needed + QSize(ButtonRoom, 0);
    const bool isRow = type == CT_ItemViewItem && qobject_cast<const QTreeView *>(widget);
    return isRow ? needed + QSize(0, RowRoom) : needed;
}

void BelayStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == PE_FrameFocusRect && qobject_cast<const QAbstractItemView *>(widget)) {
        drawFocus(*option, *painter);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool pushed = option->state.testFlag(QStyle::State_On)
        && (element == PE_PanelButtonCommand || element == PE_PanelButtonTool);
    if (pushed) {
        // A chosen filter has to be seen without comparing shades of grey.
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(option->palette.color(QPalette::Link), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 2.5, 2.5);
        painter->restore();
        return;
    }
    const bool field = element == PE_IndicatorCheckBox || element == PE_FrameLineEdit
        || (element == PE_Frame && qobject_cast<const QPlainTextEdit *>(widget));
    if (field || element == PE_PanelButtonCommand)
        drawOutline(*option, *painter, field ? FieldEdge : ButtonEdge);
    else if (element == PE_IndicatorRadioButton)
        drawOutline(*option, *painter, FieldEdge, option->rect.width() / 2.0);
}

void BelayStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        drawOutline(*option, *painter, FieldEdge);
}

int RoomyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    // Item views take the margin of their texts from the focus frame's.
    if (metric == PM_FocusFrameHMargin || metric == PM_HeaderMargin)
        return Room;
    return BelayStyle::pixelMetric(metric, option, widget);
}

} // namespace Belay
