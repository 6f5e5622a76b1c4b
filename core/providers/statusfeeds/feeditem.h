// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/statuspage.h"

namespace Belay {

/// One item of an RSS or Atom feed, as it stands there.
struct FeedItem {
    QString title;
    QString id; ///< guid or id
    QString link;
    QString category;
    QString markup; ///< description or content, cut to a length
    QString published; ///< pubDate or published
    QString updated; ///< of Atom
    bool operator==(const FeedItem &) const = default;
};

/// The incidents that items tell of, by the conventions of the pages that have such feeds: xAI, OpenRouter,
/// DeepSeek, Azure, Statuspage's history and BetterStack's "went down" and "recovered". Items that share an
/// id are one incident.
std::vector<PageIncident> incidentsOf(const std::vector<FeedItem> &items);

} // namespace Belay
