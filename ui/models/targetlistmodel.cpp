// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/targetlistmodel.h"

#include "core/domain/providertext.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/statuspalette.h"
#include "ui/widgets/statusshape.h"

#include <algorithm>
#include <utility>

namespace Belay {

TargetListModel::TargetListModel(QObject *parent)
    : QAbstractTableModel(parent)
{ }

void TargetListModel::setBoard(std::shared_ptr<const StatusBoard> board)
{
    // Aliases: a row keeps its whole board alive instead of being copied out of it.
    std::map<TargetId, TargetStatusPtr> next;
    for (const TargetStatus &status : board->targets)
        next.emplace(status.id, TargetStatusPtr(board, &status));
    removeGone(next);
    for (size_t row = 0; row < m_rows.size(); ++row) {
        const auto found = next.find(m_rows[row]->id);
        const bool changed = *found->second != *m_rows[row];
        m_rows[row] = found->second;
        next.erase(found);
        const int at = static_cast<int>(row);
        if (changed)
            Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
    if (!next.empty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(next.size()) - 1);
        for (const TargetStatus &status : board->targets) { // in the board's order, not in that of the ids
            if (const auto found = next.find(status.id); found != next.end())
                m_rows.push_back(found->second);
        }
        endInsertRows();
    }
    updateRanks();
}

void TargetListModel::removeGone(const std::map<TargetId, TargetStatusPtr> &next)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (next.contains(statusAt(row)->id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

void TargetListModel::updateRanks()
{
    std::map<ProviderId, int> ranks;
    for (const TargetStatusPtr &status : m_rows) {
        const int rank = severityRank(status->verdict.state);
        const auto [entry, added] = ranks.try_emplace(status->id.provider, rank);
        entry->second = std::min(entry->second, rank);
    }
    if (ranks == m_ranks)
        return;
    m_ranks = std::move(ranks);
    Q_EMIT providerRanksChanged();
}

void TargetListModel::setNow(WallTime now)
{
    const WallTime before = std::exchange(m_now, now);
    for (int row = 0; row < rowCount(); ++row) {
        const TargetStatus &status = *statusAt(row);
        const std::optional<WallTime> at = status.lastCheckAt;
        const QModelIndex checked = index(row, LastCheckColumn);
        if (at && agoText(*at, before) != agoText(*at, now))
            Q_EMIT dataChanged(checked, checked, {Qt::DisplayRole});
        const QModelIndex since = index(row, SinceColumn);
        if (forDuration(status.since, before) != forDuration(status.since, now))
            Q_EMIT dataChanged(since, since, {Qt::DisplayRole});
    }
}

QModelIndex TargetListModel::indexOf(const TargetId &id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&id](const TargetStatusPtr &status) { return status->id == id; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()), 0);
}

int TargetListModel::worstRankOf(const ProviderId &provider) const
{
    const auto found = m_ranks.find(provider);
    return found == m_ranks.end() ? severityRank(TargetState::Checking) : found->second;
}

int TargetListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TargetListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant TargetListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TargetStatusPtr &status = m_rows[static_cast<size_t>(index.row())];
    const bool number = index.column() >= MedianColumn && index.column() <= Uptime30dColumn;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*status, index.column());
    case Qt::DecorationRole:
        return index.column() == StateColumn ? iconFor(status->verdict.state) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        // A narrow column cuts the name, and the table has no room for what happened and what to do.
        return QStringList {displayName(*status), status->verdict.reason, status->verdict.advice}
            .join(u'\n')
            .trimmed();
    case Qt::AccessibleTextRole:
        // A card is one item of a list: its name has to say all that it paints.
        return index.column() == NameColumn ? sentenceOf(*status) : textOf(*status, index.column());
    case StatusRole:
        return QVariant::fromValue(status);
    case SortRole:
        return sortKeyOf(*status, index.column());
    default:
        return {};
    }
}

