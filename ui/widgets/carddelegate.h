// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <QStyledItemDelegate>

namespace Belay {

/// Paints a target as a card: no widget per card, so two hundred of them scroll as smoothly as two.
class CardDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Headings { None, Providers };

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Texts such as "for 6 min" are as of this time.
    void setNow(WallTime now) { m_now = now; }
    WallTime now() const { return m_now; }
    /// Whether a card reads differently at the two times.
    bool differs(const QStyleOptionViewItem &option, const QModelIndex &index, WallTime a, WallTime b) const;
    /// With Providers every card leaves room for a heading and the first of a provider shows it.
    void setHeadings(Headings headings) { m_headings = headings; }
    /// What every card takes up, its margins included.
    void setCardSize(const QSize &size) { m_size = size; }
    /// The least size of a card, its margins included, in this font.
    QSize leastSize(const QFont &font) const;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

Q_SIGNALS:
    /// A way to the provider for the mouse; the menu of a card has it for the keyboard.
    void headingClicked(const Belay::ProviderId &provider);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    struct Frame;
    Frame frameOf(const QStyleOptionViewItem &option) const;
    void paintHeading(QPainter &painter, const Frame &frame, const QModelIndex &index) const;
    void paintTitle(QPainter &painter, const Frame &frame, const TargetStatus &status) const;
    void paintChecks(QPainter &painter, const Frame &frame, const TargetStatus &status) const;
    void paintFigures(QPainter &painter, const Frame &frame, const TargetStatus &status) const;
    void paintProse(QPainter &painter, const Frame &frame, const TargetStatus &status) const;
    void paintOfficial(QPainter &painter, const Frame &frame, const TargetStatus &status) const;

    WallTime m_now;
    QSize m_size;
    Headings m_headings = Headings::None;
};

} // namespace Belay
