// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace Belay {

/// Fusion with outlines that are seen on a dark ground: Fusion takes them darker than the window, which
/// leaves a check box at about 1.2:1.
class BelayStyle : public QProxyStyle
{
    Q_OBJECT
public:
    BelayStyle();

    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
};

/// The same with room around the texts of an item view and its header.
class RoomyStyle final : public BelayStyle
{
    Q_OBJECT
public:
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace Belay
