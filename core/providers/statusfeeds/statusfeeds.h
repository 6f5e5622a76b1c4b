// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/statuspage.h"
#include "core/providers/statusfeeds/feedkind.h"

#include <QByteArrayView>

namespace Belay {

/// Reads a document of a known form. Error (Protocol) for everything else: too large, nested too deeply,
/// HTML, cut off, of another form. Never says anything of a page that it could not read whole.
Result<StatusPage> readFeed(FeedKind kind, QByteArrayView body);
/// Which form a document has, told by its members alone: pages answer 200 for addresses that they do not
/// know.
std::optional<FeedKind> feedKindOf(QByteArrayView body);

/// Where a page of unknown kind may have a feed, in the order in which to ask.
std::vector<QUrl> feedAddressesOf(const QUrl &page);
/// Where the rest of a feed stands: the closed incidents of a summary, or its components. Empty: it has all.
QUrl companionOf(FeedKind kind, const QUrl &feed);
/// A summary with what its companion knows beyond it: components, and incidents that are over.
StatusPage merged(StatusPage summary, const StatusPage &companion);

} // namespace Belay
