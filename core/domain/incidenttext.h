// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"

namespace Belay {

// An incident in words, the same in the window, in notifications, in the feed and on the command line.

/// `Anthropic is down`, `OpenAI limits you`; `provider` is its name.
QString incidentTitle(const Incident &incident, const QString &provider);
/// `2 incidents are open: 1 theirs, 1 yours. 12 began in the last 30 days.`: how it stands, of those that are
/// given.
QString incidentsSentence(const std::vector<Incident> &incidents, WallTime now);
/// What it touches: the target's id, or how many there are.
QString incidentTargets(const Incident &incident);
/// `Belay saw it 9 min before their page.`; empty without a lead.
QString leadSentence(const std::optional<Milliseconds> &lead);
/// What a person opens to read their notice: the post, else the page; empty where neither is https.
QUrl addressOf(const IncidentNotice &notice);
/// How long it lasted, or lasts by now.
Milliseconds lengthOf(const Incident &incident, WallTime now);
/// Whether nobody saw how it ended: its targets were paused or removed, or nothing was known for a while.
/// Then it is over at the time at which it was last seen.
bool endedUnseen(const Incident &incident);
/// When it last changed in a way worth reading: it opened, it was over, its notice came or ended.
WallTime changedAt(const Incident &incident);

} // namespace Belay
