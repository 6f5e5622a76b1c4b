// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stackedbar.h"

#include <QPainter>

#include <cmath>

namespace Belay {

namespace {

constexpr double Seam = 1; ///< between pieces: they differ without their colours too
constexpr double LeastPiece = 2;

/// Black or white, whichever is read better on a colour (WCAG 2.2, relative luminance).
QColor inkOn(const QColor &ground)
{
    const auto linear = [](float channel) {
        return channel <= 0.04045F ? channel / 12.92F : std::pow((channel + 0.055F) / 1.055F, 2.4F);
    };
    const float luminance = 0.2126F * linear(ground.redF()) + 0.7152F * linear(ground.greenF())
        + 0.0722F * linear(ground.blueF());
    return luminance > 0.179F ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace

StackedBar::StackedBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StackedBar::setPieces(std::vector<BarPiece> pieces, double full)
{
    m_pieces = std::move(pieces);
    m_full = full;
    QStringList told;
    for (const BarPiece &piece : m_pieces)
        told << tr("%1 %2", "name and value of a piece of a bar").arg(piece.name, piece.value);
    setAccessibleDescription(told.join(tr(", ", "between the items of a list")));
    setToolTip(told.join(QLatin1Char('\n')));
    update();
}

QSize StackedBar::sizeHint() const
{
    return {320, fontMetrics().height() + 8};
}

QSize StackedBar::minimumSizeHint() const
{
    return {80, fontMetrics().height() + 8};
}

void StackedBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor trough = palette().color(QPalette::Text);
    trough.setAlphaF(0.08F);
    painter.fillRect(rect(), trough);
    if (!(m_full > 0))
        return;
    QFont bold = font();
    bold.setBold(true); // read on a colour
    painter.setFont(bold);
    double left = 0;
    for (const BarPiece &piece : m_pieces) {
        if (!(piece.length > 0))
            continue;
        const double width = std::max(LeastPiece, piece.length / m_full * this->width());
        const QRectF place(left, 0, std::max(LeastPiece, width - Seam), height());
        painter.fillRect(place, piece.color);
        if (painter.fontMetrics().horizontalAdvance(piece.name) + 8 <= place.width()) {
            painter.setPen(inkOn(piece.color));
            painter.drawText(place, Qt::AlignCenter, piece.name);
        }
        left += width;
    }
}

} // namespace Belay
