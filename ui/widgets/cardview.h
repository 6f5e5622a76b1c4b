// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/carddelegate.h"

#include <QListView>

namespace Belay {

/// Targets as a grid of cards that fills the width.
class CardView final : public QListView
{
    Q_OBJECT
public:
    explicit CardView(QWidget *parent = nullptr);

    void setNow(WallTime now);
    void setHeadings(CardDelegate::Headings headings);

Q_SIGNALS:
    void headingClicked(const Belay::ProviderId &provider);

protected:
    void dataChanged(
        const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateGrid();

    CardDelegate *m_cards;
};

} // namespace Belay
