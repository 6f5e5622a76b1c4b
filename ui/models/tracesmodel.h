// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/trace.h"

#include <QAbstractTableModel>

#include <deque>

namespace Belay {

/// The last requests to the gateway, newest first.
class TracesModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Time, AskedFor, Winner, Ended, Took, Attempts, ColumnCount };
    static constexpr int Most = 100;
    using QAbstractTableModel::QAbstractTableModel;

    void add(const Trace &trace);
    /// Newest first, below those that are there; one that is there already is left out.
    void addOlder(const std::vector<Trace> &traces);
    /// Null outside the rows.
    const Trace *trace(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::deque<Trace> m_traces;
};

/// What is known of a request, and its attempts as a ladder: a line each.
QString ladderText(const Trace &trace);

} // namespace Belay
