// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The monitor's status pages: which ones are read, how often, and what they say of which provider.
#include "core/monitor/monitorprivate.h"

#include <algorithm>

namespace Belay {

namespace {

std::optional<WatchedPage> pageOf(const MonitoredProvider &provider)
{
    if (provider.isPaused())
        return {};
    return watchedPageOf(provider.config(), provider.kind(), provider.baseUrl());
}

bool isInTrouble(const MonitoredProvider &provider)
{
    return std::ranges::any_of(provider.targets, [](const MonitoredTarget &target) {
        return target.verdict.state == TargetState::Down || target.verdict.state == TargetState::Slow
            || target.verdict.state == TargetState::Limited;
    });
}

} // namespace

void Monitor::Private::planPages()
{
    std::vector<WatchedPage> watched;
    for (const auto &[id, provider] : book.providers()) {
        if (auto page = pageOf(*provider))
            watched.push_back(std::move(*page));
    }
    pages.setPages(std::move(watched));
    for (const auto &[id, provider] : book.providers()) {
        const auto page = pageOf(*provider);
        provider->pageReading.reset();
        if (page)
            provider->pageReading
                = pages.reading(page->name(), pageSelectorOf(provider->config(), provider->kind()));
    }
}

void Monitor::Private::pageChanged(const QString &page)
{
    if (stopped)
        return;
    for (const auto &[id, provider] : book.providers()) {
        if (!provider->pageReading || provider->pageReading->page != page)
            continue;
        provider->pageReading = pages.reading(page, pageSelectorOf(provider->config(), provider->kind()));
        incidents.takePage(id, *provider->pageReading);
        book.review(*provider);
    }
    publisher.touch();
}

/// Own trouble makes the watch look sooner; without a network it does not look at all.
void Monitor::Private::reviewPages()
{
    std::set<QString> hurried;
    for (const auto &[id, provider] : book.providers()) {
        if (provider->pageReading && isInTrouble(*provider))
            hurried.insert(provider->pageReading->page);
    }
    pages.setHurried(hurried);
    pages.setHeld(network.isDown() || suspendedAt.has_value());
}

void Monitor::Private::readPages(const std::optional<TargetId> &target)
{
    std::set<QString> wanted;
    for (const auto &[id, provider] : book.providers()) {
        if (provider->pageReading && (!target || target->provider == id))
            wanted.insert(provider->pageReading->page);
    }
    pages.readNow(wanted);
}

} // namespace Belay
