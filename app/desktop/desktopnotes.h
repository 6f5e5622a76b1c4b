// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/notification.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>

#include <functional>

class QDBusMessage;
class QDBusPendingCall;

namespace Belay {

/// Notes of the freedesktop service (org.freedesktop.Notifications 1.2). Nothing here waits for it: a
/// service that is absent, slow or restarted costs the note, which is then handed back.
class DesktopNotes final : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotes(const QDBusConnection &bus, QObject *parent = nullptr);
    /// Takes away what is still shown: nobody is left whom its buttons could reach.
    ~DesktopNotes() override;
    Q_DISABLE_COPY_MOVE(DesktopNotes)

    /// Takes the place of an earlier note of its id. Ends in shown() or refused().
    void show(const Note &note);
    void close(const QString &id);

Q_SIGNALS:
    /// `service` names who shows it; empty where it did not say.
    void shown(const Belay::Note &note, const QString &service);
    /// Nobody took it.
    void refused(const Belay::Note &note);
    /// The note itself was chosen, or one of its buttons.
    void chosen(const Belay::Note &note, Belay::NoteAction action);

private Q_SLOTS:
    void onClosed(uint id, uint reason);
    void onAction(uint id, const QString &key);

private:
    struct Live {
        Note note;
        uint id = 0; ///< the service's; 0: not known, or closed by it
        bool isSending = false;
        std::optional<Note> next; ///< came while the one before was on its way
        bool closes = false; ///< was withdrawn meanwhile
    };

    void learn();
    void send(Live &live);
    void takeReply(const QString &id, const QDBusPendingCall &call);
    QDBusMessage messageFor(const Live &live) const;
    void callClose(uint id);
    void forgetService();
    Live *find(uint id);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QStringList m_capabilities;
    QString m_name;
    bool m_isKnown = false; // its capabilities were told
    std::vector<Note> m_waiting; // for them
    std::map<QString, Live> m_live;
};

} // namespace Belay
