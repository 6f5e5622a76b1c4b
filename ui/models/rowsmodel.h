// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace Belay {

/// A table of texts. Rows change one by one, so that a selection survives a new reading.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Column {
        QString title;
        bool isNumber = false;
    };
    RowsModel(std::vector<Column> columns, QObject *parent);

    void setRows(std::vector<QStringList> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant alignmentOf(int column) const;

    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
};

} // namespace Belay
