// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/statusfeed.h"

#include <QMenu>
#include <QSystemTrayIcon>

#include <memory>

class QWidget;

namespace Belay {

/// The icon beside the clock, where the desktop has a place for it: the worst state as a shape, the first
/// line as its tip. All that it offers is in the window too.
class Tray final : public QObject
{
    Q_OBJECT
public:
    /// Null where the desktop shows no such icons.
    static std::unique_ptr<Tray> create(StatusFeed &feed, QWidget &window);

    /// A message beside the icon, where the desktop shows any.
    void showMessage(const QString &title, const QString &text);

Q_SIGNALS:
    void quitRequested();
    /// The newest message was clicked.
    void messageChosen();

private:
    Tray(StatusFeed &feed, QWidget &window);
    void update();
    void open();

    StatusFeed &m_feed;
    QWidget &m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

} // namespace Belay
