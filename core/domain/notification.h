// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/domain/notificationconfig.h"

namespace Belay {

enum class NoteUrgency { Low, Normal, Critical };

/// What a person can do from a note. The names travel over D-Bus.
enum class NoteAction { Open, CheckNow, MuteHour, MuteIncident };
template <>
struct EnumNames<NoteAction> {
    static constexpr auto values
        = std::to_array<std::string_view>({"default", "check-now", "mute-hour", "mute-incident"});
};

/// Where a note is shown: nobody is called to a window that is in front already.
enum class NotePlace { Desktop, Window };

/// What a person is told. A later note of the same id takes its place; plain text throughout.
struct Note {
    QString id;
    NotificationEvent event = NotificationEvent::Test;
    QString title;
    QString text;
    NoteUrgency urgency = NoteUrgency::Normal;
    NotePlace place = NotePlace::Desktop;
    std::vector<NoteAction> actions;
    bool recovers = false; ///< all that it told of is over
    std::vector<QString> matters; ///< what it says goes on: of each at most one note is there
    std::vector<QString> over; ///< what it says has ended
    std::optional<Ulid> incident; ///< that a click shows; empty: none, or several
    TargetId target; ///< that a click shows where there is no incident
    QString page; ///< of contract 5, that a click shows
    bool operator==(const Note &) const = default;
};

/// What webhooks are told, before each gives it its form.
struct WebhookNews {
    NotificationEvent event = NotificationEvent::Test;
    WallTime at;
    std::vector<Incident> incidents;
    QString sentence;
    bool operator==(const WebhookNews &) const = default;
};

} // namespace Belay
