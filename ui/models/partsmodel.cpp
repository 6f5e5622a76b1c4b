// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/partsmodel.h"

namespace Belay {

PartsModel::PartsModel(QStringList header, QObject *parent)
    : QAbstractTableModel(parent)
    , m_header(std::move(header))
{ }

void PartsModel::setParts(std::vector<Part> parts)
{
    if (parts == m_parts)
        return;
    beginResetModel();
    m_parts = std::move(parts);
    endResetModel();
}

int PartsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_parts.size());
}

int PartsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_header.size());
}

QVariant PartsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Part &part = m_parts[static_cast<size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() > 0)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::DecorationRole && index.column() == 0 && part.color.isValid())
        return part.color;
    if (role == Qt::ToolTipRole && index.column() == 0 && !part.help.isEmpty())
        return part.help;
    if (role == Qt::DisplayRole)
        return index.column() == 0 ? part.name : part.cells.value(index.column() - 1);
    return {};
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(section > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? m_header.value(section) : QVariant();
}

} // namespace Belay
