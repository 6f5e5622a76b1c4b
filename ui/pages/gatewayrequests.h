// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/gatewaycontrol.h"
#include "core/engine/historyreader.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTableView;

namespace Belay {

class TracesModel;

/// What became of the last requests: those that history knows, then each as it ends.
class GatewayRequests final : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive it.
    GatewayRequests(GatewayControl &gateway, HistoryReader &history, QWidget *parent = nullptr);

private:
    QWidget *makePanes();
    void showLadder();
    void showRows();

    TracesModel *m_traces;
    QTableView *m_table;
    QPlainTextEdit *m_ladder;
    QLabel *m_empty;
    QWidget *m_panes;
};

} // namespace Belay
