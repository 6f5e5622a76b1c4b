// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bucketsmodel.h"

#include "ui/widgets/formats.h"

#include <QLocale>

namespace Belay {

void BucketsModel::setSeries(TimeSeries series)
{
    beginResetModel();
    m_series = std::move(series);
    endResetModel();
}

int BucketsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_series.points.size());
}

int BucketsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BucketsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Time)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const SeriesPoint &point = m_series.points[static_cast<size_t>(index.row())];
    const auto text = [&point](Microseconds latency) {
        return latencyText(point.isGap() ? std::nullopt : std::optional(latency));
    };
    switch (index.column()) {
    case Time:
        return dateTimeText(point.at);
    case Checks:
        return QLocale().toString(point.n);
    case Min:
        return text(point.min);
    case P50:
        return text(point.p50);
    case P95:
        return text(point.p95);
    case Max:
        return text(point.max);
    default:
        return {};
    }
}

QVariant BucketsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(section == Time ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("From");
    case Checks:
        return tr("Answers");
    case Min:
        return tr("Min");
    case P50:
        return tr("Median");
    case P95:
        return tr("p95");
    case Max:
        return tr("Max");
    default:
        return {};
    }
}

} // namespace Belay
