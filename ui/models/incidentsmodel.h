// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

#include <QAbstractItemModel>
#include <QDate>

#include <map>

namespace Belay {

/// Incidents by local day: days are the rows of the root, the newest first, incidents the rows of a day.
class IncidentsModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Columns { What, Began, Lasted, Whose, Targets, Lead, ColumnCount };
    enum Roles { IncidentIdRole = Qt::UserRole + 1 };
    using QAbstractItemModel::QAbstractItemModel;

    void reset(const std::vector<Incident> &incidents);
    /// Adds one, or takes what is new of one that is there.
    void put(const Incident &incident);
    void remark(const IncidentRemark &remark);
    void setNames(std::map<ProviderId, QString> names);
    /// How long open ones last by now.
    void setNow(WallTime now);

    /// Null for a day.
    const Incident *incident(const QModelIndex &index) const;
    /// Invalid where it is not there.
    QModelIndex indexOf(const Ulid &id) const;
    QString providerName(const ProviderId &id) const;
    std::vector<Incident> all() const; ///< the newest first
    static QString countText(int incidents);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Day {
        QDate date;
        std::vector<Incident> incidents; // the newest first
    };
    int rowOf(const QDate &date) const; // where the day is, or belongs
    QVariant dayData(const Day &day, int column, int role) const;
    QString text(const Incident &incident, int column) const;
    void changed(const QModelIndex &index);

    std::vector<Day> m_days;
    std::map<ProviderId, QString> m_names;
    WallTime m_now;
};

} // namespace Belay
