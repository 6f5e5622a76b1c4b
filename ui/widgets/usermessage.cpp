// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/usermessage.h"

#include <QCoreApplication>

namespace Belay {

namespace {

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(Belay::UserMessage)
};

QString sentenceOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return Messages::tr("The connection failed. Check your own network, then try again.");
    case ErrorKind::Cancelled:
        return Messages::tr("This was cancelled; nothing was changed.");
    case ErrorKind::Protocol:
        return Messages::tr("The other side answered in a way that Belay does not understand.");
    case ErrorKind::Storage:
        return Messages::tr("This could not be written. Is the disk full, or the folder read-only?");
    case ErrorKind::Config:
        return Messages::tr("The settings file has an error, so nothing was changed.");
    case ErrorKind::Unavailable:
        return Messages::tr("This service does not answer just now. Try again, or take another way.");
    case ErrorKind::Permission:
        return Messages::tr(
            "Belay is not allowed to do this. If the keyring is locked, unlock it and try again.");
    case ErrorKind::Conflict:
        return Messages::tr(
            "Another program changed this first, so nothing was overwritten. It was read again: please try "
            "once more.");
    case ErrorKind::Busy:
        return Messages::tr("Another program holds this file. End it, then try again.");
    case ErrorKind::Newer:
        return Messages::tr("A newer version of Belay wrote this. Update Belay; nothing was changed.");
    case ErrorKind::Internal:
        break;
    }
    return Messages::tr("Something went wrong inside Belay; the log says more.");
}

} // namespace

QString historyMessage(const Error &error)
{
    if (error.kind == ErrorKind::Protocol)
        return Messages::tr("This part of your history cannot be read: its file is damaged. Set it aside and "
                            "start a fresh one when Belay offers it; nothing is deleted.");
    return Messages::tr("Your history cannot be read just now: %1").arg(error.detail);
}

QString userMessage(const Error &error)
{
    // The detail is untranslated, but a person who looks for help needs it.
    return error.detail.isEmpty()
        ? sentenceOf(error.kind)
        : Messages::tr("%1 (%2)", "sentence, technical detail").arg(sentenceOf(error.kind), error.detail);
}

} // namespace Belay
