// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statusboard.h"
#include "ui/widgets/panel.h"

class QLabel;
class QTableView;

namespace Belay {

class RowsModel;

/// The keys of a provider, without their values, and the limits that its answers told for them.
class ProviderKeys final : public Panel
{
    Q_OBJECT
public:
    explicit ProviderKeys(QWidget *parent);

    void setKeys(const std::vector<KeyStatus> &keys, WallTime now);

private:
    RowsModel *m_keys;
    RowsModel *m_limits;
    QTableView *m_keyTable;
    QTableView *m_limitTable;
    QLabel *m_noKeys;
    QLabel *m_noLimits;
};

} // namespace Belay
