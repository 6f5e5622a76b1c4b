// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/config.h"
#include "core/providers/catalogue.h"

#include <optional>

namespace Belay {

/// A status page as it is to be read. Several providers may share one.
struct WatchedPage {
    QUrl page; ///< what a person opens, and its name
    std::vector<PageFeed> feeds; ///< the first that can be read counts; empty: found by asking
    bool linkOnly = false; ///< it has no form that a program can read
    QString proxy;
    QString caFile;
    bool operator==(const WatchedPage &) const = default;

    QString name() const { return page.toString(); }
};

/// The page of a provider: the person's own before the catalogue's. Nothing: it has none, or it is off. What
/// answers on a private address is not what the catalogue's page speaks of.
std::optional<WatchedPage> watchedPageOf(
    const ProviderConfig &provider, const ProviderKind &kind, const QUrl &baseUrl);
/// Which part of that page stands for the provider's API.
PageSelector pageSelectorOf(const ProviderConfig &provider, const ProviderKind &kind);

} // namespace Belay
