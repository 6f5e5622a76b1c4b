// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/domain/statusboard.h"
#include "core/monitor/notificationtext.h"
#include "core/monitor/quiethours.h"

#include <QDate>

namespace Belay {

/// Decisions wait by the steady clock; a person's hours are the wall's.
struct NoteTime {
    SteadyTime steady;
    WallTime wall;
};

/// Decides what a person and their webhooks are told, when, and what not (contract 3). Pure; time comes in.
class NotificationRules final
{
public:
    NotificationRules();

    void apply(std::shared_ptr<const Config> config, const QTimeZone &zone, NoteTime now);
    void setInFront(bool inFront) { m_inFront = inFront; }

    void incidentOpened(const Incident &incident, NoteTime now);
    /// One that an earlier run of the program told of.
    void incidentAdopted(const Incident &incident, NoteTime now);
    /// Its targets, or whether the person muted it.
    void incidentChanged(const Incident &incident, NoteTime now);
    /// Nobody is called for one that is unseen: a note that told of it goes; webhooks hear that it is over.
    void incidentClosed(const Incident &incident, IncidentEnd how, NoteTime now);
    void keyChanged(const ProviderId &provider, const KeyId &key, KeyHealth health, NoteTime now);
    void networkChanged(const NetworkStatus &network, NoteTime now);
    enum class GatewayNews { Runs, Stopped, SwitchedOff };
    void gatewayChanged(GatewayNews news, const QString &problem, NoteTime now);
    /// Told once, from 14 days before.
    void modelRetires(const TargetId &target, const QDate &day, NoteTime now);
    /// What a person chose on a note.
    void mute(const QString &note, NoteAction action, NoteTime now);

    /// The incidents that a note tells of.
    std::vector<Incident> incidentsOf(const QString &note) const;

    struct News {
        std::vector<QString> withdrawn; ///< ids of notes that no longer hold
        std::vector<Note> notes;
        std::vector<WebhookNews> webhooks;
    };
    News take(NoteTime now);
    std::optional<SteadyTime> wakeAt(NoteTime now) const;

    static constexpr int RetiringDays = 14;
    /// What is told once in all, for the next run of the program.
    const std::set<QString> &toldOnce() const { return m_once; }
    void rememberToldOnce(std::set<QString> once) { m_once = std::move(once); }

private:
    void begin(Matter matter, TellingQueue::Wait wait, NoteTime now);
    void end(const QString &id, NoteTime now);
    void forget(const QString &id);
    void forgetKeysOf(const ProviderId &provider, NotificationEvent event);
    bool isTold(const Matter &matter) const;
    bool isShown(const Matter &matter) const;
    QString nameOf(const ProviderId &provider) const;
    void withdraw(const std::vector<QString> &notes);
    void dropToldOnce(const std::vector<Telling> &tellings, TellingQueue &queue);

    std::shared_ptr<const Config> m_config;
    QuietHours m_quiet;
    TellingQueue m_desktop;
    TellingQueue m_webhooks;
    std::map<QString, Matter> m_matters;
    std::map<QString, std::vector<QString>> m_shown; ///< the matters of each note
    std::set<QString> m_silenced; ///< matters that the person muted for good
    std::set<QString> m_once; ///< models that were told
    std::vector<QString> m_withdrawn;
    bool m_inFront = false;
};

} // namespace Belay
