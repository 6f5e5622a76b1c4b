// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "ui/widgets/panel.h"

class QLabel;
class QTableView;

namespace Belay {

class RowsModel;

/// The lag meter: how late a provider's page is, now and over the months.
class ProviderLag final : public Panel
{
    Q_OBJECT
public:
    explicit ProviderLag(QWidget *parent);

    /// Of the provider, the newest first; `hasPage`: a page of theirs is read.
    void setIncidents(const std::vector<Incident> &incidents, bool hasPage, WallTime now);

private:
    void showMonths(const std::vector<Incident> &incidents, WallTime now);

    QLabel *m_sentence;
    QLabel *m_newest;
    RowsModel *m_months;
    QTableView *m_table;
};

} // namespace Belay
