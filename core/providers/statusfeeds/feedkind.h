// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/enumnames.h"

namespace Belay {

/// The forms of status feeds that Belay reads.
enum class FeedKind {
    Statuspage, ///< Atlassian's, and incident.io's imitation of it
    IncidentIo,
    IncidentIoWidget,
    Instatus,
    BetterStack,
    GoogleCloud,
    Flashduty,
    OnlineOrNot,
    Syndication ///< RSS and Atom
};
template <>
struct EnumNames<FeedKind> {
    static constexpr auto values
        = std::to_array<std::string_view>({"statuspage", "incident-io", "incident-io-widget", "instatus",
            "better-stack", "google-cloud", "flashduty", "online-or-not", "rss"});
};

} // namespace Belay
