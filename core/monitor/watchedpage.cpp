// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/watchedpage.h"

#include "core/http/localhost.h"

namespace Belay {

namespace {

bool isSame(const QUrl &a, const QUrl &b)
{
    const auto bare = [](const QUrl &url) {
        return url.adjusted(QUrl::StripTrailingSlash | QUrl::NormalizePathSegments);
    };
    return bare(a) == bare(b) || bare(a).toString() + u'/' == b.toString()
        || bare(b).toString() + u'/' == a.toString();
}

/// The page that the person named, where it is not the one that the catalogue knows all about.
QUrl ownPage(const ProviderConfig &provider, const ProviderKind &kind)
{
    const QUrl own(provider.monitor.statusPage, QUrl::StrictMode);
    const bool isPage = (own.scheme() == u"https" || own.scheme() == u"http") && !own.host().isEmpty();
    return isPage && !isSame(own, kind.statusPage) ? own : QUrl();
}

} // namespace

std::optional<WatchedPage> watchedPageOf(
    const ProviderConfig &provider, const ProviderKind &kind, const QUrl &baseUrl)
{
    if (provider.monitor.statusPage == u"off")
        return {};
    WatchedPage watched;
    watched.page = ownPage(provider, kind);
    watched.proxy = provider.proxy;
    watched.caFile = provider.caFile;
    if (!watched.page.isEmpty())
        return watched;
    const bool isNamed = !provider.monitor.statusPage.isEmpty();
    if (kind.statusPage.isEmpty() || (isLocalHost(baseUrl) && !isNamed))
        return {};
    watched.page = kind.statusPage;
    watched.feeds = kind.statusFeeds;
    watched.linkOnly = kind.statusFeeds.empty();
    return watched;
}

PageSelector pageSelectorOf(const ProviderConfig &provider, const ProviderKind &kind)
{
    PageSelector selector = kind.statusParts;
    selector.wholeIfNone = !ownPage(provider, kind).isEmpty();
    return selector;
}

} // namespace Belay
