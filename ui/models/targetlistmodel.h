// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"

#include <QAbstractTableModel>

#include <map>
#include <memory>

namespace Belay {

using TargetStatusPtr = std::shared_ptr<const TargetStatus>;

/// The targets of the newest board. Rows keep their place from board to board and change one by one, so that
/// selection, focus and scroll position survive; order is the proxy's business.
class TargetListModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns {
        NameColumn,
        StateColumn,
        SinceColumn,
        SideColumn,
        MedianColumn,
        P95Column,
        Uptime24hColumn,
        Uptime30dColumn,
        LastCheckColumn,
        ColumnCount
    };
    enum Roles {
        StatusRole = Qt::UserRole + 1, ///< TargetStatusPtr
        SortRole, ///< what the column is ordered by; invalid where nothing is known
    };

    explicit TargetListModel(QObject *parent = nullptr);

    void setBoard(std::shared_ptr<const StatusBoard> board);
    /// Texts such as "12 s ago" are as of this time.
    void setNow(WallTime now);
    WallTime now() const { return m_now; }
    TargetStatusPtr statusAt(int row) const { return m_rows.at(static_cast<size_t>(row)); }
    QModelIndex indexOf(const TargetId &id) const;
    /// Rank of the worst target of a provider (severityRank).
    int worstRankOf(const ProviderId &provider) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The worst state of some provider is another one now.
    void providerRanksChanged();

private:
    QString textOf(const TargetStatus &status, int column) const;
    QString sentenceOf(const TargetStatus &status) const;
    QVariant sortKeyOf(const TargetStatus &status, int column) const;
    void removeGone(const std::map<TargetId, TargetStatusPtr> &next);
    void updateRanks();

    std::vector<TargetStatusPtr> m_rows;
    std::map<ProviderId, int> m_ranks;
    WallTime m_now;
};

/// What the provider's own page says, and the incident that is open, in one line; empty where neither is
/// known. The end of a line: without a full stop.
QString officialText(const TargetStatus &status, WallTime now);

/// "OpenAI · gpt-4o-mini", or the provider's name alone.
QString displayName(const TargetStatus &status);

} // namespace Belay

Q_DECLARE_METATYPE(Belay::TargetStatusPtr)
