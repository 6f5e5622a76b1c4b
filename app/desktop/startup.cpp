// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/startup.h"

#include "app/desktop/instancelink.h"
#include "core/base/clock.h"
#include "ui/widgets/usermessage.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

#include <cstdio>

namespace Belay {

namespace {

struct Startup {
    Q_DECLARE_TR_FUNCTIONS(Belay::Startup)
};

int toInt(DesktopExit code)
{
    return static_cast<int>(code);
}

DesktopExit exitOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Config:
        return DesktopExit::BadConfig;
    case ErrorKind::Storage:
    case ErrorKind::Permission:
    case ErrorKind::Busy:
    case ErrorKind::Newer:
    case ErrorKind::Protocol: // the history is damaged
        return DesktopExit::CannotWrite;
    case ErrorKind::Conflict:
        return DesktopExit::OtherInstance;
    default:
        return DesktopExit::Failed;
    }
}

/// The program outlives its last window, so that it is the box itself that has to end it.
void endWith(QMessageBox &box, DesktopExit code)
{
    QObject::connect(&box, &QDialog::finished, &box, [code] { QApplication::exit(toInt(code)); });
    box.open();
}

} // namespace

void say(const QString &text)
{
    std::fputs((text + u'\n').toUtf8().constData(), stderr);
}

int raiseOther(const Home &home, const Error &conflict)
{
    SystemClock clock;
    InstanceCaller caller(clock);
    QMessageBox box(QMessageBox::Warning, Startup::tr("Belay is running already"), {}, QMessageBox::Ok);
    QObject::connect(&caller, &InstanceCaller::ended, &box, [&](const QString &version) {
        const QString own = QStringLiteral(BELAY_VERSION);
        if (version == own) {
            QApplication::exit(toInt(DesktopExit::Done));
            return;
        }
        if (version.isEmpty()) {
            say(conflict.detail);
            box.setText(Startup::tr("Belay is running already with this home, and no window of it answers. "
                                    "End it first, or start this one with another home (--home)."));
            box.setInformativeText(conflict.detail);
            endWith(box, DesktopExit::OtherInstance);
            return;
        }
        const QString text
            = Startup::tr("Belay %1 is open with this home; this is Belay %2. End the other one first.")
                  .arg(version, own);
        say(text);
        box.setText(text);
        endWith(box, DesktopExit::Done);
    });
    caller.call(home.socketName());
    return QApplication::exec();
}

bool wantsFreshStart(const Error &damage)
{
    say(damage.detail);
    QMessageBox box(QMessageBox::Warning, Startup::tr("History is damaged"),
        Startup::tr("The file of your history is damaged, most likely by a power cut or a full disk, and "
                    "cannot be opened."));
    box.setInformativeText(Startup::tr("Belay can keep it under another name and start a fresh one. Nothing "
                                       "is deleted, and your providers and keys stay as they are.\n%1")
                               .arg(damage.detail));
    box.addButton(Startup::tr("&Quit"), QMessageBox::RejectRole);
    const QAbstractButton *fresh
        = box.addButton(Startup::tr("&Set aside and start fresh"), QMessageBox::AcceptRole);
    QObject::connect(&box, &QMessageBox::buttonClicked, &box,
        [fresh](const QAbstractButton *button) { QApplication::exit(button == fresh ? 1 : 0); });
    box.open();
    return QApplication::exec() != 0;
}

int showTrouble(const Error &error, Audience audience)
{
    say(error.detail);
    QStringList places;
    for (const Error &cause : error.causes) {
        say(cause.detail);
        places << cause.detail;
    }
    if (audience == Audience::Script)
        return toInt(exitOf(error));
    QMessageBox box(QMessageBox::Critical, Startup::tr("Belay cannot start"), userMessage(error));
    box.setInformativeText(places.join(u'\n'));
    endWith(box, exitOf(error));
    return QApplication::exec();
}

} // namespace Belay
