// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stripmodel.h"

#include "ui/widgets/formats.h"

#include <QLocale>

#include <map>

namespace Belay {

namespace {

QString countsText(const StripColumn &column)
{
    const int all = column.good + column.failed;
    if (all == 0)
        return StripModel::tr("–", "nothing in this time");
    return StripModel::tr("%1 of %2 failed", "two numbers")
        .arg(QLocale().toString(column.failed), QLocale().toString(all));
}

} // namespace

void StripModel::setContent(const StripContent &content)
{
    std::map<WallTime, Row> rows;
    for (const StripColumn &column : content.checks) {
        if (column.good + column.failed > 0)
            rows[column.start].checks = column;
    }
    for (const StripColumn &column : content.traffic) {
        if (column.good + column.failed > 0)
            rows[column.start].traffic = column;
    }
    beginResetModel();
    m_rows.clear();
    for (auto &[start, row] : rows) {
        row.start = start;
        row.notice = content.notice && content.notice->from < start + content.step
            && (!content.notice->to || *content.notice->to > start);
        m_rows.push_back(row);
    }
    endResetModel();
}

int StripModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StripModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StripModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    switch (index.column()) {
    case Time:
        return dateTimeText(row.start);
    case Checks:
        return countsText(row.checks);
    case Traffic:
        return countsText(row.traffic);
    case Notice:
        return row.notice ? tr("posted") : QString();
    default:
        return {};
    }
}

QVariant StripModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("From");
    case Checks:
        return tr("Own checks");
    case Traffic:
        return tr("Gateway");
    case Notice:
        return tr("Official notice");
    default:
        return {};
    }
}

} // namespace Belay
