// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowclosing.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace Belay {

using namespace Qt::StringLiterals;

namespace {

const auto OnCloseKey = u"window/onClose"_s;
const auto Background = u"background"_s;
const auto Quit = u"quit"_s;

} // namespace

WindowClosing::WindowClosing(QWidget &window, QSettings &settings, CloseGuard &guard)
    : QObject(&window)
    , m_window(window)
    , m_settings(settings)
    , m_guard(guard)
{ }

void WindowClosing::close()
{
    const QString choice = m_settings.value(OnCloseKey).toString();
    if (choice == Background || choice == Quit)
        closeAs(choice);
    else
        ask();
}

bool WindowClosing::keepsRunning() const
{
    return m_settings.value(OnCloseKey).toString() == Background;
}

void WindowClosing::setKeepsRunning(bool keeps)
{
    m_settings.setValue(OnCloseKey, keeps ? Background : Quit);
}

void WindowClosing::ask()
{
    if (m_question) {
        m_question->raise();
        return;
    }
    m_question = new QMessageBox(QMessageBox::Question, tr("Close Belay"),
        m_guard.servesClients() ? tr(
            "Belay is answering clients through its gateway, which ends when it quits. What should closing "
            "its window do?")
                                : tr("Belay is watching your providers. What should closing its window do?"),
        QMessageBox::NoButton, &m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setObjectName(u"closeQuestion"_s);
    m_question->setInformativeText(m_guard.canHide()
            ? tr("You are asked this once; the Belay menu can change it.")
            : tr("In the background its window stays minimised. You are asked this once; the Belay menu can "
                 "change it."));
    QAbstractButton *keep = m_question->addButton(tr("&Keep running in background"), QMessageBox::AcceptRole);
    QAbstractButton *leave = m_question->addButton(tr("&Quit"), QMessageBox::DestructiveRole);
    m_question->addButton(QMessageBox::Cancel);
    m_question->setDefaultButton(qobject_cast<QPushButton *>(keep));
    connect(m_question, &QMessageBox::buttonClicked, this, [this, keep, leave](QAbstractButton *clicked) {
        if (clicked != keep && clicked != leave)
            return;
        setKeepsRunning(clicked == keep);
        closeAs(clicked == keep ? Background : Quit);
    });
    m_question->open();
}

void WindowClosing::closeAs(const QString &choice)
{
    if (choice == Quit)
        Q_EMIT quitChosen();
    else if (m_guard.canHide())
        m_window.hide();
    else
        m_window.showMinimized();
}

} // namespace Belay
