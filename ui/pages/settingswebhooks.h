// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/keyservice.h"
#include "core/engine/notificationcontrol.h"
#include "ui/models/settingsdesk.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace Belay {

class UndoBar;
class WebhookDialog;

/// The section of webhooks: each with its state, a test, and what it is signed with.
class SettingsWebhooks final : public QWidget
{
    Q_OBJECT
public:
    SettingsWebhooks(SettingsDesk &desk, NotificationControl &control, KeyService &keys, UndoBar &undo,
        QWidget *parent = nullptr);

private:
    void rebuild();
    QWidget *makeRow(const WebhookConfig &webhook);
    void openDialog(const std::optional<WebhookConfig> &known);
    void save(WebhookConfig webhook, const Secret &address);
    void put(const WebhookConfig &webhook);
    void remove(const QString &id);
    void test(const QString &id);
    void copySignature(const QString &id);
    void showStatus(const QString &id);
    void say(const QString &id, const QString &text);
    const WebhookConfig *find(const QString &id) const;

    SettingsDesk &m_desk;
    NotificationControl &m_control;
    KeyService &m_keys;
    UndoBar &m_undo;
    QVBoxLayout *m_rows;
    QLabel *m_note;
    std::vector<WebhookConfig> m_shown;
};

} // namespace Belay
