// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "ui/widgets/panel.h"

class QLabel;
class QTableView;

namespace Belay {

class RowsModel;

/// What a provider's own page says: its state, its open posts, and its uptime beside ours.
class ProviderOfficial final : public Panel
{
    Q_OBJECT
public:
    explicit ProviderOfficial(QWidget *parent);

    /// `page` is empty where there is none, or nobody wants it read.
    void setPage(const std::optional<PageReading> &page, WallTime now);
    void setOwn(const UptimeFigure &uptime);

private:
    void showUptimes();

    QLabel *m_state;
    QLabel *m_read;
    QLabel *m_posts;
    QLabel *m_note;
    RowsModel *m_uptimes;
    QTableView *m_table;
    std::vector<PageComponent> m_components;
    UptimeFigure m_own;
};

} // namespace Belay
