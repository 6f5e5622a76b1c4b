// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/belaystyle.h"

#include "ui/widgets/appearance.h"

#include <QPainter>
#include <QStyleOption>

namespace Belay {

namespace {

constexpr int Room = 8;

} // namespace

BelayStyle::BelayStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

void BelayStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool outlined = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton
        || element == PE_FrameLineEdit || element == PE_PanelButtonCommand;
    if (!outlined || appearanceOf(option->palette) == Appearance::Light
        || option->state.testFlag(QStyle::State_HasFocus))
        return;
    QColor edge = option->palette.color(QPalette::Text);
    edge.setAlphaF(element == PE_PanelButtonCommand ? 0.25F : 0.45F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(edge);
    painter->setBrush(Qt::NoBrush);
    const QRectF rect = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (element == PE_IndicatorRadioButton)
        painter->drawEllipse(rect);
    else
        painter->drawRoundedRect(rect, 2, 2);
    painter->restore();
}

int RoomyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    // Item views take the margin of their texts from the focus frame's.
    if (metric == PM_FocusFrameHMargin || metric == PM_HeaderMargin)
        return Room;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

} // namespace Belay
