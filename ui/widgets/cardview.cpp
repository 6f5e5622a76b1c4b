// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cardview.h"

#include <QEvent>
#include <QScrollBar>

namespace Belay {

CardView::CardView(QWidget *parent)
    : QListView(parent)
    , m_cards(new CardDelegate(this))
{
    setItemDelegate(m_cards);
    connect(m_cards, &CardDelegate::headingClicked, this, &CardView::headingClicked);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    // The cards stand on the window's ground, not in a white field of their own.
    viewport()->setAutoFillBackground(false);
}

void CardView::setNow(WallTime now)
{
    const WallTime before = m_cards->now();
    m_cards->setNow(now);
    if (!model())
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, modelColumn());
        option.rect = visualRect(index);
        if (option.rect.intersects(viewport()->rect()) && m_cards->differs(option, index, before, now))
            update(index);
    }
}

void CardView::setHeadings(CardDelegate::Headings headings)
{
    m_cards->setHeadings(headings);
    updateGrid();
    viewport()->update();
}

void CardView::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    // One at a time: for a range the view paints itself anew as a whole, and a check changes one card.
    if (topLeft.column() > modelColumn())
        return;
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        const QModelIndex index = topLeft.siblingAtRow(row);
        QListView::dataChanged(index, index, roles);
    }
}

void CardView::resizeEvent(QResizeEvent *event)
{
    updateGrid();
    QListView::resizeEvent(event);
}

void CardView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGrid();
}

void CardView::updateGrid()
{
    const QSize least = m_cards->leastSize(font());
    // The view lays its items out as if the scroll bar were there, whether it is or not.
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, verticalScrollBar());
    const int width = maximumViewportSize().width() - bar - 1;
    const int columns = std::max(1, width / least.width());
    const QSize size(std::max(1, width / columns), least.height());
    m_cards->setCardSize(size);
    setGridSize(size);
}

} // namespace Belay
