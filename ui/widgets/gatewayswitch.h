// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/gatewaydesk.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace Belay {

/// The gateway in the status bar: its state, its address, and the button that switches it.
class GatewaySwitch final : public QWidget
{
    Q_OBJECT
public:
    /// `desk` must outlive it.
    explicit GatewaySwitch(GatewayDesk &desk, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();
    QToolButton *makeCopy(const QString &objectName, const QString &icon, const QString &name);

    GatewayDesk &m_desk;
    QLabel *m_shape;
    QLabel *m_state;
    QLabel *m_address;
    QLabel *m_clients;
    QLabel *m_problem;
    QToolButton *m_copyAddress;
    QToolButton *m_copyToken;
    QPushButton *m_freePort;
    QPushButton *m_switch;
};

/// The switch's words; the same here and on the Gateway page.
void showSwitch(QPushButton &button, const GatewayDesk &desk);
/// The way out when the port is taken; there only then.
void showFreePort(QPushButton &button, const GatewayDesk &desk);

} // namespace Belay
