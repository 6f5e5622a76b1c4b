// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/incident.h"
#include "core/domain/sample.h"

namespace Belay {

/// What goes into the text that a person sends to a provider's support.
struct SupportPacket {
    Incident incident;
    QString provider; ///< its name
    QString baseUrl;
    std::vector<Sample> failures; ///< the oldest first; more than MostFailures are cut
    QString version; ///< of Belay
    QString system; ///< name and version of the operating system
    static constexpr size_t MostFailures = 50;
};

/// Whether a failure is one of an incident: it failed as the incident's cause does, while it was open or in
/// the minutes before, of which its counts are, too.
bool isFailureOf(const Incident &incident, const Sample &sample);

/// Markdown in English, all times UTC: what failed and when, with request ids, status codes and addresses.
/// Redacted: no key, no name of a key, nothing that the person noted for themselves.
QString supportPacketText(const SupportPacket &packet, WallTime now);

} // namespace Belay
