// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/historyreader.h"
#include "core/providers/catalogue.h"
#include "ui/models/gatewaydesk.h"
#include "ui/models/gatewaysnippet.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QTabWidget;

namespace Belay {

class ChainNotice;

/// The gateway as its users need it: where it is, how a client calls it, and what became of each request.
class GatewayPage final : public QWidget
{
    Q_OBJECT
public:
    /// All must outlive it.
    GatewayPage(
        GatewayDesk &desk, HistoryReader &history, const Catalogue &catalogue, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Empty: the page of chains alone.
    void chainRequested(const Belay::ChainId &chain);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeContent(HistoryReader &history);
    QLayout *makeState();
    QWidget *makeFacts();
    QWidget *makeSnippets();
    void showAll();
    void showState();
    void showModels();
    void showSnippets();
    void copySnippet();

    GatewayDesk &m_desk;
    const Catalogue &m_catalogue;
    QLabel *m_shape = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_sentence = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_switch = nullptr;
    QPushButton *m_freePort = nullptr;
    ChainNotice *m_notice = nullptr;
    QLabel *m_address = nullptr;
    QPushButton *m_copyAddress = nullptr;
    QLabel *m_clients = nullptr;
    QListWidget *m_models = nullptr;
    QTabWidget *m_tabs = nullptr;
    std::shared_ptr<const Config> m_config; // that is shown
    QString m_model; ///< of the snippets
};

} // namespace Belay
