// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/targetfigures.h"

#include <QAbstractTableModel>

namespace Belay {

/// The numbers of a target for 24 h, 7 d, 30 d and 90 d.
class PeriodsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Period, Uptime, Coverage, P50, P95, Checks, Slow, Limited, Cost, ColumnCount };
    enum class PriceKnown { No, Yes };
    using QAbstractTableModel::QAbstractTableModel;

    void setPeriods(std::vector<PeriodFigures> periods, PriceKnown price);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PeriodFigures &figures, int column) const;
    QString costText(const PeriodFigures &figures) const;

    std::vector<PeriodFigures> m_periods;
    PriceKnown m_price = PriceKnown::Yes;
};

} // namespace Belay
