// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/history/historystore.h"
#include "core/monitor/pagejournal.h"
#include "core/monitor/pagereader.h"

#include <set>

namespace Belay {

/// Reads the status pages of all providers, each once however many providers share it: every two minutes,
/// every minute while one of its providers is in trouble, more and more seldom while a page cannot be read.
/// A page that cannot be read says nothing. Lives on the monitor's thread.
class PageWatch final
{
public:
    using Changed = std::function<void(const QString &page)>;

    static constexpr Milliseconds Usual = std::chrono::minutes {2};
    static constexpr Milliseconds Hurried = std::chrono::minutes {1};
    static constexpr double Jitter = 0.2; ///< either way, never under a minute

    /// All must outlive the watch. `changed` is told the name of a page, never from inside a call.
    PageWatch(HttpClient &http, Clock &clock, RandomSource &random, HistoryStore &history, Changed changed);
    ~PageWatch();
    Q_DISABLE_COPY_MOVE(PageWatch)

    /// What is to be read from now on; what is known of a page that stays as it was is kept.
    void setPages(std::vector<WatchedPage> pages);
    void remember(const PageMemory &memory);
    /// The pages of providers that are in trouble by our own measure.
    void setHurried(const std::set<QString> &pages);
    /// The own network is down, or the machine sleeps: nothing is asked.
    void setHeld(bool held);
    /// A person asks: what was read longer ago than a minute is read now.
    void readNow(const std::set<QString> &pages);
    /// What the page says of one part of it.
    PageReading reading(const QString &page, const PageSelector &selector) const;
    void stop();

private:
    struct Entry;

    void wake();
    void arm();
    void ask(Entry &entry);
    void answered(Entry &entry, const PageRead &read);
    Milliseconds waitAfter(Entry &entry, const PageRead &read);
    bool isFresh(const Entry &entry) const;
    Entry *find(const QString &page) const;

    HttpClient &m_http;
    Clock &m_clock;
    RandomSource &m_random;
    HistoryStore &m_history;
    Changed m_changed;
    std::vector<std::unique_ptr<Entry>> m_entries;
    PageMemory m_memory;
    bool m_held = false;
    bool m_stopped = false;
    std::unique_ptr<Alarm> m_alarm;
};

} // namespace Belay
