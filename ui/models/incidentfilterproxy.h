// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

#include <QSortFilterProxyModel>

namespace Belay {

class IncidentsModel;

/// Shows the incidents that a person asks for; a day without any of them goes.
class IncidentFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    struct Filter {
        std::optional<ProviderId> provider;
        std::optional<Owner> owner;
        bool openOnly = false;
        QString text; ///< in title, targets, sentence, first error, note or id; any case
        bool operator==(const Filter &) const = default;
        bool isSet() const { return *this != Filter(); }
    };
    IncidentFilterProxy(IncidentsModel &model, QObject *parent);

    void setFilter(const Filter &filter);
    const Filter &filter() const { return m_filter; }
    std::vector<Incident> shown() const; ///< the newest first
    /// A day counts what is shown of it.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    IncidentsModel &m_model;
    Filter m_filter;
};

} // namespace Belay