QVariant TargetListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section >= MedianColumn && section <= Uptime30dColumn;
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole && section == MedianColumn)
        return tr("Time to the first content of an answer, last 24 hours: half of the answers were faster");
    if (role == Qt::ToolTipRole && section == P95Column)
        return tr("Time to the first content of an answer, last 24 hours: 95 of 100 answers were faster");
    if (role == Qt::ToolTipRole && (section == Uptime24hColumn || section == Uptime30dColumn))
        return tr("Known time without the time down, as a share of the known time");
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Columns>(section)) {
    case NameColumn:
        return tr("Target");
    case StateColumn:
        return tr("State");
    case SinceColumn:
        return tr("For how long");
    case SideColumn:
        return tr("Whose side");
    case MedianColumn:
        return tr("Median first content");
    case P95Column:
        return tr("p95 first content");
    case Uptime24hColumn:
        return tr("Uptime 24 h");
    case Uptime30dColumn:
        return tr("Uptime 30 d");
    case LastCheckColumn:
    case ColumnCount:
        break;
    }
    return tr("Last check");
}

QString TargetListModel::textOf(const TargetStatus &status, int column) const
{
    switch (static_cast<Columns>(column)) {
    case NameColumn:
        return displayName(status);
    case StateColumn:
        return statusWord(status.verdict.state);
    case SinceColumn:
        return spokenDuration(m_now - status.since);
    case SideColumn:
        return ownerText(status.verdict.owner, status.verdict.cause);
    case MedianColumn:
        return latencyText(status.firstContent.p50);
    case P95Column:
        return latencyText(status.firstContent.p95);
    case Uptime24hColumn:
        return shareText(status.uptime24h.uptime());
    case Uptime30dColumn:
        return shareText(status.uptime30d.uptime());
    case LastCheckColumn:
    case ColumnCount:
        break;
    }
    return status.lastCheckAt ? agoText(*status.lastCheckAt, m_now) : tr("never", "last check");
}

QString TargetListModel::sentenceOf(const TargetStatus &status) const
{
    QStringList parts {
        tr("%1: %2 %3", "target, state, for how long")
            .arg(displayName(status), statusWord(status.verdict.state), forDuration(status.since, m_now))};
    const QString owner = ownerText(status.verdict.owner, status.verdict.cause);
    if (!owner.isEmpty())
        parts << owner;
    for (const QString &prose : {status.verdict.reason, status.verdict.advice}) {
        if (!prose.isEmpty())
            parts << prose;
    }
    if (const QString official = officialText(status, m_now); !official.isEmpty())
        parts << official;
    if (status.firstContent.p50)
        parts << tr("first content %1, p95 %2")
                     .arg(latencyText(status.firstContent.p50), latencyText(status.firstContent.p95));
    if (const auto uptime = status.uptime24h.uptime())
        parts << tr("uptime of 24 hours %1, coverage %2")
                     .arg(shareText(uptime), shareText(status.uptime24h.coverage()));
    return parts.join(tr(". ", "between the parts of a spoken card"));
}

QVariant TargetListModel::sortKeyOf(const TargetStatus &status, int column) const
{
    const auto latency = [](std::optional<Microseconds> value) {
        return value ? QVariant::fromValue<qint64>(value->count()) : QVariant();
    };
    const auto share = [](std::optional<double> value) { return value ? QVariant(*value) : QVariant(); };
    switch (static_cast<Columns>(column)) {
    case NameColumn:
        return displayName(status);
    case StateColumn:
        return severityRank(status.verdict.state);
    case SinceColumn:
        return QVariant::fromValue<qint64>(status.since.time_since_epoch().count());
    case SideColumn:
        return ownerText(status.verdict.owner, status.verdict.cause);
    case MedianColumn:
        return latency(status.firstContent.p50);
    case P95Column:
        return latency(status.firstContent.p95);
    case Uptime24hColumn:
        return share(status.uptime24h.uptime());
    case Uptime30dColumn:
        return share(status.uptime30d.uptime());
    case LastCheckColumn:
    case ColumnCount:
        break;
    }
    return status.lastCheckAt ? QVariant::fromValue<qint64>(status.lastCheckAt->time_since_epoch().count())
                              : QVariant();
}

QString officialText(const TargetStatus &status, WallTime now)
{
    QStringList parts;
    if (status.incident)
        parts << TargetListModel::tr("Incident since %1").arg(sinceText(status.incident->openedAt, now));
    if (status.notice)
        parts << officialLine(status.notice->state, status.notice->title);
    parts.removeAll(QString());
    return parts.join(TargetListModel::tr(" · ", "between parts of a line"));
}

QString displayName(const TargetStatus &status)
{
    return status.id.hasModel()
        ? QCoreApplication::translate("Belay::TargetListModel", "%1 · %2", "provider and model")
              .arg(status.providerName, status.id.model)
        : status.providerName;
}

} // namespace Belay
