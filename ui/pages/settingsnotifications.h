// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/notificationcontrol.h"
#include "ui/models/settingsdesk.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QTimeEdit;
class QVBoxLayout;

namespace Belay {

/// The section of notes: whether, of what, and when not.
class SettingsNotifications final : public QWidget
{
    Q_OBJECT
public:
    SettingsNotifications(SettingsDesk &desk, NotificationControl &control, QWidget *parent = nullptr);

private:
    void addDesktop(QVBoxLayout &column);
    void addEvents(QVBoxLayout &column);
    void addTimes(QVBoxLayout &column);
    void addTargets(QVBoxLayout &column);
    void show();
    void showReminder();
    void showQuiet();
    void showTargets();
    void applyQuiet();
    void showTested(NoteRoute route, const QString &by);

    SettingsDesk &m_desk;
    NotificationControl &m_control;
    QCheckBox *m_desktop = nullptr;
    QLabel *m_tested = nullptr;
    std::vector<QCheckBox *> m_events;
    QComboBox *m_reminder = nullptr;
    QCheckBox *m_quiet = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    QListWidget *m_targets = nullptr;
};

} // namespace Belay
