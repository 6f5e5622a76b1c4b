// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/keyservice.h"
#include "core/engine/notificationcontrol.h"
#include "ui/models/settingsdesk.h"

#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace Belay {

class UndoBar;
class WindowClosing;

/// How Belay is set, in sections of one page; whatever is changed holds at once.
class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    struct Parts {
        SettingsDesk &desk;
        KeyService &keys;
        WindowClosing &closing;
        UndoBar &undo;
        NotificationControl *notifications = nullptr; ///< null beside an owner: nobody is told anything
    };
    explicit SettingsPage(const Parts &parts, QWidget *parent = nullptr);

private:
    QWidget *makeGeneral();
    QWidget *makeHistory();

    Parts m_parts;
};

/// A panel with a title for a section; its layout takes the rest.
QWidget *makeSection(const QString &title, QVBoxLayout *&column, QWidget *parent);

} // namespace Belay
