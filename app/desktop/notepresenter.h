// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktopnotes.h"
#include "app/desktop/tray.h"
#include "core/engine/notificationcontrol.h"
#include "ui/mainwindow.h"

namespace Belay {

/// Brings notes before the person: by the desktop's service, else beside the tray's icon and as a line in the
/// window. A window that is in front gets the line alone.
class NotePresenter final : public QObject
{
    Q_OBJECT
public:
    /// `tray` may be null. In a demo nothing leaves the window: what it plays happens to nobody.
    enum class Reach { Desktop, WindowOnly };
    NotePresenter(NotificationControl &control, MainWindow &window, Tray *tray, Reach reach,
        const QDBusConnection &bus = QDBusConnection::sessionBus());

Q_SIGNALS:
    void raiseRequested();

private:
    void present(const Note &note);
    void fallBack(const Note &note);
    void say(const Note &note);
    void endLine();
    /// Whether the line in the window says what `news` has outdated.
    bool isLineOutdatedBy(const Note &news) const;
    void choose(const Note &note, NoteAction action);
    void open(const Note &note);

    NotificationControl &m_control;
    MainWindow &m_window;
    Tray *m_tray;
    Reach m_reach;
    DesktopNotes m_notes;
    std::optional<Note> m_onTray; // what a click on the tray's message means
    std::optional<Note> m_inLine; // what the window's line says; the person may have closed it
};

} // namespace Belay
