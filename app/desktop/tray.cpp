// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tray.h"

#include "ui/widgets/statusshape.h"

#include <QApplication>

namespace Belay {

std::unique_ptr<Tray> Tray::create(StatusFeed &feed, QWidget &window)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return nullptr;
    return std::unique_ptr<Tray>(new Tray(feed, window));
}

Tray::Tray(StatusFeed &feed, QWidget &window)
    : m_feed(feed)
    , m_window(window)
{
    m_menu.addAction(tr("&Open Belay"), this, &Tray::open);
    m_menu.addSeparator();
    m_menu.addAction(tr("&Quit"), this, &Tray::quitRequested);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            open();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::messageChosen);
    connect(&m_feed, &StatusFeed::boardChanged, this, &Tray::update);
    update();
    m_icon.show();
}

void Tray::update()
{
    const auto board = m_feed.board();
    const TargetState worst
        = board->targets.empty() ? TargetState::NoData : board->targets.front().verdict.state;
    m_icon.setIcon(iconFor(worst));
    m_icon.setToolTip(board->overall.sentence);
}

void Tray::showMessage(const QString &title, const QString &text)
{
    if (QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(title, text, m_icon.icon());
}

void Tray::open()
{
    m_window.setWindowState((m_window.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

} // namespace Belay
