// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sample.h"

#include <QAbstractTableModel>

#include <vector>

namespace Belay {

/// Failed checks, newest first, as history brings them.
class FailuresModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { Time, What, OutcomeColumn, Status, ProviderCode, Reason, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setFailures(std::vector<Sample> failures);
    /// Null outside the rows.
    const Sample *failure(int row) const;
    /// The row of the failure of that time and key, or -1.
    int rowOf(const Sample &failure) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Sample> m_failures;
};

/// What was tried: "Reach check", "Traffic".
QString checkText(const Sample &sample);
/// All that is kept of a failure, a line each, for the detail pane and the clipboard.
QString evidenceText(const Sample &sample);

} // namespace Belay
