// SPDX-FileCopyrightText: 2026 The Belay authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/pagewatch.h"

#include "core/providers/statusfeeds/feedlimits.h"
#include "core/providers/statusfeeds/pagenotice.h"

#include <algorithm>

namespace Belay {

namespace {

constexpr Milliseconds FirstRoundWithin {5'000};
constexpr Milliseconds LongestBackOff = std::chrono::minutes {30};
constexpr Milliseconds NoFeedWait = std::chrono::hours {1}; // what has no feed will not have one soon

std::vector<SeenIncident> seen(
    const std::vector<PageIncident> &incidents, const PageJournal &journal, WallTime now, size_t most)
{
    std::vector<SeenIncident> all;
    for (const PageIncident &incident : incidents) {
        if (all.size() < most)
            all.push_back({incident, journal.firstSeen(incident.id, now)});
    }
    return all;
}

} // namespace

struct PageWatch::Entry {
    Entry(HttpClient &http, const Clock &clock, const WatchedPage &page)
        : watched(page)
        , name(page.name())
        , reader(http, clock, page)
        , journal(name)
    { }

    WatchedPage watched;
    QString name;
    PageReader reader;
    PageJournal journal;
    std::optional<StatusPage> newest;
    std::optional<SteadyTime> readAt;
    std::optional<WallTime> readAtWall;
    WallTime triedAt;
    PageTrouble trouble = PageTrouble::NotYet;
    QString detail;
    std::optional<SteadyTime> next; // empty: it is being read, or never is
    bool hurried = false;
    bool wasFresh = false;
    int failures = 0;
};

PageWatch::PageWatch(
    HttpClient &http, Clock &clock, RandomSource &random, HistoryStore &history, Changed changed)
    : m_http(http)
    , m_clock(clock)
    , m_random(random)
    , m_history(history)
    , m_changed(std::move(changed))
    , m_alarm(clock.createAlarm([this] { wake(); }))
{ }

PageWatch::~PageWatch() = default;

PageWatch::Entry *PageWatch::find(const QString &page) const
{
    const auto found
        = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry->name == page; });
    return found == m_entries.end() ? nullptr : found->get();
}

void PageWatch::setPages(std::vector<WatchedPage> pages)
{
    if (m_stopped)
        return;
    std::vector<std::unique_ptr<Entry>> before = std::exchange(m_entries, {});
    for (const WatchedPage &page : pages) {
        if (find(page.name()))
            continue; // shared
        const auto same = std::ranges::find_if(
            before, [&](const auto &entry) { return entry && entry->watched == page; });
        if (same != before.end()) {
            m_entries.push_back(std::move(*same));
            continue;
        }
        auto entry = std::make_unique<Entry>(m_http, m_clock, page);
        entry->triedAt = m_clock.wall();
        entry->journal.remember(m_memory);
        if (page.linkOnly)
            entry->trouble = PageTrouble::LinkOnly;
        else
            entry->next = m_clock.steady()
                + Microseconds(
                    static_cast<qint64>(m_random.uniform() * Microseconds(FirstRoundWithin).count()));
        m_entries.push_back(std::move(entry));
    }
    arm();
}

void PageWatch::remember(const PageMemory &memory)
{
    m_memory = memory;
    for (const auto &entry : m_entries)
        entry->journal.remember(memory);
}

void PageWatch::setHurried(const std::set<QString> &pages)
{
    for (const auto &entry : m_entries) {
        const bool hurried = pages.contains(entry->name);
        const bool isNews = hurried && !entry->hurried;
        entry->hurried = hurried;
        if (!isNews || !entry->next || entry->failures > 0)
            continue;
        const SteadyTime soon = entry->readAt ? *entry->readAt + Hurried : m_clock.steady();
        entry->next = std::min(*entry->next, std::max(soon, m_clock.steady()));
    }
    arm();
}

void PageWatch::setHeld(bool held)
{
    if (m_held == held || m_stopped)
        return;
    m_held = held;
    for (const auto &entry : m_entries) {
        if (entry->watched.linkOnly)
            continue;
        if (held) {
            entry->reader.cancel();
            entry->trouble = PageTrouble::OwnNetwork;
            entry->detail.clear();
        } else {
            entry->trouble = entry->readAt ? PageTrouble::None : PageTrouble::NotYet;
            entry->next = m_clock.steady()
                + Microseconds(
                    static_cast<qint64>(m_random.uniform() * Microseconds(FirstRoundWithin).count()));
        }
    }
    arm();
}

