// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/alignedstrip.h"

#include <QAbstractTableModel>

namespace Belay {

/// The aligned strip as a table: a row for each column of it that has something to say.
class StripModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Time, Checks, Traffic, Notice, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setContent(const StripContent &content);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        WallTime start;
        StripColumn checks;
        StripColumn traffic;
        bool notice = false;
    };
    std::vector<Row> m_rows;
};

} // namespace Belay
