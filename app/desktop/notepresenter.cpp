// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/notepresenter.h"

#include <QGuiApplication>

#include <algorithm>

namespace Belay {

NotePresenter::NotePresenter(
    NotificationControl &control, MainWindow &window, Tray *tray, Reach reach, const QDBusConnection &bus)
    : m_control(control)
    , m_window(window)
    , m_tray(tray)
    , m_reach(reach)
    , m_notes(bus)
{
    connect(&control, &NotificationControl::noteRaised, this, &NotePresenter::present);
    connect(&control, &NotificationControl::noteWithdrawn, this, [this](const QString &id) {
        m_notes.close(id);
        if (m_onTray && m_onTray->id == id)
            m_onTray.reset();
        if (m_inLine && m_inLine->id == id)
            endLine();
    });
    connect(
        &control, &NotificationControl::webhookFailed, this, [this](const QString &id, const QString &why) {
            m_inLine.reset();
            m_window.sayNote(tr("The webhook “%1” could not be delivered: %2.").arg(id, why));
        });
    connect(&m_notes, &DesktopNotes::shown, this, [this](const Note &note, const QString &service) {
        m_onTray.reset();
        m_control.noteShown(note, NoteRoute::Service, service);
    });
    connect(&m_notes, &DesktopNotes::refused, this, &NotePresenter::fallBack);
    connect(&m_notes, &DesktopNotes::chosen, this, &NotePresenter::choose);
    if (m_tray)
        connect(m_tray, &Tray::messageChosen, this, [this] {
            // Qt's icon hears of what is chosen on any note of the service, too.
            if (m_onTray)
                open(*m_onTray);
        });
    const auto follow
        = [this](Qt::ApplicationState state) { m_control.setInFront(state == Qt::ApplicationActive); };
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, follow);
    follow(QGuiApplication::applicationState());
}

void NotePresenter::present(const Note &note)
{
    if (m_reach == Reach::WindowOnly || note.place == NotePlace::Window) {
        m_notes.close(note.id);
        say(note);
        m_control.noteShown(note, NoteRoute::Window, {});
        return;
    }
    if (isLineOutdatedBy(note))
        endLine();
    m_notes.show(note);
}

bool NotePresenter::isLineOutdatedBy(const Note &news) const
{
    if (!m_inLine)
        return false;
    const auto isOver
        = [&](const QString &matter) { return std::ranges::find(news.over, matter) != news.over.end(); };
    // That something is over may be wrong again with the next news.
    return m_inLine->recovers || m_inLine->id == news.id || std::ranges::any_of(m_inLine->matters, isOver);
}

void NotePresenter::endLine()
{
    m_inLine.reset();
    m_window.endNote();
}

/// A tray's message may not appear at all, and nobody says so: the window says it too.
void NotePresenter::fallBack(const Note &note)
{
    m_onTray = note;
    if (m_tray)
        m_tray->showMessage(note.title, note.text);
    say(note);
    m_control.noteShown(note, m_tray ? NoteRoute::Tray : NoteRoute::Window, {});
}

void NotePresenter::say(const Note &note)
{
    m_inLine = note;
    m_window.sayNote(note.text.isEmpty()
            ? note.title
            : tr("%1. %2", "title of a note, its text").arg(note.title, note.text.section(u'\n', 0, 0)));
}

void NotePresenter::choose(const Note &note, NoteAction action)
{
    if (action == NoteAction::Open)
        open(note);
    else
        m_control.act(note.id, action);
}

void NotePresenter::open(const Note &note)
{
    Q_EMIT raiseRequested();
    if (note.incident)
        m_window.showIncident(*note.incident);
    else if (note.page == QLatin1StringView("target") && note.target.hasModel())
        m_window.showTarget(note.target);
    else if (note.page.isEmpty() || !m_window.showPage(note.page))
        m_window.showPage(QStringLiteral("dashboard"));
}

} // namespace Belay