void PageWatch::readNow(const std::set<QString> &pages)
{
    const SteadyTime now = m_clock.steady();
    for (const auto &entry : m_entries) {
        const bool isRecent = entry->readAt && now - *entry->readAt < Hurried;
        if (pages.contains(entry->name) && entry->next && !isRecent && entry->failures == 0)
            entry->next = now;
    }
    arm();
}

/// When something has to be done: the next page to be read, or the next reading that grows stale.
void PageWatch::arm()
{
    std::optional<SteadyTime> next;
    const auto at = [&next](SteadyTime time) { next = next ? std::min(*next, time) : time; };
    for (const auto &entry : m_entries) {
        if (entry->next && !m_held)
            at(*entry->next);
        if (entry->wasFresh)
            at(*entry->readAt + PageJournal::StaleAfter);
    }
    if (next && !m_stopped)
        m_alarm->wakeAt(*next);
    else
        m_alarm->cancel();
}

void PageWatch::wake()
{
    const SteadyTime now = m_clock.steady();
    std::vector<QString> stale;
    for (const auto &entry : m_entries) {
        if (entry->wasFresh && !isFresh(*entry)) {
            entry->wasFresh = false;
            stale.push_back(entry->name);
        }
        if (!m_held && entry->next && *entry->next <= now)
            ask(*entry);
    }
    arm();
    for (const QString &page : stale)
        m_changed(page);
}

bool PageWatch::isFresh(const Entry &entry) const
{
    // The steady clock stands still while the machine sleeps.
    return entry.readAt && m_clock.steady() - *entry.readAt < PageJournal::StaleAfter
        && m_clock.wall() - *entry.readAtWall < PageJournal::StaleAfter;
}

void PageWatch::ask(Entry &entry)
{
    entry.next.reset();
    entry.reader.read([this, &entry](const PageRead &read) { answered(entry, read); });
}

void PageWatch::answered(Entry &entry, const PageRead &read)
{
    const WallTime now = m_clock.wall();
    entry.triedAt = now;
    entry.trouble = read.page ? PageTrouble::None : read.trouble;
    entry.detail = read.detail;
    if (read.page) {
        entry.newest = read.page;
        entry.readAt = m_clock.steady();
        entry.readAtWall = now;
        entry.wasFresh = true;
        for (const PageIncidentRecord &record : entry.journal.take(*read.page, now))
            m_history.record(record);
        m_history.record(*entry.journal.readSpan());
    }
    entry.next = m_clock.steady() + waitAfter(entry, read);
    arm();
    m_changed(entry.name);
}

Milliseconds PageWatch::waitAfter(Entry &entry, const PageRead &read)
{
    entry.failures = read.page ? 0 : entry.failures + 1;
    Milliseconds wait = entry.hurried ? Hurried : Usual;
    if (!read.page) {
        constexpr int MostDoublings = 4;
        wait = std::min(LongestBackOff, Usual * (1 << std::min(entry.failures - 1, MostDoublings)));
        if (read.trouble == PageTrouble::NoFeed && entry.watched.feeds.empty())
            wait = NoFeedWait;
    }
    const double factor = m_random.between(1 - Jitter, 1 + Jitter);
    wait = Milliseconds(static_cast<qint64>(static_cast<double>(wait.count()) * factor));
    return std::max({wait, Hurried, read.retryAfter.value_or(Milliseconds {0})});
}

PageReading PageWatch::reading(const QString &page, const PageSelector &selector) const
{
    constexpr size_t MostPast = 20;
    PageReading reading;
    reading.page = page;
    const Entry *entry = find(page);
    if (!entry)
        return reading;
    const WallTime now = m_clock.wall();
    reading.trouble = entry->trouble;
    reading.detail = entry->detail;
    reading.readAt = entry->readAtWall;
    reading.read = entry->readAt ? entry->journal.readSpan() : std::nullopt;
    reading.earlierReads = entry->journal.earlierReads();
    reading.seenAt = isFresh(*entry) ? *entry->readAtWall : entry->triedAt;
    if (!isFresh(*entry))
        return reading;
    PageNotice notice = noticeOf(*entry->newest, selector, now);
    reading.state = notice.state;
    reading.open = seen(notice.open, entry->journal, now, FeedLimits::MostIncidents);
    reading.past = seen(notice.past, entry->journal, now, MostPast);
    reading.components = std::move(notice.components);
    return reading;
}

void PageWatch::stop()
{
    m_stopped = true;
    for (const auto &entry : m_entries)
        entry->reader.cancel();
    m_alarm->cancel();
}

} // namespace Belay
