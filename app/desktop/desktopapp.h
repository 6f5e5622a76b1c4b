// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/instancelink.h"
#include "app/desktop/notepresenter.h"
#include "app/desktop/options.h"
#include "app/desktop/sleepsignal.h"
#include "app/desktop/tray.h"
#include "core/engine/demo.h"
#include "ui/closeguard.h"
#include "ui/mainwindow.h"

#include <QSettings>

namespace Belay {

/// The composition root of the desktop program: an engine or a demo, a window, and what belongs to a desktop.
class DesktopApp final : public QObject, private CloseGuard
{
    Q_OBJECT
public:
    explicit DesktopApp(DesktopOptions options);
    ~DesktopApp() override;
    Q_DISABLE_COPY_MOVE(DesktopApp)

    /// Conflict: another instance owns the home. Protocol: the history is damaged. Everything else is told to
    /// the person by showTrouble().
    Result<void> open(Engine::Damaged damaged);
    void show();
    Engine &engine() { return m_demo ? m_demo->engine() : *m_engine; }
    MainWindow &window() { return *m_window; }

private:
    bool workRuns() const override;
    bool servesClients() const override;
    bool canHide() const override;
    void quit() override;

    Result<void> openEngine(Engine::Damaged damaged);
    void openWindow();
    void connectDesktop();
    void offerToSetAside(const QString &detail);
    void raise();
    void showHistorySize();

    DesktopOptions m_options;
    SystemClock m_clock;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<NotePresenter> m_notes;
    InstanceServer m_instance;
    SleepSignal m_sleep;
    std::unique_ptr<Alarm> m_sizeAlarm;
    std::unique_ptr<Alarm> m_quitAlarm;
};

} // namespace Belay
