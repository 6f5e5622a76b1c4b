// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/targetfilterproxy.h"

#include "ui/models/targetlistmodel.h"
#include "ui/widgets/statuspalette.h"

#include <algorithm>

namespace Belay {

TargetFilterProxy::TargetFilterProxy(TargetListModel &targets, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_targets(targets)
{
    setSourceModel(&targets);
    setDynamicSortFilter(true);
    connect(&targets, &TargetListModel::providerRanksChanged, this, [this] {
        if (m_grouping == Grouping::ByProvider)
            invalidate();
    });
    sort(0);
}

void TargetFilterProxy::setSearch(const QString &text)
{
    QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    invalidateFilter();
}

void TargetFilterProxy::setStates(std::set<TargetState> states)
{
    if (states == m_states)
        return;
    m_states = std::move(states);
    invalidateFilter();
}

void TargetFilterProxy::setHidden(std::set<TargetId> hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = std::move(hidden);
    invalidateFilter();
}

void TargetFilterProxy::setOrder(Order order)
{
    m_order = order;
    sort(0, Qt::AscendingOrder);
    invalidate();
}

void TargetFilterProxy::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    invalidate();
}

void TargetFilterProxy::sortByColumn(int column, Qt::SortOrder direction)
{
    m_order = Order::Column;
    sort(column, direction);
    invalidate();
}

bool TargetFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const TargetStatusPtr status = m_targets.statusAt(sourceRow);
    if (m_hidden.contains(status->id) || m_hidden.contains(TargetId {status->id.provider, {}}))
        return false;
    if (!m_states.empty() && !m_states.contains(status->verdict.state))
        return false;
    if (m_words.empty())
        return true;
    const QString haystack
        = displayName(*status) + u' ' + status->id.toString() + u' ' + statusWord(status->verdict.state);
    return std::all_of(m_words.begin(), m_words.end(),
        [&haystack](const QString &word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

bool TargetFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const TargetStatusPtr a = m_targets.statusAt(left.row());
    const TargetStatusPtr b = m_targets.statusAt(right.row());
    if (m_order != Order::Column)
        return before(*a, *b);
    const QVariant keyA = left.data(TargetListModel::SortRole);
    const QVariant keyB = right.data(TargetListModel::SortRole);
    // The view turns the result round for a descending order; unknown stays last in both.
    if (keyA.isValid() != keyB.isValid())
        return (sortOrder() == Qt::AscendingOrder) == keyA.isValid();
    const QPartialOrdering order = QVariant::compare(keyA, keyB);
    return order == QPartialOrdering::Equivalent || order == QPartialOrdering::Unordered
        ? a->id < b->id
        : order == QPartialOrdering::Less;
}

bool TargetFilterProxy::before(const TargetStatus &left, const TargetStatus &right) const
{
    if (m_grouping == Grouping::ByProvider && left.id.provider != right.id.provider) {
        const int byRank = m_targets.worstRankOf(left.id.provider) - m_targets.worstRankOf(right.id.provider);
        if (m_order == Order::Health && byRank != 0)
            return byRank < 0;
        const int byName = QString::localeAwareCompare(left.providerName, right.providerName);
        return byName == 0 ? left.id.provider < right.id.provider : byName < 0;
    }
    if (m_order == Order::Health) {
        const int byRank = severityRank(left.verdict.state) - severityRank(right.verdict.state);
        if (byRank != 0)
            return byRank < 0;
    }
    if (m_order == Order::Latency && left.firstContent.p50 != right.firstContent.p50) {
        if (!left.firstContent.p50 || !right.firstContent.p50)
            return left.firstContent.p50.has_value();
        return *left.firstContent.p50 < *right.firstContent.p50;
    }
    const int byName = QString::localeAwareCompare(displayName(left), displayName(right));
    return byName == 0 ? left.id < right.id : byName < 0;
}

} // namespace Belay
