// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/timeseries.h"

#include <QAbstractTableModel>

namespace Belay {

/// The columns of a chart as a table: the same figures, for those who would rather read them.
class BucketsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Time, Checks, Min, P50, P95, Max, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSeries(TimeSeries series);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TimeSeries m_series;
};

} // namespace Belay
