// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <QSortFilterProxyModel>

#include <set>

namespace Belay {

class TargetListModel;

/// What the dashboard shows of the targets, and in which order.
class TargetFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Order { Health, Name, Latency, Column };
    Q_ENUM(Order)
    enum class Grouping { None, ByProvider };

    explicit TargetFilterProxy(TargetListModel &targets, QObject *parent = nullptr);

    /// Every word has to occur in the target's name, id or state; case does not count.
    void setSearch(const QString &text);
    /// Empty: all.
    void setStates(std::set<TargetState> states);
    const std::set<TargetState> &states() const { return m_states; }
    void setOrder(Order order);
    Order order() const { return m_order; }
    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }
    /// Left out though the config still has them: a removal that can still be undone. An id without model
    /// stands for all targets of its provider.
    void setHidden(std::set<TargetId> hidden);
    /// Orders by one column of the table, unknown values last either way.
    void sortByColumn(int column, Qt::SortOrder direction);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool before(const TargetStatus &left, const TargetStatus &right) const;

    TargetListModel &m_targets;
    QStringList m_words;
    std::set<TargetState> m_states;
    std::set<TargetId> m_hidden;
    Order m_order = Order::Health;
    Grouping m_grouping = Grouping::None;
};

} // namespace Belay
