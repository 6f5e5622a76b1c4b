// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/catalogue.h"
#include "ui/models/gatewaydesk.h"
#include "ui/models/gatewaysnippet.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QTabWidget;

namespace Belay {

class TracesModel;

/// The gateway as its users need it: where it is, how a client calls it, and what became of each request.
class GatewayPage final : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive it.
    GatewayPage(GatewayDesk &desk, const Catalogue &catalogue, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeContent();
    QLayout *makeState();
    QWidget *makeFacts();
    QWidget *makeSnippets();
    QWidget *makeRequests();
    void showAll();
    void showState();
    void showModels();
    void showSnippets();
    void showLadder();
    void copySnippet();
    void take(const Trace &trace);

    GatewayDesk &m_desk;
    const Catalogue &m_catalogue;
    TracesModel *m_traces;
    QLabel *m_shape = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_switch = nullptr;
    QPushButton *m_freePort = nullptr;
    QLabel *m_address = nullptr;
    QLabel *m_clients = nullptr;
    QListWidget *m_models = nullptr;
    QTabWidget *m_tabs = nullptr;
    QTableView *m_table = nullptr;
    QPlainTextEdit *m_ladder = nullptr;
    QLabel *m_empty = nullptr;
    QString m_model; ///< of the snippets
};

} // namespace Belay
