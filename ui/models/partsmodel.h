// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QColor>

#include <vector>

namespace Belay {

/// A whole in its parts: the twin of a painted bar.
struct Part {
    QString name;
    QColor color;
    QStringList cells; ///< one for each column after the name
    QString help = {}; ///< what the name means, for those who meet it for the first time
    bool operator==(const Part &) const = default;
};

class PartsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit PartsModel(QStringList header, QObject *parent = nullptr);

    void setParts(std::vector<Part> parts);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_header;
    std::vector<Part> m_parts;
};

} // namespace Belay
